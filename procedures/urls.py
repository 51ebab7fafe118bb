"""Addresses of the reading pages."""

from django.urls import path

from . import views

app_name = "procedures"

urlpatterns = [
    path("procedures/", views.index, name="index"),
    path("procedures/compare/", views.compare, name="compare"),  # before the slugs: no procedure has it
    path("procedures/<slug:slug>/", views.article, name="article"),
    path("conditions/", views.conditions, name="conditions"),
    path("conditions/<slug:slug>/", views.condition, name="condition"),
    path("evidence/", views.evidence, name="evidence"),
    # Before the records of evidence: no publication has the key "findings".
    path("evidence/findings/", views.findings, name="findings"),
    path("evidence/<slug:key>/", views.publication, name="publication"),
    path("words-of-the-site/", views.site_words, name="site-words"),
    path("glossary/", views.glossary, name="glossary"),
    path("pages/<slug:slug>/", views.page, name="page"),
]

# Files, in no language
files = [
    path("evidence/<slug:key>.bib", views.bibtex, name="publication-bibtex"),
    path("evidence/<slug:key>.ris", views.ris, name="publication-ris"),
]
