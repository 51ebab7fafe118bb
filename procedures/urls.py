"""Addresses of the reading pages."""

from django.urls import path

from . import views

app_name = "procedures"

urlpatterns = [
    path("procedures/", views.index, name="index"),
    path("procedures/<slug:slug>/", views.article, name="article"),
    path("glossary/", views.glossary, name="glossary"),
]
