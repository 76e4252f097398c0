import inspect

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw, get_public_method
from odoo.tests import HttpCase, mute_logger, tagged

from .common import APPROVE, GOOD, OUTDATED, InterviewCase

#: AccessError and ValidationError are UserErrors too.
REFUSED = UserError
ADDON = "odoo.addons.hr_ai_interview."

#: Every method of ours that anybody with a login can call, and why it may be called.
PUBLIC_API = {
    # CONTRACT.md
    ("hr.interview.job.readiness", "interview_readiness"): "contract; reads a job the caller may read",
    ("hr.interview.job.api", "generate_interview_questions"): "contract; needs create on questions",
    ("hr.interview.job.api", "assemble_interview_kit"): "contract; needs create on kits",
    ("hr.interview.question.gate", "lint_text"): "contract; stores nothing",
    ("hr.interview.question.gate", "submit_review"): "contract; reviewers only",
    ("hr.interview.ai.task", "get_status"): "contract; reads tasks the caller may read",
    ("hr.interview.question.scoring", "score_text"): "contract; stores nothing",
    ("hr.interview.applicant.planning", "start_interview"): "contract; needs create on interviews",
    ("hr.interview.recording", "record_answers"): "contract; panel and officers, open interviews",
    ("hr.interview.recording", "submit_ratings"): "contract; panel, in the caller's own name",
    ("hr.interview.scoring", "request_ai_scores"): "contract; panel and officers; scores stay hidden",
    ("hr.interview.report", "get_report"): "contract; what the caller may see now",
    ("hr.interview.summarising", "request_summary"): "panel and officers; hidden until scores are in",
    ("hr.interview.summarising", "request_followups"): "panel and officers",
    # Interviews: each checks who calls and in which state the interview is
    ("hr.interview.recording", "save_notes"): "panel and officers, the caller's own notes",
    ("hr.interview.recording", "save_ratings"): "panel, the caller's own drafts",
    ("hr.interview.console", "get_console"): "console; the caller's own scores and notes",
    ("hr.interview.console", "suggest_followups"): "panel and officers; offline",
    ("hr.interview", "start"): "panel and officers",
    ("hr.interview.report", "carry_open_points"): "needs write on the applicant",
    ("hr.interview", "action_carry_open_points"): "needs write on the applicant",
    ("hr.interview", "finish"): "panel and officers",
    ("hr.interview.score.order", "action_order"): "own window; see request_ai_scores",
    ("hr.interview.applicant.planning", "plan_next_round"): "reads what the caller may see",
    ("hr.interview.applicant.comparison", "compare_interviews"): "reads what the caller may see",
    ("hr.interview.applicant.report", "get_candidate_report"): "reads what the caller may see",
    ("hr.interview.learning.prediction", "predict"): "officers, candidates whose scores are open to them",
    ("hr.interview.applicant.decision", "record_decision"): "officers and the job's recruiter, own name",
    ("hr.interview.decision", "action_dissent"): "who interviewed the candidate, own name",
    ("hr.interview.plan", "action_plan"): "own window; needs create on interviews",
    ("hr.interview.end", "action_apply"): "own window; officers",
    ("hr.interview.unlock", "action_unlock"): "own window; officers",
    ("hr.interview.transcript", "action_read"): "own window; panel and officers",
    ("hr.interview.transcript", "action_apply"): "own window; see record_answers",
    ("hr.interview.describe", "action_apply"): "own window; needs write on the job",
    ("hr.interview.dissent", "action_record"): "own window; see action_dissent",
    ("hr.interview.decide", "action_decide"): "own window; see record_decision",
    ("hr.interview.outcome", "import_rows"): "contract; HR officers and recruitment administrators",
    ("hr.interview.outcome", "record_outcome"): "managers for their team, HR; own name",
    ("hr.interview.outcome.person.mixin", "action_interview_outcomes"): "opens what the caller may read",
    ("hr.interview.outcome.person.mixin", "action_record_outcome"): "opens the window; see record_outcome",
    ("hr.interview.outcome.record", "action_record"): "own window; see record_outcome",
    ("hr.interview.outcome.source", "action_add_presets"): "HR managers, recruitment administrators",
    ("hr.interview.outcome.source", "action_preview"): "the same; fields they may read; stores nothing",
    ("hr.interview.outcome.source", "action_collect"): "the same; fields they may read",
    ("hr.interview.outcome.import", "action_read"): "own file; HR",
    ("hr.interview.outcome.import", "action_try"): "own file; HR; stores nothing",
    ("hr.interview.outcome.import", "action_store"): "own file; HR; see import_rows",
    ("hr.interview.outcome.import", "action_retry"): "own file; HR; see import_rows",
    ("hr.interview.outcome.import", "action_reconciliation"): "opens a download of the own file",
    ("hr.interview.outcome.import.row", "action_retry"): "own file; HR; see import_rows",
    # Data of our own screens, read with the caller's rights
    ("hr.interview.job.api", "get_interview_coverage"): "heat map",
    ("hr.interview.question.gate", "get_review_cards"): "review screen",
    # Buttons that change something; each checks write access first
    ("hr.interview.question.gate", "action_submit"): "draft to review",
    ("hr.interview.question.gate", "action_retire"): "out of use",
    ("hr.interview.question.versions", "action_new_version"): "successor as a draft",
    ("hr.interview.question.staleness", "action_confirm_fit"): "takes the mark off",
    ("hr.interview.question.staleness", "action_regenerate"): "opens redrafts",
    ("hr.interview.kit", "action_ready"): "kit into use",
    ("hr.interview.kit", "action_draft"): "kit out of use",
    ("hr.interview.kit", "action_replace"): "a draft for the place of a kit; needs write on it",
    ("hr.interview.kit", "action_confirm_fit"): "takes the mark off",
    ("hr.applicant", "create_employee_from_applicant"): "core's own button; its rights",
    ("hr.interview.kit.assembly", "action_assemble"): "fills the kit anew",
    ("hr.interview.round", "action_assemble"): "makes a kit",
    ("hr.job", "action_interview_profile_reviewed"): "closes the reminder",
    # Wizards: own records only (record rule)
    ("hr.interview.generate", "action_generate"): "drafts questions",
    ("hr.interview.generate", "action_again"): "discards the drafts",
    ("hr.interview.generate", "action_submit"): "hands drafts to review",
    ("hr.interview.generate", "action_save"): "keeps the choices",
    ("hr.interview.generate", "action_cancel"): "cancels the own tasks of the window",
    ("hr.interview.generate", "action_retry"): "queues the failed tasks of the window again",
    ("hr.interview.generate", "action_send_held"): "sends the held tasks of the window",
    ("hr.interview.generate", "action_refresh"): "takes over what is done",
    ("hr.interview.trial", "action_cancel"): "cancels the task of the window",
    ("hr.interview.trial", "action_send_held"): "sends the held task of the window",
    ("hr.interview.kit.swap", "action_swap"): "swaps a question of an open kit",
    ("hr.interview.plant", "action_plant"): "plants questions; administrators only",
    ("hr.interview.regenerate", "action_apply"): "takes redrafts",
    ("hr.interview.ai.task", "action_cancel"): "own tasks, or as administrator",
    ("hr.interview.ai.task", "action_retry"): "own tasks, or as administrator",
    ("hr.interview.ai.task", "action_send_held"): "own tasks, or as administrator",
    ("hr.interview.provider.state", "action_enable"): "needs write on providers",
    ("hr.interview.provider.state", "action_disable"): "needs write on providers",
    ("hr.interview.provider.state", "action_stop"): "recruitment administrators",
    ("hr.interview.provider.state", "action_resume"): "recruitment administrators",
    ("hr.interview.provider.endpoint", "action_test"): "needs write on providers; ten seconds",
    ("hr.interview.provider.endpoint", "action_fetch_models"): "needs write on providers; ten seconds",
    ("hr.interview.provider.key", "action_forget_key"): "needs write on providers",
    ("hr.interview.provider.key", "action_seal_again"): "needs write on providers",
    ("hr.interview.trial", "action_score"): "own window; queues",
    ("hr.interview.redaction.preview", "action_preview"): "needs write on providers",
    ("hr.applicant", "action_interview_profile"): "needs write on the applicant; queues",
    # Buttons that only open something
    ("hr.interview", "action_open_console"): "opens a screen",
    ("hr.interview", "action_open_report"): "opens a screen",
    ("hr.interview", "action_print_html"): "opens a page",
    ("hr.interview", "action_export_xlsx"): "opens a download",
    ("hr.applicant", "action_interviews"): "opens a list",
    ("hr.interview.applicant.report", "action_candidate_print"): "opens a page",
    ("hr.interview.applicant.report", "action_candidate_xlsx"): "opens a download",
    ("hr.applicant", "action_compare_interviews"): "opens a screen",
    ("hr.interview.provider", "action_view_tasks"): "opens a list",
    ("hr.interview.trial", "action_refresh"): "opens the window again",
    ("hr.interview.question.gate", "action_review"): "opens a screen",
    ("hr.interview.kit.line", "action_swap"): "opens a wizard",
    ("hr.interview.kit", "action_print_html"): "opens a page",
    ("hr.interview.kit", "action_export_xlsx"): "opens a download",
    ("hr.interview.generate", "action_open"): "opens a list",
    ("hr.interview.generate", "action_review"): "opens a screen",
    ("hr.interview.kpi", "action_view_questions"): "opens a list",
    ("hr.interview.competency", "action_view_questions"): "opens a list",
    ("hr.interview.ai.task", "action_view_questions"): "opens a list",
    ("hr.job", "action_interview_questions"): "opens a list",
    ("hr.job", "action_interview_stale"): "opens a list",
    ("hr.job", "action_interview_kits"): "opens a list",
    ("hr.job", "action_interview_review"): "opens a screen",
    ("hr.job", "action_interview_generate"): "opens a wizard",
    ("hr.applicant", "action_interview_questions"): "opens a list",
    ("hr.applicant", "action_interview_generate"): "opens a wizard",
}
#: Methods of the ORM that we override; they were public before.
ORM_METHODS = {"create", "write", "copy", "copy_data", "unlink", "default_get"}

#: Fields of a question that the gate, the engines and the staleness marks alone may set.
CLOSED = {
    "state": "approved",
    "code": "Q000001",
    "version": 7,
    "previous_version_id": None,
    "approved_lang_ids": [(6, 0, [1])],
    "content_revision": 9,
    "editor_id": False,
    "is_seeded": True,
    "seeded_flaw": "none at all",
    "is_stale": True,
    "stale_messages": [OUTDATED],
    "batch": "forged",
    "ai_task_id": None,
    "template": "forged",
    "retire_messages": [OUTDATED],
    "applicant_id": None,
    "engine": "forged",
    "lint_level": "info",
}


class AttackCase(InterviewCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.applicant = cls.make_applicant()
        cls.question = cls.make_question()
        cls.approved = cls.make_question(state="approved", text="Describe an approved hydraulic repair.")
        both = cls._user("both", "hr_recruitment.group_hr_recruitment_user,hr_ai_interview.group_reviewer")
        # An officer who is a reviewer too: the person four-eyes exists for.
        cls.users["both"] = both

    def rpc(self, role, model, method, *args, context=None, **kwargs):
        """Call as the web client and XML-RPC do: public methods only, ids first, context by the caller."""
        env = self.env(user=self.users[role], context={})
        if context:
            kwargs["context"] = context
        return call_kw(env[model], method, list(args), kwargs)

    def is_refused(self, role, model, method, *args, error=REFUSED, **kwargs):
        return self.raises(error, self.rpc, role, model, method, *args, **kwargs)

    def assertRefused(self, role, model, method, *args, **kwargs):
        refused = self.is_refused(role, model, method, *args, **kwargs)
        self.assertTrue(refused, f"{role} may call {model}.{method}{args}")


@tagged("post_install", "-at_install")
class TestPublicMethods(AttackCase):
    def test_every_public_method_is_in_the_allow_list(self):
        """A new method without an underscore is a new door: it has to be entered here, with a reason."""
        found = set()
        for model_class in self.registry.values():
            model = self.env[model_class._name]
            for cls in model_class.mro():
                if not cls.__module__.startswith(ADDON) or not issubclass(cls, models.BaseModel):
                    continue
                for name, member in vars(cls).items():
                    if not inspect.isfunction(member) or name in ORM_METHODS:
                        continue
                    try:
                        get_public_method(model, name)
                    except AccessError:
                        continue
                    found.add((getattr(cls, "_name", None) or cls._inherit, name))
        self.assertEqual(found - PUBLIC_API.keys(), set(), "methods that nobody decided to publish")
        self.assertEqual(PUBLIC_API.keys() - found, set(), "methods that are gone")

    def test_helpers_cannot_be_called(self):
        private = [
            ("hr.interview.question", "_make_successor"),
            ("hr.interview.question", "_retire"),
            ("hr.interview.question", "_gate_approve"),
            ("hr.interview.question", "_cron_match_review"),
            ("hr.interview.drafting", "_draft"),
            ("hr.interview.lang", "odoo_code"),
            ("hr.interview.lang", "selection"),
            ("hr.interview.kit", "_render_xlsx"),
            ("hr.interview.regenerate.line", "_apply"),
            ("hr.applicant", "_get_resume_text"),
        ]
        for model, method in private:
            with self.subTest(model=model, method=method):
                self.assertRefused("manager", model, method, [], error=AccessError)

    def test_methods_on_the_abstract_models_open_nothing(self):
        """The mixins are in the registry under their own names: nobody has rights on those."""
        self.assertRefused(
            "officer", "hr.interview.question.gate", "lint_text", "Why?", "en", error=AccessError
        )
        self.assertRefused(
            "officer",
            "hr.interview.job.api",
            "generate_interview_questions",
            [self.job.id],
            error=AccessError,
        )
        self.assertRefused(
            "officer", "hr.interview.job.readiness", "interview_readiness", [self.job.id], error=AccessError
        )
        self.assertRefused(
            "reviewer",
            "hr.interview.question.gate",
            "get_review_cards",
            [self.question.id],
            error=AccessError,
        )

    def test_provider_mixins_open_nothing(self):
        for name, method in (
            ("state", "action_enable"),
            ("key", "action_seal_again"),
            ("endpoint", "action_test"),
        ):
            with self.subTest(method):
                self.assertRefused("manager", f"hr.interview.provider.{name}", method, [1], error=AccessError)

    def test_plain_employees_get_nothing_out_of_the_api(self):
        calls = [
            ("hr.job", "interview_readiness", [self.job.id]),
            ("hr.job", "generate_interview_questions", [self.job.id]),
            ("hr.job", "assemble_interview_kit", [self.job.id]),
            ("hr.job", "get_interview_coverage", [self.job.id]),
            ("hr.job", "action_interview_review", [self.job.id]),
            ("hr.interview.question", "lint_text", "Why?", "en"),
            ("hr.interview.question", "get_review_cards", [self.question.id]),
            ("hr.interview.question", "submit_review", [self.question.id], APPROVE),
        ]
        for model, method, *args in calls:
            with self.subTest(method=method):
                self.assertRefused("employee", model, method, *args, error=AccessError)


@tagged("post_install", "-at_install")
class TestClosedFields(AttackCase):
    def _closed_values(self):
        task = self.env["hr.interview.ai.task"].create({"kind": "draft", "engine": "offline"})
        return {
            **CLOSED,
            "previous_version_id": self.approved.id,
            "ai_task_id": task.id,
            "applicant_id": self.applicant.id,
        }

    def test_closed_fields_cannot_be_written(self):
        self.question.editor_id = self.users["officer"]
        values = self._closed_values()
        for role in ("officer", "manager", "reviewer", "both"):
            with self.subTest(role=role):
                written = [
                    name
                    for name, value in values.items()
                    if not self.is_refused(
                        role, "hr.interview.question", "write", [self.question.id], {name: value}
                    )
                ]
                self.assertEqual(written, [])

    def test_context_keys_open_nothing(self):
        """The gate's own marks are context keys; over RPC everybody can send them."""
        before = self.approved.read([*CLOSED, "text"])[0]
        for key in ("interview_gate", "tracking_disable", "install_mode", "import_file", "su", "module"):
            with self.subTest(key=key):
                self.assertRefused(
                    "officer",
                    "hr.interview.question",
                    "write",
                    [self.approved.id],
                    {"state": "draft"},
                    context={key: True},
                )
                self.rpc(
                    "officer",
                    "hr.interview.question",
                    "write",
                    [self.approved.id],
                    {"text": f"Other {key}"},
                    context={key: True},
                )
                self.env.invalidate_all()
                self.assertEqual(self.approved.read([*CLOSED, "text"])[0], before, "made a successor instead")

    def test_created_with_closed_fields(self):
        base = {"text": "Describe a repair you planned yourself.", "lang": "en", "job_id": self.job.id}
        values = self._closed_values()
        values.pop("editor_id")
        for role in ("officer", "manager", "both"):
            with self.subTest(role=role):
                written = [
                    name
                    for name, value in values.items()
                    if not self.is_refused(role, "hr.interview.question", "create", {**base, name: value})
                ]
                self.assertEqual(written, [])

    def test_default_keys_of_the_context_set_no_closed_field(self):
        """``default_x`` in the context fills what the values leave out, also of readonly fields.

        Either the call is refused or the key is ignored.
        """
        base = {"text": "Describe a repair you planned yourself.", "lang": "en", "job_id": self.job.id}
        values = self._closed_values()
        values.update(editor_id=self.users["reviewer2"].id, lint_level="block")
        normal = self.env["hr.interview.question"].with_user(self.users["officer"]).create(dict(base))
        written = []
        for name, value in values.items():
            savepoint = self.env.cr.savepoint()
            try:
                question_id = self.rpc(
                    "officer",
                    "hr.interview.question",
                    "create",
                    dict(base),
                    context={f"default_{name}": value},
                )
                question = self.env["hr.interview.question"].browse(question_id)
                expected = f"Q{question.id:06d}" if name == "code" else normal[name]
                if question[name] != expected:
                    written.append(name)
            except REFUSED:
                pass
            finally:
                savepoint.close(rollback=True)
                self.env.invalidate_all()
        self.assertEqual(written, [])

    def test_personal_defaults_set_no_closed_field(self):
        """Every user keeps defaults of their own (ir.default); they reach create() like a context key."""
        base = {"text": "Describe a repair you planned yourself.", "lang": "en", "job_id": self.job.id}
        for name, value in (
            ("state", "approved"),
            ("batch", "forged"),
            ("version", 7),
            ("content_revision", 9),
            ("template", "forged"),
            ("engine", "forged"),
            ("applicant_id", self.applicant.id),
        ):
            with self.subTest(field=name):
                savepoint = self.env.cr.savepoint()
                try:
                    self.rpc("both", "ir.default", "set", "hr.interview.question", name, value, True)
                    question_id = self.rpc("both", "hr.interview.question", "create", dict(base))
                    got = self.env["hr.interview.question"].browse(question_id)[name]
                    self.assertNotEqual(got.id if name == "applicant_id" else got, value)
                except REFUSED:
                    pass
                finally:
                    savepoint.close(rollback=True)
                    self.env.invalidate_all()
                    self.env.registry.clear_cache()

    def test_create_leaves_the_values_of_the_caller_alone(self):
        """Odoo calls again with the same values after a serialization failure (service.model.retrying)."""
        vals = {"text": "Describe a repair you planned yourself.", "lang": "en", "job_id": self.job.id}
        before = dict(vals)
        first = self.rpc("officer", "hr.interview.question", "create", vals)
        self.assertEqual(vals, before)
        self.assertNotEqual(self.rpc("officer", "hr.interview.question", "create", vals), first)

    def test_authorship_cannot_be_denied(self):
        """Four-eyes: words a person wrote must not pass as an engine's, which one reviewer may approve."""
        base = {"text": "Describe a repair you planned yourself.", "lang": "en", "job_id": self.job.id}
        question = self.env["hr.interview.question"].browse(
            self.rpc("both", "hr.interview.question", "create", {**base, "editor_id": False})
        )
        self.assertEqual(question.editor_id, self.users["both"])
        self.rpc("both", "hr.interview.question", "submit_review", [question.id], APPROVE)
        self.assertEqual(question.state, "review", "the author alone must not open the gate")

    def test_import_follows_the_same_rules(self):
        columns = ["text", "lang", "job_id/.id", "state"]
        row = ["Describe an imported repair.", "en", str(self.job.id), "approved"]
        with mute_logger("odoo.addons.hr_ai_interview"):
            try:
                result = self.rpc("officer", "hr.interview.question", "load", columns, [row])
                self.assertFalse(result["ids"], "an import must not approve")
                self.assertTrue(result["messages"])
            except REFUSED:
                pass
        update = [[str(self.question.id), "approved"]]
        try:
            result = self.rpc("officer", "hr.interview.question", "load", [".id", "state"], update)
            self.assertFalse(result["ids"])
        except REFUSED:
            pass
        self.env.invalidate_all()
        self.assertEqual(self.question.state, "draft")
        self.assertFalse(
            self.env["hr.interview.question"].search([("text", "=", row[0]), ("state", "!=", "draft")])
        )

    def test_duplicates_start_as_drafts(self):
        copy_id = self.rpc("officer", "hr.interview.question", "copy", [self.approved.id])
        copy = self.env["hr.interview.question"].browse(copy_id)
        self.assertEqual((copy.state, copy.version), ("draft", 1))
        self.assertFalse(copy.approved_lang_ids or copy.review_ids)
        self.assertNotEqual(copy.code, self.approved.code)
        for default in (
            {"state": "approved"},
            {"approved_lang_ids": [(6, 0, [1])]},
            {"code": self.approved.code},
        ):
            with self.subTest(default=default):
                self.assertRefused("officer", "hr.interview.question", "copy", [self.approved.id], default)

    def test_question_of_a_candidate_enters_the_bank_by_no_way(self):
        mine = self.make_question(applicant_id=self.applicant.id)
        self.assertRefused("officer", "hr.interview.question", "copy", [mine.id])
        self.assertRefused("officer", "hr.interview.question", "copy", [mine.id], {"applicant_id": False})
        self.assertRefused("officer", "hr.interview.question", "write", [mine.id], {"applicant_id": False})
        # Taking it off the candidate's list may delete it, but never makes it a question of the bank.
        for command in [(3, mine.id), (5, 0, 0), (6, 0, [])]:
            with self.subTest(command=command):
                savepoint = self.env.cr.savepoint()
                try:
                    self.rpc(
                        "officer",
                        "hr.applicant",
                        "write",
                        [self.applicant.id],
                        {"interview_question_ids": [command]},
                    )
                    self.assertFalse(mine.exists())
                except REFUSED:
                    pass
                finally:
                    savepoint.close(rollback=True)
                    self.env.invalidate_all()
        self.assertRefused(
            "officer",
            "hr.applicant",
            "write",
            [self.applicant.id],
            {"interview_question_ids": [(4, self.question.id)]},
        )
        self.assertEqual(self.applicant.interview_question_ids, mine)

    def test_system_rows_are_written_by_nobody(self):
        """Verdicts, weights, tasks and traces are the system's: no persona writes one."""
        user_id = self.users["reviewer2"].id
        self.by("reviewer", self.question).submit_review(APPROVE)
        rows = {
            "hr.interview.question.review": (
                {
                    "question_id": self.question.id,
                    "reviewer_id": user_id,
                    "content_revision": 1,
                    "lang": "en",
                    **GOOD,
                    "decision": "approve",
                },
                self.question.review_ids,
            ),
            "hr.interview.question.weight": (
                {"question_id": self.question.id, "weight": 9.0},
                self.env["hr.interview.question.weight"].create({"question_id": self.question.id}),
            ),
            "hr.interview.ai.task": (
                {"kind": "draft", "engine": "offline", "state": "done"},
                self.env["hr.interview.ai.task"].create({"kind": "draft", "engine": "offline"}),
            ),
            "hr.interview.question.source": (
                {"question_id": self.question.id, "kind": "duty", "excerpt": "forged"},
                self.env["hr.interview.question.source"].create(
                    {"question_id": self.question.id, "kind": "duty"}
                ),
            ),
        }
        for role in ("officer", "manager", "reviewer", "both", "analyst", "auditor"):
            for model, (vals, record) in rows.items():
                with self.subTest(role=role, model=model):
                    self.assertRefused(role, model, "create", vals, error=AccessError)
                    self.assertRefused(role, model, "write", record.ids, {"company_id": False})
                    self.assertRefused(role, model, "unlink", record.ids, error=AccessError)

    def test_weights_are_a_history_even_for_the_system(self):
        row = self.env["hr.interview.question.weight"].create({"question_id": self.question.id})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            row.weight = 3.0
        with self.assertRaises(UserError), self.env.cr.savepoint():
            row.unlink()

    def test_revision_counters_are_closed(self):
        """The counter says that questions are outdated; lowering it by hand would hide that."""
        for record, name in (
            (self.kpi, "revision"),
            (self.competency, "revision"),
            (self.job, "interview_profile_revision"),
        ):
            before = record[name]
            with self.subTest(model=record._name):
                self.assertRefused("officer", record._name, "write", record.ids, {name: 0})
                self.assertEqual(record[name], before)


@tagged("post_install", "-at_install")
class TestCommandsThroughParents(AttackCase):
    def test_questions_through_the_job(self):
        new = {"text": "Describe a repair.", "lang": "en"}
        for command in (
            (0, 0, {**new, "state": "approved"}),
            (0, 0, {**new, "is_seeded": True}),
            (1, self.question.id, {"state": "approved"}),
            (1, self.question.id, {"approved_lang_ids": [(6, 0, [1])]}),
            (1, self.approved.id, {"content_revision": 5}),
        ):
            with self.subTest(command=command):
                self.assertRefused(
                    "officer", "hr.job", "write", [self.job.id], {"interview_question_ids": [command]}
                )
        self.assertEqual(self.question.state, "draft")

    def test_system_rows_through_the_question(self):
        source = self.env["hr.interview.question.source"].create(
            {"question_id": self.question.id, "kind": "duty"}
        )
        review = {
            "reviewer_id": self.users["reviewer2"].id,
            "content_revision": 1,
            "lang": "en",
            **GOOD,
            "decision": "approve",
        }
        commands = {
            "review_ids": [(0, 0, review)],
            "source_ids": [(0, 0, {"kind": "duty", "excerpt": "forged"})],
            "weight_ids": [(0, 0, {"weight": 5.0})],
            "next_version_ids": [(4, self.approved.id)],
            "kit_line_ids": [
                (0, 0, {"kit_id": self.env["hr.interview.kit"].create({"job_id": self.job.id}).id})
            ],
        }
        for role in ("officer", "both"):
            for name, value in commands.items():
                with self.subTest(role=role, field=name):
                    self.assertRefused(
                        role, "hr.interview.question", "write", [self.question.id], {name: value}
                    )
                    self.assertRefused(
                        role,
                        "hr.interview.question",
                        "create",
                        {"text": "A repair", "lang": "en", name: value},
                    )
        self.assertRefused(
            "officer", "hr.interview.question", "write", [self.question.id], {"source_ids": [(2, source.id)]}
        )
        self.assertRefused(
            "officer",
            "hr.interview.question",
            "write",
            [self.approved.id],
            {"next_version_ids": [(0, 0, {"text": "v2", "lang": "en"})]},
        )

    def test_rubric_row_cannot_be_moved_into_an_approved_question(self):
        """The rubric an approval was given for is part of what was approved."""
        row = self.question.criterion_ids
        before = self.approved.criterion_ids
        self.assertRefused(
            "officer", "hr.interview.question.criterion", "write", row.ids, {"question_id": self.approved.id}
        )
        self.assertRefused(
            "officer",
            "hr.interview.question.criterion",
            "create",
            {"question_id": self.approved.id, "name": "Slipped in"},
        )
        self.assertRefused("officer", "hr.interview.question.criterion", "unlink", before.ids)
        self.assertRefused("officer", "hr.interview.question.criterion", "write", before.ids, {"weight": 9})
        self.assertEqual(self.approved.criterion_ids, before)
        self.assertEqual(self.approved.approved_lang_ids.mapped("code"), ["en_US"])

    def test_moving_rubric_rows_by_a_link_command_changes_no_approved_question(self):
        """A command on an approved question makes its successor; the approved rubric stays."""
        before = self.approved.criterion_ids
        try:
            self.rpc(
                "officer",
                "hr.interview.question",
                "write",
                [self.approved.id],
                {"criterion_ids": [(4, self.question.criterion_ids.id)]},
            )
        except REFUSED:
            self.env.invalidate_all()
        self.assertEqual(self.approved.criterion_ids, before)
        self.assertEqual((self.approved.state, self.approved.content_revision), ("approved", 1))

    def test_kit_state_by_personal_default(self):
        self.rpc("officer", "ir.default", "set", "hr.interview.kit", "state", "ready", True)
        try:
            kit_id = self.rpc("officer", "hr.interview.kit", "create", {"job_id": self.job.id, "lang": "en"})
        except REFUSED:
            return
        self.assertEqual(self.env["hr.interview.kit"].browse(kit_id).state, "draft")

    def test_line_cannot_be_moved_into_a_kit_in_use(self):
        kit = self.make_kit(self.approved)
        kit.sudo().state = "ready"
        other = self.make_question(state="approved", text="Describe another hydraulic repair.")
        draft = self.make_kit(other)
        line = draft.line_ids
        self.assertRefused("officer", "hr.interview.kit.line", "write", line.ids, {"kit_id": kit.id})
        self.assertRefused("officer", "hr.interview.kit", "write", kit.ids, {"line_ids": [(4, line.id)]})
        self.assertRefused(
            "officer", "hr.interview.kit.line", "create", {"kit_id": kit.id, "question_id": other.id}
        )
        self.assertRefused(
            "officer",
            "hr.interview.question",
            "write",
            other.ids,
            {"kit_line_ids": [(0, 0, {"kit_id": kit.id})]},
        )
        self.assertEqual(kit.line_ids.question_id, self.approved)

    def test_kit_state_by_context_default(self):
        values = {"job_id": self.job.id, "lang": "en"}
        try:
            kit_id = self.rpc(
                "officer", "hr.interview.kit", "create", values, context={"default_state": "ready"}
            )
        except REFUSED:
            return
        self.assertEqual(self.env["hr.interview.kit"].browse(kit_id).state, "draft")

    def test_kit_language_is_the_language_its_questions_are_approved_in(self):
        """Changing the language of a filled kit would ask words that nobody approved."""
        kit = self.make_kit(self.approved)
        self.assertRefused("officer", "hr.interview.kit", "write", kit.ids, {"lang": "zh_CN"})
        self.assertEqual(kit.lang, "en")


@tagged("post_install", "-at_install")
class TestGateBypass(AttackCase):
    """Ways around four-eyes and around the language of an approval."""

    ZH = "请讲一次您在夜班排查液压故障的经历，您先测量了什么？"

    def test_verdict_on_a_language_nobody_wrote(self):
        """The question has no Chinese text: what would be approved is its English one."""
        self.assertRefused(
            "reviewer",
            "hr.interview.question",
            "submit_review",
            [self.question.id],
            {**APPROVE, "lang": "zh_CN"},
        )
        self.assertFalse(self.question.approved_lang_ids)

    def test_language_of_a_question_cannot_be_renamed(self):
        """Saying that the English words are Chinese must not make them approvable as Chinese."""
        for question in (self.question, self.approved):
            with self.subTest(state=question.state):
                savepoint = self.env.cr.savepoint()
                try:
                    self.rpc("officer", "hr.interview.question", "write", question.ids, {"lang": "zh_CN"})
                    self.rpc("reviewer", "hr.interview.question", "submit_review", question.ids, APPROVE)
                except REFUSED:
                    self.env.invalidate_all()
                self.assertNotIn("zh_CN", question.approved_lang_ids.mapped("code"))
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_translator_of_the_rubric_is_not_its_only_approver(self):
        """The text is another person's, the rubric theirs: what is approved is both."""
        self.rpc(
            "officer",
            "hr.interview.question",
            "update_field_translations",
            self.approved.ids,
            "text",
            {"zh_CN": self.ZH},
        )
        try:
            self.rpc(
                "both",
                "hr.interview.question.criterion",
                "update_field_translations",
                self.approved.criterion_ids.ids,
                "name",
                {"zh_CN": "方法"},
            )
        except REFUSED:
            return
        self.rpc(
            "both", "hr.interview.question", "submit_review", self.approved.ids, {**APPROVE, "lang": "zh"}
        )
        self.assertEqual(self.approved.approved_lang_ids.mapped("code"), ["en_US"])

    def test_editor_of_a_further_language_is_not_its_only_approver(self):
        """Approved in English; one reviewer writes the Chinese words and must not approve them alone."""
        edit = {**GOOD, "decision": "edit", "lang": "zh_CN", "text": self.ZH}
        self.rpc("reviewer", "hr.interview.question", "submit_review", [self.approved.id], edit)
        self.rpc(
            "reviewer",
            "hr.interview.question",
            "submit_review",
            [self.approved.id],
            {**APPROVE, "lang": "zh"},
        )
        self.assertEqual(self.approved.approved_lang_ids.mapped("code"), ["en_US"])

    def test_translator_of_an_approved_question_is_not_its_only_approver(self):
        """The same through the translation dialog."""
        self.rpc(
            "both",
            "hr.interview.question",
            "update_field_translations",
            [self.approved.id],
            "text",
            {"zh_CN": self.ZH},
        )
        self.rpc(
            "both", "hr.interview.question", "submit_review", [self.approved.id], {**APPROVE, "lang": "zh"}
        )
        self.assertEqual(self.approved.approved_lang_ids.mapped("code"), ["en_US"])

    def test_translation_dialog_does_not_change_approved_words(self):
        before = self.approved.text
        try:
            self.rpc(
                "officer",
                "hr.interview.question",
                "update_field_translations",
                [self.approved.id],
                "text",
                {"en_US": "Are you planning to have children?"},
            )
        except REFUSED:
            self.env.invalidate_all()
        self.assertEqual(self.approved.text, before)
        self.assertRefused(
            "officer",
            "hr.interview.question.criterion",
            "update_field_translations",
            self.approved.criterion_ids.ids,
            "name",
            {"en_US": "Forged"},
        )

    def test_words_translated_while_in_review_belong_to_the_translator(self):
        self.rpc(
            "both",
            "hr.interview.question",
            "update_field_translations",
            [self.question.id],
            "text",
            {"zh_CN": self.ZH},
        )
        self.assertEqual(self.question.editor_id, self.users["both"])
        self.assertEqual(self.question.content_revision, 2)

    def test_rubric_changed_by_its_own_rows_is_an_edit_too(self):
        """Adding, changing or deleting a rubric row past the question counts like an edit of the question."""
        row = self.question.criterion_ids
        Criterion = "hr.interview.question.criterion"
        steps = [
            ("create", ({"question_id": self.question.id, "name": "Slipped in"},)),
            ("write", (row.ids, {"anchor_10": "Whatever he says"})),
            ("update_field_translations", (row.ids, "anchor_10", {"en_US": "All is well"})),
            ("unlink", (row.ids,)),
        ]
        for method, args in steps:
            with self.subTest(method=method):
                before = self.question.content_revision
                self.question.editor_id = False
                self.rpc("both", Criterion, method, *args)
                self.env.invalidate_all()
                self.assertGreater(self.question.content_revision, before)
                self.assertEqual(self.question.editor_id, self.users["both"])

    def test_forged_redraft(self):
        """The draft of a regenerate line comes from the engine; a client must not be able to send its own.

        Whatever stands in it is written past all rights and counts as an engine's words.
        """
        values = {
            "text": "Do exactly what I say, or else.",
            "approved_lang_ids": [[6, 0, [1]]],
            "review_ids": [
                [
                    0,
                    0,
                    {
                        "reviewer_id": self.users["reviewer2"].id,
                        "content_revision": 2,
                        "lang": "en",
                        **GOOD,
                        "decision": "approve",
                    },
                ]
            ],
            "applicant_id": False,
        }
        wizard_id = self.rpc("both", "hr.interview.regenerate", "create", {})
        mine = self.make_question(applicant_id=self.applicant.id)
        try:
            self.rpc(
                "both",
                "hr.interview.regenerate.line",
                "create",
                {
                    "wizard_id": wizard_id,
                    "question_id": mine.id,
                    "take": True,
                    "draft": {"vals": values, "sources": []},
                },
            )
            self.rpc("both", "hr.interview.regenerate", "action_apply", [wizard_id])
        except REFUSED:
            self.env.invalidate_all()
        self.assertEqual(mine.applicant_id, self.applicant, "a candidate's question entered the bank")
        self.assertFalse(mine.review_ids, "a verdict of somebody else was forged")
        self.assertFalse(mine.approved_lang_ids)
        self.assertNotEqual(mine.text, values["text"])

    def test_draft_of_a_redraft_line_cannot_be_rewritten(self):
        self.question._mark_stale(OUTDATED)
        action = self.rpc("both", "hr.interview.question", "action_regenerate", [self.question.id])
        line = self.env["hr.interview.regenerate"].browse(action["res_id"]).line_ids
        before = line.draft
        self.assertRefused(
            "both",
            "hr.interview.regenerate.line",
            "write",
            line.ids,
            {"draft": {"vals": {"text": "Forged"}, "sources": []}},
        )
        self.assertEqual(line.draft, before)

    def test_retired_question_does_not_come_back_as_a_redraft(self):
        self.question._mark_stale(OUTDATED)
        action = self.rpc("officer", "hr.interview.question", "action_regenerate", [self.question.id])
        reject = {**GOOD, "decision": "reject", "reason": "Not about the job"}
        self.rpc("reviewer", "hr.interview.question", "submit_review", [self.question.id], reject)
        self.assertRefused("officer", "hr.interview.regenerate", "action_apply", [action["res_id"]])
        self.assertEqual(self.question.state, "retired")

    def test_readers_make_no_versions(self):
        """Changing an approved question makes its successor: that too takes the right to write."""
        kit = self.make_kit(self.approved)
        kit.state = "ready"
        self.job.interviewer_ids = self.users["interviewer"]
        ids = self.approved.ids
        for role in ("interviewer", "analyst", "auditor", "employee"):
            for method, args in (
                ("write", [{"text": "Do exactly what I say."}]),
                ("write", [{"criterion_ids": [(0, 0, {"name": "Slipped in"})]}]),
                ("update_field_translations", ["text", {"en_US": "Do exactly what I say."}]),
                ("action_new_version", []),
                ("action_retire", []),
                ("action_submit", []),
                ("action_confirm_fit", []),
                ("action_regenerate", []),
            ):
                with self.subTest(role=role, method=method):
                    self.assertRefused(role, "hr.interview.question", method, ids, *args, error=AccessError)
        self.assertFalse(self.approved.next_version_ids)

    def test_administrator_is_no_reviewer(self):
        self.assertRefused(
            "manager",
            "hr.interview.question",
            "submit_review",
            [self.question.id],
            APPROVE,
            error=AccessError,
        )


@tagged("post_install", "-at_install")
class TestOracles(AttackCase):
    """Nobody finds out in a roundabout way what a closed field holds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planted = cls.make_question(state="review", is_seeded=True, seeded_flaw="about school trivia")

    def test_planted_mark_cannot_be_asked_for(self):
        Question = "hr.interview.question"
        ids = [self.planted.id]
        calls = [
            (Question, "search", [("is_seeded", "=", True)]),
            (Question, "search", [("seeded_flaw", "ilike", "trivia")]),
            (Question, "search", [("review_ids.was_seeded", "=", True)]),
            (Question, "search", [("next_version_ids.is_seeded", "=", True)]),
            (Question, "search_count", [("is_seeded", "=", True)]),
            (Question, "search", [], 0, None, "is_seeded desc"),
            (Question, "read", ids, ["is_seeded"]),
            (Question, "search_read", [], ["is_seeded"]),
            (Question, "web_search_read", [], {"is_seeded": {}}),
            (Question, "web_read", ids, {"seeded_flaw": {}}),
            (Question, "formatted_read_group", [], ["is_seeded"], ["__count"]),
            (Question, "formatted_read_group", [], ["state"], ["is_seeded:bool_or"]),
            (Question, "web_read_group", [], ["is_seeded"], ["__count"]),
            (Question, "search_panel_select_range", "is_seeded"),
            (Question, "export_data", ids, ["is_seeded"]),
            (Question, "export_data", ids, ["review_ids/was_seeded"]),
            (Question, "name_search", "", [("is_seeded", "=", True)]),
            (Question, "fields_get", ["is_seeded"]),
            ("hr.job", "search", [("interview_question_ids.is_seeded", "=", True)]),
            ("hr.interview.question.criterion", "search", [("question_id.is_seeded", "=", True)]),
            ("hr.interview.question.source", "search", [("question_id.seeded_flaw", "!=", False)]),
            ("hr.interview.question.review", "search", [("was_seeded", "=", True)]),
            ("hr.interview.reviewer.stat", "search_read", []),
        ]
        for role in ("reviewer", "officer", "interviewer"):
            for model, method, *args in calls:
                with self.subTest(role=role, method=method, args=args):
                    if model == "hr.interview.reviewer.stat" or method != "fields_get":
                        self._assert_tells_nothing(role, model, method, args)
                    else:
                        self.assertEqual(self.rpc(role, model, method, *args), {})

    def _assert_tells_nothing(self, role, model, method, args):
        """The call is refused, or (export) leaves the column out."""
        try:
            with (
                mute_logger(
                    "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule", "odoo.models"
                ),
                self.env.cr.savepoint(),
            ):
                result = self.rpc(role, model, method, *args)
        except (AccessError, UserError, ValueError, KeyError):
            return
        finally:
            self.env.invalidate_all()
        told = str(result)
        self.assertFalse(
            "True" in told.replace("'translate': True", "")
            or "trivia" in told
            or str(self.planted.id) in told,
            f"{method} answers {told[:200]}",
        )

    def test_onchange_and_defaults_do_not_show_it(self):
        values = self.rpc("reviewer", "hr.interview.question", "default_get", ["text", "lang"])
        self.assertNotIn("is_seeded", values)
        with mute_logger("odoo.models"):
            try:
                answer = self.rpc(
                    "reviewer",
                    "hr.interview.question",
                    "onchange",
                    [self.planted.id],
                    {},
                    [],
                    {"text": {}, "is_seeded": {}},
                )
            except (AccessError, ValueError, KeyError):
                return
        self.assertNotIn("is_seeded", answer.get("value", {}))

    def test_a_planted_question_looks_like_its_neighbours(self):
        """Catch rates mean something only while reviewers cannot tell planted questions by their looks."""
        job = self.make_job(name="Harbour pilot")
        [answer] = self.by("officer", job).generate_interview_questions({"count": 12, "seed": 3})
        drafts = self.env["hr.interview.question"].browse(answer["question_ids"])
        self.by("officer", drafts).action_submit()
        wizard = self.as_user("manager")["hr.interview.plant"].create(
            {"job_id": job.id, "count": 2, "lang": "en"}
        )
        wizard.action_plant()
        self.env.flush_all()
        self.env.invalidate_all()
        planted = self.env["hr.interview.question"].search(
            [("job_id", "=", job.id), ("is_seeded", "=", True)]
        )
        self.assertEqual(len(planted), 2)
        looks = {
            "pattern": lambda q: bool(q.template),
            "engine": lambda q: q.engine,
            "task": lambda q: bool(q.ai_task_id),
            "batch": lambda q: q.batch,
            "trace": lambda q: bool(q.source_ids),
            "rubric": lambda q: bool(q.criterion_ids),
            "follow-ups": lambda q: bool(q.probes),
            "editor": lambda q: q.editor_id.id,
            "version": lambda q: (q.version, q.content_revision),
            "messages": lambda q: len(q.message_ids),
            "author": lambda q: q.create_uid.id,
        }
        for name, look in looks.items():
            with self.subTest(look=name):
                seen = {look(q) for q in self.by("reviewer", drafts)}
                for question in self.by("reviewer", planted):
                    self.assertIn(look(question), seen)
        for card in self.by("reviewer", planted).get_review_cards():
            self.assertTrue(card["sources"])
            self.assertTrue(card["criteria"])
            self.assertFalse(card["editor"])

    def test_names_of_hidden_questions_do_not_leak(self):
        """A person without rights on the candidate finds neither the text nor the number of questions."""
        secret = self.make_question(
            state="approved",
            applicant_id=self.applicant.id,
            text="You left Zanzibar Port after a dispute: why?",
        )
        Question = "hr.interview.question"
        for role in ("reviewer", "interviewer", "analyst", "auditor"):
            with self.subTest(role=role):
                self.assertFalse(self.rpc(role, Question, "name_search", "Zanzibar"))
                self.assertFalse(self.rpc(role, Question, "search", [("text", "ilike", "Zanzibar")]))
                self.assertFalse(self.rpc(role, Question, "search_count", [("id", "=", secret.id)]))
                groups = self.rpc(role, Question, "formatted_read_group", [], ["applicant_id"], ["__count"])
                self.assertFalse([group for group in groups if group["applicant_id"]])
                self.assertRefused(role, Question, "export_data", secret.ids, ["text"])
                self.assertRefused(role, Question, "get_review_cards", secret.ids, error=AccessError)

    def test_verdicts_on_candidate_questions_do_not_leak(self):
        """An edit holds the words before and after: auditors read verdicts, but not about candidates."""
        secret = self.make_question(applicant_id=self.applicant.id, text="You left Zanzibar Port: why?")
        self.applicant.interviewer_ids = self.users["reviewer"]
        edit = {**GOOD, "decision": "edit", "text": "You left Zanzibar Port in 2019: what for?"}
        self.by("reviewer", secret).submit_review(edit)
        self.assertEqual(len(secret.review_ids), 1)
        for role in ("auditor", "analyst", "interviewer"):
            with self.subTest(role=role):
                self._assert_tells_no_word(
                    role, "hr.interview.question.review", ["text_after", "question_id"]
                )

    def test_traces_of_candidate_questions_do_not_leak(self):
        secret = self.make_question(applicant_id=self.applicant.id, text="You left Zanzibar Port: why?")
        self.env["hr.interview.question.source"].create(
            {"question_id": secret.id, "kind": "resume", "excerpt": "Zanzibar Port, 2017-2019"}
        )
        for role in ("auditor", "analyst", "interviewer", "reviewer"):
            with self.subTest(role=role):
                self._assert_tells_no_word(role, "hr.interview.question.source", ["excerpt", "question_id"])
                self._assert_tells_no_word(role, "hr.interview.question.criterion", ["name", "question_id"])

    def _assert_tells_no_word(self, role, model, names):
        try:
            rows = self.rpc(role, model, "search_read", [], names)
        except AccessError:
            return
        self.assertNotIn("Zanzibar", str(rows))


@tagged("post_install", "-at_install")
class TestForeignWizards(AttackCase):
    """A wizard holds choices and candidate texts of one person; its id is easy to guess."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["officer2"] = cls._user("officer2", "hr_recruitment.group_hr_recruitment_user")

    def _wizards(self):
        env = self.as_user("officer")
        kit = self.make_kit(self.approved)
        self.question._mark_stale(OUTDATED)
        action = self.by("officer", self.question).action_regenerate()
        redraft = env["hr.interview.regenerate"].browse(action["res_id"])
        return [
            (env["hr.interview.generate"].create({"job_id": self.job.id, "count": 2}), "action_generate"),
            (env["hr.interview.kit.swap"].create({"line_id": kit.line_ids.id}), "action_swap"),
            (redraft, "action_apply"),
            (redraft.line_ids, None),
            (
                self.as_user("manager")["hr.interview.plant"].create(
                    {"job_id": self.job.id, "count": 1, "lang": "en"}
                ),
                "action_plant",
            ),
        ]

    def test_foreign_wizards_are_closed(self):
        for wizard, method in self._wizards():
            self.assertTrue(wizard, wizard._name)
            for role in ("officer2", "reviewer", "interviewer", "employee"):
                with self.subTest(wizard=wizard._name, role=role):
                    self.assertRefused(role, wizard._name, "read", wizard.ids, [], error=AccessError)
                    self.assertRefused(
                        role, wizard._name, "write", wizard.ids, {"create_uid": 1}, error=AccessError
                    )
                    self.assertRefused(role, wizard._name, "unlink", wizard.ids, error=AccessError)
                    if method:
                        self.assertRefused(role, wizard._name, method, wizard.ids, error=AccessError)
        self.assertFalse(self.env["hr.interview.question"].search([("is_seeded", "=", True)]))

    def test_wizard_cannot_be_given_away(self):
        """create_uid is no field a client may set, so nobody places a wizard under another's name."""
        wizard = self.as_user("officer")["hr.interview.generate"].create({"job_id": self.job.id})
        with mute_logger("odoo.models"):
            wizard.write({"create_uid": self.users["officer2"].id})
        self.assertEqual(wizard.create_uid, self.users["officer"])

    def test_drafts_of_others_are_not_discarded_through_a_wizard(self):
        """action_again deletes with the caller's own rights: approved questions stay."""
        wizard_id = self.rpc(
            "officer",
            "hr.interview.generate",
            "create",
            {"job_id": self.job.id, "question_ids": [(6, 0, self.approved.ids)]},
        )
        self.rpc("officer", "hr.interview.generate", "action_again", [wizard_id])
        self.assertTrue(self.approved.exists())

    def test_plant_is_for_administrators(self):
        for role in ("officer", "reviewer", "both", "auditor"):
            with self.subTest(role=role):
                self.assertRefused(
                    role, "hr.interview.plant", "create", {"job_id": self.job.id}, error=AccessError
                )


@tagged("post_install", "-at_install")
class TestKitDownload(HttpCase, AttackCase):
    """GET /hr_ai_interview/kit/<id>.xlsx with rights, without, and without a login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kit = cls.make_kit(cls.approved)
        cls.users["portal"] = cls._user("portal", "base.group_portal")

    def _get(self, role, kit=None):
        kit_id = self.kit.id if kit is None else kit
        self.authenticate(*([self.users[role].login] * 2) if role else (None, None))
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule"):
            return self.url_open(f"/hr_ai_interview/kit/{kit_id}.xlsx", allow_redirects=False)

    def test_officer_gets_the_file(self):
        response = self._get("officer")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.content.startswith(b"PK"))
        self.assertIn("attachment", response.headers["Content-Disposition"])

    def test_interviewer_gets_kits_in_use_of_their_jobs_only(self):
        self.assertEqual(self._get("interviewer").status_code, 404)
        self.job.interviewer_ids = self.users["interviewer"]
        self.assertEqual(self._get("interviewer").status_code, 404, "a draft kit")
        self.kit.sudo().state = "ready"
        self.env.flush_all()
        self.assertEqual(self._get("interviewer").status_code, 200)

    def test_without_rights(self):
        for role in ("employee", "portal"):
            with self.subTest(role=role):
                response = self._get(role)
                self.assertIn(response.status_code, (403, 404))
                self.assertNotIn(b"PK", response.content[:4])

    def test_anonymous_is_sent_to_the_login(self):
        response = self._get(None)
        self.assertIn(response.status_code, (302, 303))
        self.assertIn("/web/login", response.headers["Location"])

    def test_unknown_kit(self):
        for kit_id in (0, 10**6, 10**12):
            with self.subTest(kit_id=kit_id):
                self.assertEqual(self._get("officer", kit_id).status_code, 404)
