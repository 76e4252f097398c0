from odoo import api, fields, models
from odoo.fields import Domain

#: Days the texts of a failed task are kept.
KEEP_DAYS = 30


class HrInterviewAiQueue(models.AbstractModel):
    """The queue of AI tasks: ordered, claimed, finished. Each step is one short transaction of its caller.

    A claim gives a task a token and a lease and writes the line of the ledger; the caller commits, makes
    the call with no transaction open, and comes back with the token. Whoever no longer holds the token
    (lease over, task cancelled, stop button) has its result dropped. So results are stored
    exactly once; calls are made at least once, and each of them has its line. The steps are in the files
    beside this one.
    """

    _name = "hr.interview.ai.queue"
    _inherit = ["hr.interview.ai.enqueue", "hr.interview.ai.claim", "hr.interview.ai.finish"]
    _description = "Queue of AI Tasks"

    provider_id = fields.Many2one("hr.interview.provider", ondelete="restrict", index="btree_not_null")
    priority = fields.Integer(default=10, help="Higher first.")
    subject = fields.Char(help="What the task is about: only one open task per subject.")
    available_date = fields.Datetime("Not before")
    failures = fields.Integer()
    repairs = fields.Integer()
    tokens_estimate = fields.Integer("Estimated tokens")
    cost_estimate = fields.Float("Estimated cost", digits=(16, 6))
    attempt_ids = fields.One2many(
        "hr.interview.ai.attempt",
        "task_id",
        string="Calls",
        groups="hr_recruitment.group_hr_recruitment_manager,hr_ai_interview.group_auditor,base.group_system",
    )

    # What only the worker handles
    payload = fields.Text(groups=fields.NO_ACCESS, copy=False)
    restore_map = fields.Text(groups=fields.NO_ACCESS, copy=False)
    result_json = fields.Text(groups=fields.NO_ACCESS, copy=False)
    hint = fields.Json(groups=fields.NO_ACCESS, copy=False)

    def _forget(self):
        """Drop the texts of a task that is closed; hashes and sizes stay."""
        self.write({"payload": False, "restore_map": False, "hint": False})

    def _erase(self):
        """Erase what a candidate's texts left in these tasks; what the calls cost stays in the ledger."""
        open_tasks = self.filtered(lambda task: task.state in ("held", "queued", "running"))
        open_tasks.write({"state": "cancelled", "lease_token": False, "lease_until": False})
        self._forget()
        self.write({"result_json": False, "messages": False, "subject": False, "input_hash": False})

    @api.autovacuum
    def _gc_texts(self):
        """A failed or cancelled task can be tried again for a month; then its texts go."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=KEEP_DAYS)
        tasks = self.env["hr.interview.ai.task"].search(
            [
                ("state", "in", ("failed", "cancelled")),
                ("write_date", "<", limit),
                ("input_hash", "!=", False),
            ],
            limit=1000,
        )
        tasks.filtered("payload")._forget()

    def _notify(self):
        """Tell who ordered it how far it is."""
        # Not the texts of the task: a claim tells this while others wait for its lock.
        self.fetch(["user_id", "batch", "state", "message"])
        for task in self:
            news = {"task_id": task.id, "batch": task.batch, "state": task.state}
            task.user_id._bus_send("hr_interview/ai_task", news)

    @api.model
    def _drop_in_flight_of(self, domain):
        """Drop what is under way for a stopped provider, company or job."""
        # sudo: whoever may press a stop button need not read all tasks.
        Task = self.env["hr.interview.ai.task"].sudo()
        tasks = Task.search(Domain(domain) & Domain("state", "=", "running"))._drop_in_flight()
        tasks._notify()

    def _drop_in_flight(self, state="queued"):
        """Take running tasks away from their workers: what comes back for them is dropped."""
        running = self.filtered(lambda task: task.state == "running")
        running.write({"state": state, "lease_token": False, "lease_until": False})
        return running
