from odoo import fields, models

from .hr_interview_message import format_number


class HrInterviewRevisionMixin(models.AbstractModel):
    """A record that questions are drafted from, and that must not change behind their back.

    A concrete model names the fields that questions depend on (``_revision_fields``) and the field
    that counts (``_revision_name``). A write that really changes one of them raises the count and
    marks the questions and kits that were made from the older revision as stale.
    """

    _name = "hr.interview.revision.mixin"
    _inherit = "hr.interview.closed.mixin"
    _description = "Source of interview questions"
    _revision_fields = ()
    _revision_name = "revision"

    def write(self, vals):
        watched = [name for name in self._revision_fields if name in vals]
        before = {record: record._revision_values(watched) for record in self} if watched else {}
        result = super().write(vals)
        changed = {}
        for record, old in before.items():
            new = record._revision_values(watched)
            if names := [name for name in watched if old[name] != new[name]]:
                changed[record] = record._prepare_changes(names, old, new)
        self._raise_revision(changed)
        return result

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        """A new translation is a new text: the translation dialog writes past write()."""
        result = super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )
        if result and field_name in self._revision_fields:
            self._raise_revision({self: [{"field": field_name}]})
        return result

    def _revision_values(self, names):
        return {name: self._revision_value(name) for name in names}

    def _revision_value(self, name):
        value = self[name]
        return value.ids if isinstance(value, models.BaseModel) else value

    def _prepare_changes(self, names, old, new):
        """Return what changed, for a stored message; of long texts only which."""
        return [self._prepare_change(name, old[name], new[name]) for name in names]

    def _prepare_change(self, name, old, new):
        kind = self._fields[name].type
        if kind in ("float", "integer"):
            old, new = format_number(old), format_number(new)
        if kind in ("float", "integer", "char", "selection"):
            return {"field": name, "old": old, "new": new}
        return {"field": name}

    def _raise_revision(self, changed):
        """Count one revision for each record of ``changed`` ({record: changes}) and tell dependents."""
        if not changed:
            return
        by_revision = {}
        # sudo: the counter is closed to everybody, also to those who may change the record.
        for record in changed:
            revision = record.sudo()[self._revision_name]
            by_revision.setdefault(revision, self.sudo().browse())
            by_revision[revision] |= record.sudo()
        for revision, records in by_revision.items():
            records.write({self._revision_name: revision + 1})
        self.env["hr.interview.question"]._mark_stale_for(changed)


class HrInterviewRevisioned(models.AbstractModel):
    """The revision counter of our own models (hr.job has one under another name).

    Archiving one marks what was made from it; nobody drafts from it any more. Taking it out of the
    archive leaves the marks: a person decides whether the questions still fit.
    """

    _name = "hr.interview.revisioned"
    _inherit = "hr.interview.revision.mixin"
    _description = "Source of interview questions with its own counter"
    _closed_fields = frozenset({"revision"})

    revision = fields.Integer(
        default=1,
        readonly=True,
        copy=False,
        help="Rises whenever something changes that questions were drafted from.",
    )

    def write(self, vals):
        archived = self.filtered("active") if not vals.get("active", True) else self.browse()
        result = super().write(vals)
        self.env["hr.interview.question"]._mark_archived(archived)
        return result
