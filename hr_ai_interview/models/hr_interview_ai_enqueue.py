import json

import psycopg2.errors

from odoo import api, models
from odoo.exceptions import ConcurrencyError


class HrInterviewAiEnqueue(models.AbstractModel):
    """Ordering work: one open task per subject, and no call for what was answered before."""

    _name = "hr.interview.ai.enqueue"
    _description = "Orders of AI Work"

    @api.model
    def _enqueue(self, vals_list):
        """Queue tasks; a subject that has an open one already gets that one back.

        :param vals_list: values with ``kind``, ``provider_id``, ``payload`` (JSON of the redacted request),
            ``subject``; what costs nothing because the same input was answered before is done at once
        """
        Task = self.env["hr.interview.ai.task"].sudo()
        tasks = Task
        for vals in vals_list:
            tasks |= Task._get_open(vals.get("subject")) or Task._create_queued(vals)
        if any(task.state == "queued" for task in tasks):
            self.env["hr.interview.ai.worker"]._wake()
        return tasks

    @api.model
    def _get_open(self, subject):
        if not subject:
            return self.browse()
        return self.search(
            [("subject", "=", subject), ("state", "in", ("queued", "running", "held"))], limit=1
        )

    @api.model
    def _create_queued(self, vals):
        vals = dict(vals)
        payload, restore_map = vals.pop("payload"), vals.pop("restore_map", None)
        try:
            task = self.create({"state": "queued", **vals})
        except psycopg2.errors.UniqueViolation as error:
            # Another click was first, and this snapshot cannot see its task: Odoo runs the request again,
            # and then it is found.
            raise ConcurrencyError("This subject has an open task already.") from error
        cached = task._get_cached() if task.state == "queued" else self.browse()
        if cached:
            task.write({"state": "done", "cached_id": cached.id, "engine_version": cached.engine_version})
            task.restore_map = json.dumps(restore_map or {}, ensure_ascii=False)
            task._apply_json(cached.result_json)
            return task
        vault = self.env["hr.interview.vault"]
        task.payload = vault._seal_if_possible(task, "payload", payload)
        task.restore_map = vault._seal_if_possible(
            task, "restore_map", json.dumps(restore_map or {}, ensure_ascii=False)
        )
        return task

    def _get_cached(self):
        """Return a done task that answered the very same input, or an empty recordset."""
        self.ensure_one()
        return self.search(
            [
                ("input_hash", "=", self.input_hash),
                ("provider_id", "=", self.provider_id.id),
                ("model_name", "=", self.model_name),
                ("prompt_version", "=", self.prompt_version),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "done"),
                ("result_json", "!=", False),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
