from odoo import fields, models
from odoo.exceptions import UserError


class HrInterviewQuestionVersions(models.AbstractModel):
    """Versions of a question: an approved one never changes; a change makes its successor."""

    _name = "hr.interview.question.versions"
    _description = "Versions of a Question"

    def action_new_version(self):
        """Open a successor of this approved question as a draft; the old one stays in force."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "approved":
            raise UserError(
                self.env._("Only an approved question gets a new version; edit this one directly.")
            )
        successor = self.successor_id or self._make_successor({})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": successor.id,
            "view_mode": "form",
        }

    def _make_successor(self, vals):
        """Return the next version with ``vals`` applied; its text awaits review.

        Business rules
        1. There is one open successor at most: a second change goes into it.
        2. Languages already written are carried over, approvals are not.
        3. ``vals`` may hold x2many commands that name rows of the old version; they are re-pointed
           to the copies.
        """
        self.ensure_one()
        # sudo: version, state and provenance are closed fields; callers have checked write access.
        successor = self.sudo().successor_id
        if not successor:
            successor = self.sudo().copy(
                {
                    "code": self.code,
                    "version": self._get_last_version() + 1,
                    "previous_version_id": self.id,
                    "editor_id": self.env.uid,
                    "editor_ids": [fields.Command.link(self.env.uid)],
                    "applicant_id": self.applicant_id.id,
                    "template": self.template,
                }
            )
            for source in self.sudo().source_ids:
                source.copy({"question_id": successor.id})
        if vals:
            vals = dict(vals)
            if commands := vals.get("criterion_ids"):
                vals["criterion_ids"] = self._repoint_commands(commands, successor)
            successor._note_edit()
            successor.with_context(interview_gate=True).write(vals)
        return successor.with_env(self.env)

    def _check_rubric_open(self):
        """The rubric an approval was given for stays as it is; a change of it is a new version."""
        if locked := self.filtered(lambda q: q.state in ("approved", "retired")):
            raise UserError(
                self.env._(
                    "%(code)s is approved or retired, so its rubric is fixed. Make a new version first.",
                    code=locked[0].code,
                )
            )

    def _get_last_version(self):
        versions = self.sudo().with_context(active_test=False).search([("code", "=", self.code)])
        return max(versions.mapped("version"), default=self.version)

    def _repoint_commands(self, commands, successor):
        """Point the commands about rubric rows of this version to the copied rows of ``successor``."""
        copies = dict(zip(self.criterion_ids.ids, successor.criterion_ids.ids, strict=False))
        repointed = []
        for command in commands:
            code, row_id, *rest = command
            if code in (fields.Command.UPDATE, fields.Command.DELETE, fields.Command.UNLINK):
                if row_id not in copies:
                    raise UserError(
                        self.env._(
                            "The new version %(version)s of this question has another rubric by now. "
                            "Change it there.",
                            version=successor.version,
                        )
                    )
                command = (code, copies[row_id], *rest)
            repointed.append(command)
        return repointed

    def _retire_previous(self):
        """The successor is in force now: the version before it leaves the bank."""
        for question in self:
            if question.previous_version_id.state == "approved":
                question.previous_version_id._retire("replaced", version=question.version)
