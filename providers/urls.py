"""Addresses of the search, the doctors, and the places where they practice."""

from django.urls import path

from . import views
from .locate import locate
from .reporting.views import report, report_page, report_place, report_status

app_name = "providers"
urlpatterns = [
    path("doctors/", views.search, name="search"),
    path("doctors/compare/", views.compare, name="compare"),
    path("doctors/locate/", locate, name="locate"),
    path("doctors/map/", views.map_of_the_country, name="map"),
    path("doctors/map/<slug:address>/", views.map_of_a_state, name="map-of-a-state"),
    path("doctors/<slug:slug>/", views.doctor, name="doctor"),
    path("doctors/<slug:slug>/report/", report, name="report"),
    path("locations/<slug:slug>/report/", report_place, name="report-place"),
    path("editions/<int:edition>/report/", report_page, name="report-page"),
    path("reports/<slug:code>/", report_status, name="report-status"),
    path("locations/<slug:slug>/", views.location, name="location"),
]
