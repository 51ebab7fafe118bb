"""Addresses of the reading pages."""

from django.urls import path

from . import views

app_name = "procedures"

urlpatterns = [
    path("procedures/", views.index, name="index"),
    path("procedures/compare/", views.compare, name="compare"),  # before the slugs: no procedure has it
    path("procedures/<slug:slug>/", views.article, name="article"),
    # Before the records of evidence: no publication has the key "findings".
    path("evidence/findings/", views.findings, name="findings"),
    path("glossary/", views.glossary, name="glossary"),
]
