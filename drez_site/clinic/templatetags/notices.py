"""Language notices on a page."""

from django import template

register = template.Library()


@register.simple_tag
def notice_call(notice, phone: str):
    """Whom to call, in the language of a LanguageNotice."""
    return notice.call_link(phone)
