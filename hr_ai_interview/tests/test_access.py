import base64

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import APPROVE, OUTDATED, InterviewCase

OPERATIONS = {"c": "create", "r": "read", "w": "write", "u": "unlink"}
PERSONAS = (
    "portal",
    "employee",
    "interviewer",
    "reviewer",
    "officer",
    "manager",
    "analyst",
    "auditor",
    "system",
)
#: What everybody who has to do with interviews may read and officers keep; only managers delete.
MASTER_DATA = {
    "interviewer": "r",
    "reviewer": "r",
    "officer": "crw",
    "manager": "crwu",
    "analyst": "r",
    "auditor": "r",
}
#: The same, but officers also delete: parts of a job's profile.
PROFILE = {**MASTER_DATA, "officer": "crwu"}
#: A wizard is its user's own; the record of the table belongs to the officer (the manager's: below).
WIZARD = {"officer": "crwu"}
#: What was said and scored is written by methods only, and read by the panel and officers.
RECORDED = dict.fromkeys(("interviewer", "reviewer", "officer", "manager"), "r")
#: Interviewers and officers score: they are not told which questions learning weighs how.
LEARNING = dict.fromkeys(("manager", "analyst", "auditor"), "r")
#: Rights on a record that the persona's record rules let through; who is not named has none.
RIGHTS = {
    "hr.interview.kpi": MASTER_DATA,
    "hr.interview.competency": MASTER_DATA,
    "hr.interview.job.family": MASTER_DATA,
    "hr.interview.question.tag": MASTER_DATA,
    "hr.interview.competency.indicator": PROFILE,
    "hr.interview.job.kpi": PROFILE,
    "hr.interview.job.competency": PROFILE,
    "hr.interview.round": PROFILE,
    "hr.interview.round.limit": PROFILE,
    "hr.interview.kit": PROFILE,
    "hr.interview.kit.line": PROFILE,
    "hr.interview.question": {**PROFILE, "reviewer": "rw"},
    "hr.interview.question.criterion": {**PROFILE, "reviewer": "crwu"},
    "hr.interview.question.source": dict.fromkeys(MASTER_DATA, "r"),
    "hr.interview.question.review": {
        "reviewer": "r",
        "officer": "r",
        "manager": "r",
        "auditor": "r",
    },
    "hr.interview.question.weight": {
        "officer": "r",
        "manager": "r",
        "analyst": "r",
        "auditor": "r",
    },
    "hr.interview.reviewer.stat": {"manager": "r", "auditor": "r"},
    "hr.interview.ai.task": {"officer": "r", "manager": "r", "auditor": "r"},
    "hr.interview.generate": WIZARD,
    "hr.interview.kit.swap": WIZARD,
    "hr.interview.regenerate": WIZARD,
    "hr.interview.regenerate.line": WIZARD,
    "hr.interview.plant": {"manager": "crwu"},
    "hr.interview.ai.attempt": {"manager": "r", "auditor": "r", "system": "r"},
    "hr.interview.provider": {
        "reviewer": "r",
        "officer": "r",
        "manager": "r",
        "auditor": "r",
        "system": "crwu",
    },
    "hr.interview.trial": {"reviewer": "crwu"},
    "hr.interview.trial.line": {"reviewer": "r"},
    "hr.interview.redaction.preview": {"system": "crwu"},
    "hr.interview": {**RECORDED, "officer": "crw", "manager": "crwu"},
    "hr.interview.answer": RECORDED,
    "hr.interview.answer.criterion": RECORDED,
    "hr.interview.note": RECORDED,
    "hr.interview.rating": RECORDED,
    "hr.interview.dimension.score": RECORDED,
    "hr.interview.rater.stat": {"manager": "r"},
    "hr.interview.decision": RECORDED,
    "hr.interview.decision.dissent": RECORDED,
    "hr.interview.summary": RECORDED,
    "hr.interview.decision.reason": {**RECORDED, "manager": "crwu"},
    "hr.interview.score.sample": {},
    "hr.interview.plan": WIZARD,
    "hr.interview.end": WIZARD,
    "hr.interview.unlock": WIZARD,
    "hr.interview.decide": WIZARD,
    "hr.interview.decide.line": WIZARD,
    "hr.interview.dissent": {"interviewer": "crwu"},
    "hr.interview.describe": WIZARD,
    "hr.interview.score.order": {"interviewer": "crwu"},
    "hr.interview.transcript": {"interviewer": "crwu"},
    "hr.interview.transcript.line": {"interviewer": "crwu"},
    "hr.interview.learning.run": LEARNING,
    "hr.interview.learning.validity": LEARNING,
    "hr.interview.learning.settle": {"manager": "crwu"},
    "hr.interview.outcome": {"manager": "r", "auditor": "r"},
    "hr.interview.outcome.line": {"manager": "r", "auditor": "r"},
    "hr.interview.outcome.request": {},
    "hr.interview.outcome.record": {"hr_user": "crwu"},
    "hr.interview.outcome.record.line": {"hr_user": "crwu"},
    "hr.interview.outcome.source": {"manager": "crwu", "auditor": "r"},
    "hr.interview.outcome.source.line": {"manager": "crwu", "auditor": "r"},
    "hr.interview.outcome.import": {},
    "hr.interview.outcome.import.column": {},
    "hr.interview.outcome.import.row": {},
}


class AccessCase(InterviewCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["portal"] = cls._user("portal", "base.group_portal")
        cls.users["system"] = cls._user("system", "base.group_system")
        cls.users["hr_user"] = cls._user("hr_user", "hr.group_hr_user")
        cls.round.interviewer_ids = cls.users["interviewer"]
        cls.applicant = cls.make_applicant()
        cls.question = cls.make_question(state="approved")
        cls.kit = cls.make_kit(cls.question, round_id=cls.round.id)
        cls.kit.state = "ready"

    def sees(self, role, records):
        return self.by(role, records).search([("id", "in", records.ids)])

    def is_denied(self, function, *args, error=AccessError, **kwargs):
        return self.raises(error, function, *args, **kwargs)

    def assertDenied(self, function, *args, **kwargs):
        self.assertTrue(self.is_denied(function, *args, **kwargs), f"{function} {args} went through")


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Reviewers are interviewers of this round too, so that the kit rules let them through.
        cls.round.interviewer_ids |= cls.users["reviewer"]
        reviewed = cls.make_question(text="Describe a repair that you planned.")
        reviewed.with_user(cls.users["reviewer"]).submit_review(APPROVE)
        swap_kit = cls.make_kit(cls.question, round_id=cls.round.id)
        officer = cls.env(user=cls.users["officer"])
        manager = cls.env(user=cls.users["manager"])
        stale = cls.make_question(text="Describe a repair that was planned by others.")
        stale._mark_stale(OUTDATED)
        action = stale.with_user(cls.users["officer"]).action_regenerate()
        redraft = officer["hr.interview.regenerate"].browse(action["res_id"])
        env = cls.env
        cls.records = {
            "hr.interview.kpi": cls.kpi,
            "hr.interview.competency": cls.competency,
            "hr.interview.job.family": cls.family,
            "hr.interview.question.tag": env["hr.interview.question.tag"].create({"name": "Mine"}),
            "hr.interview.competency.indicator": cls.competency.indicator_ids[0],
            "hr.interview.job.kpi": cls.job.interview_kpi_ids,
            "hr.interview.job.competency": cls.job.interview_competency_ids,
            "hr.interview.round": cls.round,
            "hr.interview.round.limit": env["hr.interview.round.limit"].create(
                {"round_id": cls.round.id, "competency_id": cls.competency.id}
            ),
            "hr.interview.kit": cls.kit,
            "hr.interview.kit.line": cls.kit.line_ids,
            "hr.interview.question": cls.question,
            "hr.interview.question.criterion": cls.question.criterion_ids,
            "hr.interview.question.source": env["hr.interview.question.source"].create(
                {"question_id": cls.question.id, "kind": "duty"}
            ),
            "hr.interview.question.review": reviewed.review_ids,
            "hr.interview.question.weight": env["hr.interview.question.weight"].create(
                {"question_id": cls.question.id}
            ),
            "hr.interview.reviewer.stat": env["hr.interview.reviewer.stat"].search(
                [("reviewer_id", "=", cls.users["reviewer"].id)]
            ),
            "hr.interview.ai.task": env["hr.interview.ai.task"].create(
                {"kind": "draft", "engine": "offline"}
            ),
            "hr.interview.generate": officer["hr.interview.generate"].create({"job_id": cls.job.id}),
            "hr.interview.kit.swap": officer["hr.interview.kit.swap"].create(
                {"line_id": swap_kit.line_ids.id}
            ),
            "hr.interview.regenerate": redraft,
            "hr.interview.regenerate.line": redraft.line_ids,
            "hr.interview.plant": manager["hr.interview.plant"].create({"job_id": cls.job.id}),
            **cls._make_remote_records(),
            **cls._make_interview_records(),
            **cls._make_outcome_records(),
            **cls._make_learning_records(),
        }

    @classmethod
    def _make_remote_records(cls):
        env, system = cls.env, cls.env(user=cls.users["system"])
        provider = env["hr.interview.provider"].create({"name": "House model", "code": "house"})
        task = env["hr.interview.ai.task"].create({"kind": "draft", "engine": "house"})
        attempt = env["hr.interview.ai.attempt"].create(
            {
                "task_id": task.id,
                "company_id": env.company.id,
                "number": 1,
                "token": "t",
                "start_date": fields.Datetime.now(),
            }
        )
        reviewer = env(user=cls.users["reviewer"])
        trial = reviewer["hr.interview.trial"].create(
            {"question_id": cls.question.id, "provider_id": provider.id, "answer": "I measured it."}
        )
        line = env["hr.interview.trial.line"].create(
            {"trial_id": trial.id, "name": "Method", "status": "scored", "score_text": "7"}
        )
        preview = system["hr.interview.redaction.preview"].create(
            {"provider_id": provider.id, "job_id": cls.job.id}
        )
        return {
            "hr.interview.ai.attempt": attempt,
            "hr.interview.provider": provider,
            "hr.interview.trial": trial,
            "hr.interview.trial.line": line,
            "hr.interview.redaction.preview": preview,
        }

    @classmethod
    def _make_interview_records(cls):
        """An interview whose panel (interviewer, reviewer) has submitted, and a decision on it."""
        env, officer = cls.env, cls.env(user=cls.users["officer"])
        applicant = cls.make_applicant(partner_name="Grace")
        [planned] = applicant.with_user(cls.users["officer"]).start_interview({"round_id": cls.round.id})
        interview = env["hr.interview"].browse(planned["interview_id"])
        answer = interview.answer_ids
        for role in ("interviewer", "reviewer"):
            mine = interview.with_user(cls.users[role])
            mine.save_notes([{"answer_id": answer.id, "text": "A note"}])
            mine.submit_ratings([{"criterion_id": row.id, "score": 6} for row in answer.criterion_ids])
        [decided] = applicant.with_user(cls.users["officer"]).record_decision(
            {"decision": "hold", "comment": "Wait for the second round."}
        )
        decision = env["hr.interview.decision"].browse(decided["decision_id"])
        decision.with_user(cls.users["interviewer"]).action_dissent("Hire now")
        task = env["hr.interview.ai.task"].create({"kind": "score", "engine": "house"})
        transcript = env(user=cls.users["interviewer"])["hr.interview.transcript"].create(
            {"interview_id": interview.id, "line_ids": [(0, 0, {"text": "I measured it."})]}
        )
        line = {"competency_id": cls.competency.id, "score": 5, "reason": "None"}
        decide = officer["hr.interview.decide"].create(
            {
                "applicant_id": applicant.id,
                "decision": "hold",
                "comment": "None",
                "line_ids": [(0, 0, line)],
            }
        )
        env.flush_all()
        domain = [("interview_id", "=", interview.id)]
        return {
            "hr.interview": interview,
            "hr.interview.answer": answer,
            "hr.interview.answer.criterion": answer.criterion_ids,
            "hr.interview.note": env["hr.interview.note"].search(domain, limit=1),
            "hr.interview.rating": env["hr.interview.rating"].search(domain, limit=1),
            "hr.interview.dimension.score": env["hr.interview.dimension.score"].search(domain, limit=1),
            "hr.interview.decision": decision,
            "hr.interview.decision.dissent": decision.dissent_ids,
            "hr.interview.decision.reason": env["hr.interview.decision.reason"].search([], limit=1),
            "hr.interview.rater.stat": env["hr.interview.rater.stat"].search(
                [("user_id", "=", cls.users["interviewer"].id)]
            ),
            "hr.interview.summary": env["hr.interview.summary"].create(
                {"interview_id": interview.id, "engine": "offline", "text": "{}"}
            ),
            "hr.interview.score.sample": env["hr.interview.score.sample"].create(
                {"answer_id": answer.id, "task_id": task.id, "batch": "b"}
            ),
            "hr.interview.plan": officer["hr.interview.plan"].create({"applicant_ids": applicant.ids}),
            "hr.interview.end": officer["hr.interview.end"].create(
                {"interview_id": interview.id, "reason": "None"}
            ),
            "hr.interview.unlock": officer["hr.interview.unlock"].create(
                {"interview_id": interview.id, "user_id": cls.users["interviewer"].id, "reason": "None"}
            ),
            "hr.interview.score.order": transcript.env["hr.interview.score.order"].create(
                {"interview_id": interview.id}
            ),
            "hr.interview.transcript": transcript,
            "hr.interview.transcript.line": transcript.line_ids,
            "hr.interview.describe": officer["hr.interview.describe"].create({"job_id": cls.job.id}),
            "hr.interview.decide": decide,
            "hr.interview.decide.line": decide.line_ids,
            "hr.interview.dissent": transcript.env["hr.interview.dissent"].create(
                {"decision_id": decision.id, "text": "Hire"}
            ),
        }

    @classmethod
    def _make_learning_records(cls):
        values = {"company_id": cls.env.company.id, "date": "2026-01-01 00:00:00"}
        row = {**values, "family_id": cls.family.id, "status": "insufficient", "verdict": "undecided"}
        run = cls.env["hr.interview.learning.run"].create(
            {
                **values,
                "user_id": cls.users["manager"].id,
                "window_days": 180,
                "criterion": "attainment",
                "definition": {"version": "1.0"},
                "input_hash": "0",
                "hit_status": "insufficient",
                "validity_ids": [(0, 0, row)],
            }
        )
        manager = cls.env(user=cls.users["manager"])
        wizard = manager["hr.interview.learning.settle"].create({"run_id": run.id, "reason": "None"})
        return {
            "hr.interview.learning.run": run,
            "hr.interview.learning.validity": run.validity_ids,
            "hr.interview.learning.settle": wizard,
        }

    @classmethod
    def _make_outcome_records(cls):
        """An outcome of a hire whom none of the personas manages."""
        hr = cls.env(user=cls.users["hr_user"])
        hire = cls.env["hr.employee"].create(
            {"name": "Grace", "contract_date_start": "2024-01-01", "job_id": cls.job.id}
        )
        row = {
            "external_id": "1",
            "employee_id": hire.id,
            "window_days": 90,
            "date": "2024-04-01",
            "rating": 7,
        }
        kpis = [{"kpi_code": cls.kpi.code, "target": 97, "actual": 97}]
        hr["hr.interview.outcome"].import_rows([{**row, "kpis": kpis}])
        outcome = cls.env["hr.interview.outcome"].search([("employee_id", "=", hire.id)])
        window = hr["hr.interview.outcome.record"].create({"employee_id": hire.id})
        batch = hr["hr.interview.outcome.import"].create(
            {"file_name": "x.csv", "file": base64.b64encode(b"Employee,Window,Date\n1,90,2026-03-31\n")}
        )
        batch.action_read()
        source = cls.env["hr.interview.outcome.source"].create(
            {
                "name": "Stand-in",
                "model_id": cls.env["ir.model"]._get_id("hr.resume.line"),
                "date_path": "date_start",
                "score_path": "line_type_id",
                "line_ids": [(0, 0, {"value": "Good", "score": 8})],
            }
        )
        return {
            "hr.interview.outcome.source": source,
            "hr.interview.outcome.source.line": source.line_ids,
            "hr.interview.outcome.import": batch,
            "hr.interview.outcome.import.column": batch.column_ids[0],
            "hr.interview.outcome.import.row": batch.row_ids,
            "hr.interview.outcome": outcome,
            "hr.interview.outcome.line": outcome.line_ids,
            "hr.interview.outcome.request": cls.env["hr.interview.outcome.request"].create(
                {"employee_id": hire.id, "window_days": 90}
            ),
            "hr.interview.outcome.record": window,
            "hr.interview.outcome.record.line": window.line_ids,
        }

    def test_the_table_names_every_model(self):
        ours = {
            name
            for name, model in self.registry.items()
            if name.startswith("hr.interview")
            and not model._abstract
            # Those of other add-ons of the suite have tables of their own.
            and model._original_module == "hr_ai_interview"
        }
        self.assertEqual(ours, set(RIGHTS))
        self.assertEqual(ours, set(self.records))

    def test_matrix(self):
        """has_access on a real record that the rules let through: rights and rules together."""
        self.env.flush_all()
        for model, rights in RIGHTS.items():
            record = self.records[model]
            self.assertTrue(record, model)
            for role in PERSONAS:
                allowed = "".join(
                    letter
                    for letter, operation in OPERATIONS.items()
                    if self.by(role, record).has_access(operation)
                )
                with self.subTest(model=model, role=role):
                    self.assertEqual(allowed, rights.get(role, ""))

    def test_operations_that_are_refused(self):
        """The rights hold when the operation is really tried, and nothing is left of it."""
        values = {
            "hr.interview.kpi": {"name": "Other"},
            "hr.interview.question": {"text": "Other words"},
            "hr.interview.question.criterion": {"name": "Other"},
            "hr.interview.kit": {"name": "Other"},
            "hr.interview.ai.task": {"result_ref": "Other"},
            "hr.interview.generate": {"count": 3},
        }
        self.env.flush_all()
        for model, vals in values.items():
            record = self.records[model]
            name = next(iter(vals))
            before = record[name]
            copied = record.copy_data()[0]
            for role in PERSONAS:
                rights = RIGHTS[model].get(role, "")
                mine = self.by(role, record)
                operations = {
                    "r": (mine.read, [name]),
                    "w": (mine.write, vals),
                    "u": (mine.unlink,),
                    "c": (mine.browse().create, {**copied, **vals}),
                }
                if model == "hr.interview.generate" and role == "manager":
                    operations.pop("c")  # a wizard of their own
                went_through = "".join(
                    letter
                    for letter, call in operations.items()
                    if letter not in rights and not self.is_denied(*call, error=UserError)
                )
                with self.subTest(model=model, role=role):
                    self.assertEqual(went_through, "")
            self.assertEqual(record[name], before)

    def test_who_reads_a_record_reads_all_its_fields(self):
        """A form opens with all fields its user may see: none of ours raises when it is read.

        A field whose content needs rights that readers of the record lack has to say so itself
        (``groups=``), or it breaks views, exports and ``read`` without a list of fields.
        """
        self.env.flush_all()
        records = {**self.records, "hr.job": self.job}
        for model, record in records.items():
            ours = {name for name, field in record._fields.items() if "hr_ai_interview" in field._modules}
            for role in PERSONAS:
                mine = self.by(role, record)
                if not mine.has_access("read"):
                    continue
                names = sorted(ours & set(mine.fields_get()))
                with self.subTest(model=model, role=role):
                    self.assertEqual([name for name in names if self.is_denied(mine.read, [name])], [])

    def test_operations_that_succeed(self):
        kpi = self.as_user("officer")["hr.interview.kpi"].create({"name": "Spare parts in stock"})
        kpi.name = "Spare parts in stock, all ports"
        self.by("manager", kpi).unlink()
        self.assertFalse(kpi.exists())
        question = self.as_user("officer")["hr.interview.question"].create(
            {"text": "Describe a repair you planned.", "lang": "en", "job_id": self.job.id}
        )
        self.by("reviewer", question).write({"minutes": 9})
        self.assertEqual(question.minutes, 9)
        question.unlink()
        tag = self.as_user("officer")["hr.interview.question.tag"].create({"name": "Night shift"})
        self.assertTrue(tag.exists())
        wizard = self.as_user("manager")["hr.interview.generate"].create({"job_id": self.job.id})
        wizard.count = 4
        wizard.unlink()
        self.assertFalse(wizard.exists())

    def test_wizards_of_others_are_closed_to_administrators_too(self):
        for model in WIZARD_MODELS:
            record = self.by("manager", self.records[model])
            with self.subTest(model=model):
                self.assertFalse(record.search([("id", "in", record.ids)]))
                self.assertDenied(record.read)
                self.assertDenied(record.write, {})
                self.assertDenied(record.unlink)

    def test_none_of_our_groups_comes_with_administrator(self):
        """Approving, analysing and auditing are given by name only."""
        implied = self.env.ref("hr_recruitment.group_hr_recruitment_manager").all_implied_ids
        for name in ("group_reviewer", "group_analyst", "group_auditor"):
            self.assertNotIn(self.env.ref(f"hr_ai_interview.{name}"), implied)


WIZARD_MODELS = [model for model, rights in RIGHTS.items() if rights is WIZARD]


@tagged("post_install", "-at_install")
class TestRecordRules(AccessCase):
    def test_interviewer_sees_approved_questions_of_kits_in_use_only(self):
        loose = self.make_question(state="approved", text="Approved, in no kit")
        drafts = self.make_question(), self.make_question(state="review")
        planned = self.make_question(state="approved", text="Approved, in a draft kit")
        draft_kit = self.make_kit(planned, round_id=self.round.id)
        for hidden in (loose, *drafts, planned, draft_kit, draft_kit.line_ids):
            self.assertFalse(self.sees("interviewer", hidden), hidden)
            self.assertDenied(self.by("interviewer", hidden).read, ["display_name"])
        for shown in (self.question, self.kit, self.kit.line_ids, self.question.criterion_ids):
            self.assertEqual(self.sees("interviewer", shown), shown)

    def test_interviewer_sees_kits_of_their_rounds_and_jobs_only(self):
        other_job = self.make_job(name="Harbour pilot")
        question = self.make_question(state="approved", job_id=other_job.id)
        kit = self.make_kit(question, job_id=other_job.id)
        kit.state = "ready"
        self.assertFalse(self.sees("interviewer", kit | self.kit) - self.kit)
        self.assertFalse(self.sees("interviewer", question))
        other_job.interviewer_ids = self.users["interviewer"]
        self.assertEqual(self.sees("interviewer", kit), kit)
        self.assertEqual(self.sees("interviewer", question), question)

    def test_interviewer_can_still_use_a_kit_whose_question_was_retired(self):
        """A replaced question stays in kits in use until somebody decides: the interview goes on."""
        self.by("officer", self.question).action_retire()
        self.assertEqual(self.kit.state, "ready")
        kit = self.by("interviewer", self.kit)
        self.assertEqual(kit.line_ids.question_id.text, self.question.text)
        self.assertEqual(kit.line_ids.question_id.criterion_ids.mapped("name"), ["Method"])
        self.assertTrue(kit._render_xlsx())
        self.assertEqual([row["n"] for row in kit._get_coverage_rows()], [1])

    def test_interviewer_reads_the_whole_kit(self):
        kit = self.by("interviewer", self.kit)
        kit.read()
        kit.line_ids.read()
        kit.line_ids.question_id.read()
        kit.line_ids.question_id.criterion_ids.read()
        html, _type = self.as_user("interviewer")["ir.actions.report"]._render_qweb_html(
            "hr_ai_interview.report_kit", kit.ids
        )
        self.assertIn(self.question.text, html.decode())
        self.assertTrue(kit._render_xlsx())

    def test_candidate_questions_follow_the_rights_on_the_candidate(self):
        question = self.make_question(applicant_id=self.applicant.id)
        self.env["hr.interview.question.source"].create(
            {"question_id": question.id, "kind": "resume", "excerpt": "Hamburg, 2019"}
        )
        secrets = (question, question.criterion_ids, question.source_ids)
        roles = ("interviewer", "reviewer", "analyst", "auditor")
        for role in roles:
            for records in secrets:
                self.assertFalse(self.sees(role, records), (role, records))
                self.assertDenied(self.by(role, records).read, ["create_date"])
        for role in ("officer", "manager"):
            for records in secrets:
                self.assertEqual(self.sees(role, records), records)
        # Reviewers who interview the candidate see the draft; interviewers once it is approved.
        self.applicant.interviewer_ids = self.users["reviewer"] | self.users["interviewer"]
        for records in secrets:
            self.assertEqual(self.sees("reviewer", records), records)
            self.assertFalse(self.sees("interviewer", records), records)
            self.assertFalse(self.sees("reviewer2", records), records)
        question.state = "approved"
        for records in secrets:
            self.assertEqual(self.sees("interviewer", records), records)

    def test_interviewers_of_the_job_see_its_candidates_questions(self):
        question = self.make_question(applicant_id=self.applicant.id, state="approved")
        self.job.interviewer_ids = self.users["interviewer"] | self.users["reviewer"]
        self.assertEqual(self.sees("interviewer", question), question)
        self.assertEqual(self.sees("reviewer", question), question)

    def test_nameless_personas_never_see_a_candidates_question(self):
        """Not even when somebody adds them to the candidate."""
        question = self.make_question(applicant_id=self.applicant.id, state="approved")
        reviewed = self.make_question(applicant_id=self.applicant.id)
        self.applicant.interviewer_ids = self.users["reviewer"]
        self.by("reviewer", reviewed).submit_review(APPROVE)
        task = self.env["hr.interview.ai.task"].create(
            {"kind": "draft", "engine": "offline", "applicant_id": self.applicant.id}
        )
        for role in ("analyst", "auditor"):
            with self.subTest(role=role):
                self.assertFalse(self.sees(role, question))
                for records in (task, reviewed.review_ids):
                    visible = self.by(role, records).browse().has_access("read") and self.sees(role, records)
                    self.assertFalse(visible, records)

    def test_analysts_and_auditors_see_the_bank(self):
        draft = self.make_question()
        for role in ("analyst", "auditor"):
            self.assertEqual(self.sees(role, draft | self.question), self.question | draft)

    def test_reviewer_sees_own_verdicts_only(self):
        question = self.make_question()
        question.editor_id = self.users["reviewer"]
        self.by("reviewer", question).submit_review(APPROVE)
        self.by("reviewer2", question).submit_review(APPROVE)
        reviews = question.review_ids
        self.assertEqual(self.sees("reviewer", reviews).reviewer_id, self.users["reviewer"])
        self.assertEqual(self.by("reviewer", question).review_count, 1)
        self.assertEqual(self.sees("officer", reviews), reviews)
        self.assertEqual(self.sees("auditor", reviews), reviews)

    def test_auditor_and_analyst_change_nothing(self):
        """Posting in the chatter is a change too: "reads, changes nothing"."""
        for role in ("auditor", "analyst"):
            for record in (self.question, self.kit, self.kpi, self.competency):
                with self.subTest(role=role, model=record._name):
                    self.assertDenied(self.by(role, record).message_post, body="I was here")


@tagged("post_install", "-at_install")
class TestCoreModelsStayOpen(AccessCase):
    """What users of Odoo could do before the add-on was installed, they still can."""

    def test_employee_sees_nothing_of_the_interview_side(self):
        names = self.as_user("employee")["hr.job"].fields_get()
        self.assertFalse([name for name in names if name.startswith("interview_")])
        self.assertDenied(self.by("employee", self.job).read, ["interview_duties"])
        self.assertDenied(self.as_user("employee")["hr.job"].search, [("interview_duties", "ilike", "crane")])

    def test_views_of_jobs_open_for_everybody(self):
        for role in ("employee", "hr_user", "interviewer", "officer", "analyst", "auditor"):
            with self.subTest(role=role):
                Job = self.as_user(role)["hr.job"]
                views = Job.get_views(
                    [(False, "form"), (False, "list"), (False, "kanban"), (False, "search")]
                )
                # Some fields of core cannot be read by everybody; what is ours can.
                names = [
                    name
                    for name in views["models"]["hr.job"]["fields"]
                    if "hr_ai_interview" in self.job._fields[name]._modules
                ]
                [job] = Job.web_search_read(
                    [("id", "=", self.job.id)], {name: {} for name in ["name", *names]}
                )["records"]
                self.assertEqual(job["name"], self.job.name)

    def test_applicant_form_works_for_interviewers(self):
        self.applicant.interviewer_ids = self.users["interviewer"]
        self.make_question(applicant_id=self.applicant.id, state="approved")
        mine = self.by("interviewer", self.applicant)
        mine.read(["interview_question_ids", "interview_question_count", "interview_open_points"])
        self.assertEqual(mine.interview_question_count, 1)
        with Form(mine) as form:
            form.priority = "2"
        self.assertEqual(self.applicant.priority, "2")

    def test_applicant_form_works_for_officers(self):
        with Form(self.as_user("officer")["hr.applicant"]) as form:
            form.partner_name = "Grace"
            form.job_id = self.by("officer", self.job)
        self.assertTrue(form.record.exists())

    def test_whoever_may_write_jobs_can_do_so(self):
        """Someone who may write jobs but has no right to write questions or kits.

        Core gives that right to Recruitment officers alone; an add-on may give it to a group of its own.
        """
        group = self.env["res.groups"].create({"name": "Keeps job positions"})
        self.env["ir.model.access"].create(
            {
                "name": "job keeper",
                "model_id": self.env["ir.model"]._get_id("hr.job"),
                "group_id": group.id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": True,
            }
        )
        keeper = self.users["interviewer"]
        keeper.group_ids += group
        before = self.job.interview_profile_revision
        job = self.by("interviewer", self.job)
        job.write(
            {"name": "Crane technician", "requirements": "Night shifts", "description": "<p>Cranes</p>"}
        )
        self.assertEqual(self.job.name, "Crane technician")
        self.assertEqual(self.job.interview_profile_revision, before + 1)
        self.assertTrue(self.question.is_stale)
        self.assertTrue(self.kit.is_stale)
        job.update_field_translations("name", {"zh_CN": "起重机技师"})
        new = self.as_user("interviewer")["hr.job"].create({"name": "Harbour pilot"})
        self.assertTrue(new.sudo().interview_review_date)
        new.unlink()

    def test_hr_officer_keeps_what_core_lets_them(self):
        """hr_recruitment takes the right to write jobs from HR officers; we neither widen nor narrow that."""
        job = self.by("hr_user", self.job)
        self.assertFalse(job.has_access("write"))
        names = [
            name
            for name, field in self.job._fields.items()
            if "hr_ai_interview" in field._modules and name in job.fields_get()
        ]
        self.assertEqual([name for name in names if self.is_denied(job.read, [name])], [])

    def test_job_skills_can_be_kept_by_officers(self):
        skill_type = self.env["hr.skill.type"].create(
            {
                "name": "Trades",
                "skill_ids": [(0, 0, {"name": "Hydraulics"})],
                "skill_level_ids": [
                    (0, 0, {"name": "Journeyman", "level_progress": 60, "default_level": True})
                ],
            }
        )
        row = self.as_user("officer")["hr.job.skill"].create(
            {
                "job_id": self.job.id,
                "skill_id": skill_type.skill_ids.id,
                "skill_level_id": skill_type.skill_level_ids.id,
                "skill_type_id": skill_type.id,
                "valid_from": fields.Date.today(),
            }
        )
        row.unlink()
        self.assertFalse(self.job.current_job_skill_ids)

    def test_settings_belong_to_administrators(self):
        self.assertDenied(
            self.as_user("manager")["res.config.settings"].create, {"interview_four_eyes": False}
        )
        self.assertDenied(self.by("manager", self.env.company).write, {"interview_four_eyes": False})
        self.assertTrue(self.env.company.interview_four_eyes)
