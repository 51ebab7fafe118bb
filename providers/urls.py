"""Addresses of the search, the doctors, and the places where they practise."""

from django.urls import path

from . import views

app_name = "providers"
urlpatterns = [
    path("doctors/", views.search, name="search"),
    path("doctors/<slug:slug>/", views.doctor, name="doctor"),
    path("locations/<slug:slug>/", views.location, name="location"),
]
