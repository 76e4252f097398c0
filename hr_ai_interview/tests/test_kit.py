import io

from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import OUTDATED, InterviewCase


@tagged("post_install", "-at_install")
class TestKitAssembly(InterviewCase):
    def _assemble(self, **options):
        [answer] = self.by("officer", self.job).assemble_interview_kit(options)
        return answer, self.env["hr.interview.kit"].browse(answer["kit_id"])

    def test_only_approved_questions_come_in(self):
        approved = self.make_question(state="approved")
        for state in ("draft", "review", "retired"):
            self.make_question(state=state)
        answer, kit = self._assemble(minutes=60)
        self.assertEqual(answer["question_ids"], approved.ids)
        self.assertEqual(kit.line_ids.question_id, approved)

    def test_nobody_can_put_an_unapproved_question_into_a_kit(self):
        """Not even the system: the rule is a constraint of the line."""
        _answer, kit = self._assemble(minutes=60)
        for state in ("draft", "review", "retired"):
            with self.subTest(state=state), self.assertRaises(ValidationError), self.env.cr.savepoint():
                kit.line_ids = [(0, 0, {"question_id": self.make_question(state=state).id})]

    def test_language_of_the_kit_counts(self):
        self.make_question(state="approved")
        answer, _kit = self._assemble(minutes=60, lang="zh_CN")
        self.assertFalse(answer["question_ids"])
        self.assertTrue(answer["unmet"])

    def test_value_is_weight_times_kpi_weight(self):
        served = self.make_question(state="approved", minutes=10)
        weighted = self.make_question(state="approved", minutes=10)
        self.env["hr.interview.question.weight"].create(
            {"question_id": weighted.id, "family_id": self.family.id, "weight": 1.5}
        )
        answer, kit = self._assemble(minutes=10)
        self.assertEqual(answer["question_ids"], weighted.ids)
        self.assertAlmostEqual(kit.value, 1.5 * 2.0)
        self.assertNotIn(served, kit.line_ids.question_id)

    def test_latest_weight_in_force_counts(self):
        question = self.make_question(state="approved")
        Weight = self.env["hr.interview.question.weight"]
        today = fields.Date.today()
        for days, weight in ((-10, 1.2), (-5, 0.8), (5, 2.0)):
            Weight.create(
                {
                    "question_id": question.id,
                    "weight": weight,
                    "effective_date": fields.Date.add(today, days=days),
                }
            )
        weights = Weight._get_weights(question, self.family, self.env.company)
        self.assertEqual(weights, {question.id: 0.8})

    def test_what_is_not_met_is_said(self):
        self.round.limit_ids = [(0, 0, {"competency_id": self.competency.id, "minimum": 3})]
        self.make_question(state="approved")
        answer, kit = self._assemble(round_id=self.round.id)
        self.assertEqual(len(answer["unmet"]), 1)
        self.assertIn("Fault analysis: 1 of 3", answer["unmet"][0])
        self.assertEqual(kit.unmet, answer["unmet"][0])

    def test_type_limits_and_maximum_number(self):
        self.round.write(
            {
                "question_count_max": 3,
                "limit_ids": [(0, 0, {"question_type": "technical", "minimum": 1, "maximum": 1})],
            }
        )
        self.make_questions(4, state="approved", minutes=5)
        self.make_questions(3, state="approved", minutes=5, question_type="technical")
        answer, kit = self._assemble(round_id=self.round.id)
        types = kit.line_ids.mapped("question_id.question_type")
        self.assertEqual((len(types), types.count("technical")), (3, 1))
        self.assertFalse(answer["unmet"])

    def test_a_maximum_of_zero_is_none_of_that_kind(self):
        """It meant no limit, so that a kind could not be kept out of a round."""
        self.make_questions(2, state="approved", minutes=5)
        self.make_questions(3, state="approved", minutes=5, question_type="technical")
        self.round.limit_ids = [
            (0, 0, {"question_type": "technical", "minimum": 0, "maximum": 0, "has_maximum": True}),
            (0, 0, {"question_type": "okr", "minimum": 0, "maximum": 0}),
        ]
        self.assertEqual([limit._get_maximum() for limit in self.round.limit_ids], [0, None])
        answer, kit = self._assemble(round_id=self.round.id)
        self.assertEqual(kit.line_ids.mapped("question_id.question_type"), ["behavioural"] * 2)
        self.assertFalse(answer["unmet"])

    def test_a_maximum_is_typed_or_ticked(self):
        with Form(self.env["hr.interview.round"].with_user(self.users["officer"])) as form:
            form.name, form.job_id = "Second", self.job
            with form.limit_ids.new() as line:
                line.question_type, line.minimum = "technical", 0
                line.has_maximum = True
            with form.limit_ids.new() as line:
                line.question_type, line.minimum = "behavioural", 0
        limits = form.record.limit_ids
        self.assertEqual([limit._get_maximum() for limit in limits], [0, None])
        limits[1].maximum = 2
        self.assertEqual(limits[1]._get_maximum(), 2)
        limits[1].maximum = 0
        self.assertEqual(limits[1]._get_maximum(), 0, "what was limited stays limited")
        limits[1].has_maximum = False
        self.assertIsNone(limits[1]._get_maximum())

    def test_enemies_never_meet(self):
        one, other = self.make_question(state="approved"), self.make_question(state="approved")
        one.enemy_ids = other
        answer, kit = self._assemble(minutes=60)
        self.assertEqual(len(answer["question_ids"]), 1)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            kit.line_ids = [(0, 0, {"question_id": ((one | other) - kit.line_ids.question_id).id})]

    def test_same_seed_same_kit(self):
        self.make_questions(12, state="approved", minutes=6)
        first, _kit = self._assemble(minutes=30, seed=4)
        second, _kit = self._assemble(minutes=30, seed=4)
        self.assertEqual(first["question_ids"], second["question_ids"])

    def test_kits_of_a_family_share_its_questions(self):
        question = self.make_question(state="approved")
        twin = self.make_job(name="Crane technician, second port")
        [answer] = self.by("officer", twin).assemble_interview_kit({"minutes": 60})
        self.assertEqual(answer["question_ids"], question.ids)

    def test_round_of_another_job_is_refused(self):
        other = self.make_job(name="Harbour pilot")
        with self.assertRaisesRegex(UserError, "belongs to"):
            self.by("officer", other).assemble_interview_kit({"round_id": self.round.id})

    def test_bad_options_are_refused_by_name(self):
        job = self.by("officer", self.job)
        for options in ({"minute": 5}, {"minutes": 0}, {"seed": "x"}, {"round_id": 10**9}, {"lang": "fr"}, 7):
            with self.subTest(options=options), self.assertRaises(UserError):
                job.assemble_interview_kit(options)
        self.assertFalse(self.job.interview_kit_ids)


@tagged("post_install", "-at_install")
class TestKitUse(InterviewCase):
    def setUp(self):
        super().setUp()
        self.questions = self.make_questions(4, state="approved", minutes=8)
        self.kit = self.make_kit(self.questions[:2], round_id=self.round.id, minutes_available=20)

    def test_lines_placed_by_hand_count_like_assembled_ones(self):
        """They counted 0, so a kit made by hand looked worthless beside an assembled one."""
        self.env["hr.interview.question.weight"].create(
            {"question_id": self.questions[2].id, "family_id": self.family.id, "weight": 1.5}
        )
        kit = self.as_user("officer")["hr.interview.kit"].create(
            {"job_id": self.job.id, "lang": "en", "line_ids": [(0, 0, {"question_id": self.questions[0].id})]}
        )
        self.assertAlmostEqual(kit.value, 2.0)
        kit.line_ids.question_id = self.questions[2]
        self.assertAlmostEqual(kit.value, 1.5 * 2.0)
        with Form(kit) as form, form.line_ids.new() as line:
            line.question_id = self.by("officer", self.questions[1])
        self.assertAlmostEqual(kit.value, 1.5 * 2.0 + 2.0)
        self.assertAlmostEqual(kit.copy().value, kit.value)

    def test_value_of_a_line_is_nobodys_to_set(self):
        kit = self.by("officer", self.kit)
        with self.assertRaises(AccessError):
            kit.line_ids[0].write({"value": 99.0})
        with self.assertRaises(AccessError):
            kit.line_ids.create({"kit_id": kit.id, "question_id": self.questions[2].id, "value": 99.0})
        self.assertAlmostEqual(self.kit.value, 4.0)

    def test_kit_in_use_is_fixed(self):
        self.by("officer", self.kit).action_ready()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.by("officer", self.kit).write({"line_ids": [(5, 0, 0)]})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.by("officer", self.kit).action_assemble()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.by("manager", self.kit).unlink()
        self.assertEqual(len(self.kit.line_ids), 2)

    def test_state_is_moved_by_buttons_only(self):
        with self.assertRaises(UserError):
            self.by("officer", self.kit).write({"state": "ready"})
        with self.assertRaises(UserError):
            self.as_user("officer")["hr.interview.kit"].create({"job_id": self.job.id, "state": "ready"})

    def test_empty_or_stale_kit_cannot_be_used(self):
        empty = self.kit.copy({"line_ids": False})
        with self.assertRaisesRegex(UserError, "no questions"):
            self.by("officer", empty).action_ready()
        self.kit._mark_stale(OUTDATED)
        with self.assertRaisesRegex(UserError, "Periodic review"):
            self.by("officer", self.kit).action_ready()

    def test_outdated_kit_in_use_gets_a_successor(self):
        """The form said "assemble it anew", which a kit in use refuses, and offered no button."""
        kit = self.by("officer", self.kit)
        kit.action_ready()
        self.kit._mark_stale("The goal changed")
        # What could not be met is a closed field: copying it made the button fail.
        self.kit.unmet_messages = [{"code": "kit_minutes", "values": {}}]
        successor = kit.browse(kit.action_replace()["res_id"])
        self.assertEqual((successor.state, successor.round_id, successor.lang), ("draft", self.round, "en"))
        self.assertEqual(successor.line_ids.question_id & self.questions, successor.line_ids.question_id)
        self.assertTrue(successor.line_ids)
        self.assertFalse(successor.is_stale)
        self.assertEqual(kit.action_replace()["res_id"], successor.id, "one draft, however often one asks")
        self.assertTrue(self.kit.active and self.kit.state == "ready", "in use until the new one is")
        successor.action_ready()
        self.assertFalse(self.kit.active)
        self.assertEqual(len(self.kit.line_ids), 2, "what candidates were asked is kept")

    def test_which_kit_is_replaced_is_the_buttons_business(self):
        kit = self.by("officer", self.kit)
        with self.assertRaises(AccessError):
            kit.copy().previous_kit_id = kit
        for role in ("analyst", "auditor", "interviewer"):
            self.assertTrue(self.raises(AccessError, self.by(role, self.kit).action_replace), role)

    def test_kits_of_two_languages_have_two_names(self):
        """Both were called after job and round only."""
        self.round.with_context(lang="zh_CN").name = "技术面试"
        chinese = self.env["hr.interview.kit"].create(
            {"job_id": self.job.id, "round_id": self.round.id, "lang": "zh_CN"}
        )
        self.assertEqual(self.kit.display_name, "Port crane technician · Technical round · English")
        self.assertEqual(chinese.display_name, "港口起重机维修技师 · 技术面试 · Chinese (Simplified)")

    def test_swap_shows_the_effect_before_it_happens(self):
        line = self.kit.line_ids[0]
        short = self.make_question(state="approved", minutes=3, competency_ids=False)
        form = Form(self.as_user("officer")["hr.interview.kit.swap"].with_context(default_line_id=line.id))
        form.question_id = self.by("officer", short)
        self.assertIn("Fault analysis", form.effect_html)
        wizard = form.save()
        rows = {row["name"]: (row["before"], row["after"]) for row in wizard._get_effect()}
        self.assertEqual(rows["Minutes of 20"], (16, 11))
        self.assertEqual(rows["Fault analysis"], (2, 1))
        wizard.action_swap()
        self.assertEqual(line.question_id, short)
        self.assertEqual(self.kit.minutes, 11)

    def test_swap_keeps_the_time(self):
        long = self.make_question(state="approved", minutes=30)
        wizard = self.as_user("officer")["hr.interview.kit.swap"].create(
            {"line_id": self.kit.line_ids[0].id, "question_id": long.id}
        )
        with self.assertRaisesRegex(UserError, "longer"):
            wizard.action_swap()

    def test_retired_question_marks_its_kit(self):
        self.by("officer", self.questions[0]).action_retire()
        self.assertTrue(self.kit.is_stale)
        self.assertIn(self.questions[0].code, self.kit.stale_reason)

    def test_kit_with_a_retired_question_cannot_be_confirmed(self):
        self.by("officer", self.questions[0]).action_retire()
        with self.assertRaisesRegex(UserError, self.questions[0].code):
            self.by("officer", self.kit).action_confirm_fit()

    def test_question_of_a_kit_cannot_be_deleted(self):
        with self.assertRaises(UserError):
            self.by("manager", self.questions[0]).unlink()

    def test_questions_that_count_in_no_dimension_are_named(self):
        loose = self.kit.line_ids.question_id[:1].sudo()
        self.assertNotIn("o_interview_kit_loose", self.by("officer", self.kit).coverage_html)
        loose.with_context(interview_gate=True).competency_ids = False
        loose.criterion_ids.competency_id = False
        self.env.flush_all()
        self.env.invalidate_all()
        html = self.by("officer", self.kit).coverage_html
        self.assertIn("o_interview_kit_loose", html)
        self.assertIn(f"{loose.code}: no competency", " ".join(html.split()))

    def test_xlsx_holds_no_formula(self):
        evil = "=cmd|' /C calc'!A0 describe the hydraulic repair you did last"
        self.kit.line_ids[0].question_id.with_context(interview_gate=True).sudo().text = evil
        book = load_workbook(io.BytesIO(self.by("officer", self.kit)._render_xlsx()))
        cells = [
            cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        self.assertIn(evil, [cell.value for cell in cells])
        self.assertNotIn("f", {cell.data_type for cell in cells})
        self.assertEqual(len(book.sheetnames), 2)

    def test_printable_kit_in_its_language(self):
        report = self.env["ir.actions.report"]
        html, _type = report._render_qweb_html("hr_ai_interview.report_kit", self.kit.ids)
        text = html.decode()
        for question in self.kit.line_ids.question_id:
            self.assertIn(question.text, text)
        self.assertIn("Names a step", text)
