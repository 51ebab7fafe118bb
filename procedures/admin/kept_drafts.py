"""Saved drafts, whatever page of the admin changes their words."""

from collections.abc import Callable, Iterable

from django.db import models

from procedures.markdown_field import MarkdownField
from procedures.models import Document
from procedures.publishing import revisions

from .text_box import MarkdownBox, PlainLinesField, TextBox


class OneKindOfLineEnd:
    """For an admin with long texts: only what somebody changed counts as changed; Markdown has its tools."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, MarkdownField):
            kwargs.setdefault("form_class", MarkdownBox)
        elif isinstance(db_field, models.TextField):
            kwargs.setdefault("form_class", PlainLinesField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, MarkdownBox):
            field.widget = TextBox(field.widget.attrs)
        return field


class KeepsDraftsThatNameIt:
    """For the admin of what drafts only name: who changes it changes their words.

    Each says by `drafts_naming` which drafts may have other words after a change of these rows; it is asked
    before and after, because a change may be that of the name. Only drafts whose words did change are kept.
    """

    drafts_naming: Callable[[Iterable[models.Model]], Iterable[Document]]

    def save_model(self, request, obj, form, change):
        form.named_before = self._drafts(type(obj)._default_manager.filter(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.has_changed():
            revisions.record_row(form.instance, request.user)
            drafts = form.named_before | self._drafts([form.instance])
            revisions.record_changes(drafts.values(), request.user)

    def after_put_back(self, request, row):
        """An earlier version is a change of the drafts, too."""
        revisions.record_row(row, request.user)
        revisions.record_changes(self._drafts([row]).values(), request.user)

    def delete_model(self, request, obj):
        drafts = self._drafts([obj])
        super().delete_model(request, obj)
        revisions.record_changes(drafts.values(), request.user)

    def delete_queryset(self, request, queryset):
        drafts = self._drafts(list(queryset))
        super().delete_queryset(request, queryset)
        revisions.record_changes(drafts.values(), request.user)

    def _drafts(self, rows) -> dict[int, Document]:
        return {draft.pk: draft for draft in self.drafts_naming(rows)}
