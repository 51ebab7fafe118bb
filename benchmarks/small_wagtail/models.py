"""An article with the doctors who do what it is about."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet


@register_snippet
class Doctor(models.Model):
    """One line of the list."""

    name = models.CharField(max_length=100)
    clinic = models.CharField(max_length=100)

    class Meta:
        app_label = "small_wagtail"

    def __str__(self):
        return self.name


class ArticlePage(Page):
    """A title, a text, and ten doctors."""

    body = RichTextField()
    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "small_wagtail/article.html"

    class Meta:
        app_label = "small_wagtail"

    def get_context(self, request, *args, **kwargs):
        """With the first ten doctors, and the pages of the menu."""
        menu = self.get_parent().get_children().live().in_menu()
        context = super().get_context(request, *args, **kwargs)
        return context | {"doctors": Doctor.objects.order_by("name")[:10], "menu": menu}
