"""Django's test client copies the context of every template that a page renders: for a form, of hundreds."""

from django.test import client

store_all = client.store_rendered_templates
# Parts, which see what the page around them sees, or what it hands to them.
PARTS = ("components/", "forms/", "django/forms/", "admin/widgets/", "admin/includes/")


def store_whole_pages(store, signal, sender, template, context, **more):
    """Like Django's, but of a part of a page only the template."""
    if "templates" in store and (template.name or "").startswith(PARTS):
        store["templates"].append(template)
    else:
        store_all(store, signal, sender, template, context, **more)
