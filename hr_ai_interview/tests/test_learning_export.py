import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, mute_logger, tagged

from .learning_common import LearningCase

READERS = ("manager", "analyst", "auditor")
OTHERS = ("officer", "interviewer", "reviewer", "employee")


@tagged("post_install", "-at_install")
class TestLearningExport(LearningCase):
    """The dashboard as a spreadsheet and on paper, and the history of a question."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_past()

    def book(self, role="manager"):
        options = {"company_id": self.env.company.id}
        content = self.as_user(role)["hr.interview.learning.xlsx"]._render_dashboard(options)
        return load_workbook(io.BytesIO(content))

    def sheet(self, book, title):
        """Return the rows of a sheet as {head: value}."""
        heads, *rows = book[title].iter_rows(values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def test_numbers_stand_with_n_and_interval(self):
        run = self.make_run()
        book = self.book("analyst")
        self.assertIn(
            "200 outcomes. A ranking of questions is reliable from about 150 in a job family.",
            book["Summary"]["A2"].value,
        )
        [row] = [row for row in self.sheet(book, "Runs and approvals") if row["Outcomes"]]
        self.assertAlmostEqual(row["Success ratio"], run.success_ratio)
        self.assertAlmostEqual(row["95 % interval of the success ratio, from"], run.success_low)
        self.assertEqual(row["Hires judged"], run.n_success)
        self.assertLess(row["90 % interval of the hit rate, from"], row["Hit rate"])
        ledger = self.sheet(book, "Validity of questions")[: len(self.bank)]
        best = run.validity_ids.sorted("mean", reverse=True)[0]
        self.assertAlmostEqual(ledger[0]["Validity"], best.mean, 4)
        self.assertAlmostEqual(ledger[0]["90 % interval, to"], best.high, 4)
        self.assertEqual(ledger[0]["Outcomes"], best.n)

    def test_what_the_data_do_not_give_is_an_empty_cell(self):
        self.keep_outcomes(5)
        self.make_run()
        for row in self.sheet(self.book(), "Results by dimension")[:3]:
            self.assertEqual((row["Met the target"], row["Evidence"]), (None, "Insufficient evidence"))
            self.assertIsInstance(row["n"], int)

    def test_the_print_has_the_same_numbers(self):
        run = self.make_run()
        for role in READERS:
            report = self.as_user(role)["ir.actions.report"]
            html, _kind = report._render_qweb_html("hr_ai_interview.report_learning", run.ids)
            text = html.decode()
            self.assertIn(
                "200 outcomes. A ranking of questions is reliable from about 150 in a job family.", text
            )
            self.assertIn(f"{run.success_ratio:.0%}", text)
            self.assertIn("Crane availability", text)
        for role in OTHERS:
            report = self.as_user(role)["ir.actions.report"]
            arguments = ("hr_ai_interview.report_learning", run.ids)
            self.assertTrue(self.raises(AccessError, report._render_qweb_html, *arguments), role)

    def test_an_older_run_prints_what_it_found(self):
        old = self.make_run()
        self.keep_outcomes(40)
        new = self.make_run()
        board = old._get_board_until()
        self.assertEqual(
            (board["latest"]["n_pairs"], [run["run_id"] for run in board["runs"]]), (200, old.ids)
        )
        self.assertEqual(board["outcomes"]["n"], 200)
        self.assertEqual(new._get_board_until()["outcomes"]["n"], 40)

    def test_the_history_of_a_question_spans_its_versions(self):
        runs = self.make_run() | self.make_run()
        question = self.bank[0]
        options = {"question_id": question._make_successor({}).id, "family_id": self.family.id}
        for role in READERS:
            history = self.as_user(role)["hr.interview.learning.run"].get_question_history(options)
            self.assertEqual([row["run_id"] for row in history["rows"]], runs.ids)
            for row in history["rows"]:
                self.assertLess(row["low"], row["validity"])
                self.assertEqual((row["question_id"], row["version"], row["n"]), (question.id, 1, 200))
            self.assertEqual(len(history["table"]["rows"]), 2)

    def test_a_history_of_nothing_is_refused_in_a_sentence(self):
        Run = self.as_user("analyst")["hr.interview.learning.run"]
        for options in ({}, {"question_id": "1", "family_id": 2}, {"question_id": 10**9, "family_id": 1}):
            self.assertTrue(self.raises(UserError, Run.get_question_history, options))
        for role in OTHERS:
            run = self.as_user(role)["hr.interview.learning.run"]
            self.assertTrue(self.raises(AccessError, run.get_question_history, {}), role)


@tagged("post_install", "-at_install")
class TestLearningDownload(HttpCase, LearningCase):
    """GET /hr_ai_interview/learning/<company>.xlsx with rights, without, and without a login."""

    def get(self, role, company=None):
        self.authenticate(*([self.users[role].login] * 2) if role else (None, None))
        company = company or self.env.company
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule"):
            return self.url_open(f"/hr_ai_interview/learning/{company.id}.xlsx", allow_redirects=False)

    def test_readers_of_learning_get_the_file(self):
        for role in READERS:
            response = self.get(role)
            self.assertEqual(response.status_code, 200, role)
            self.assertTrue(response.content.startswith(b"PK"))
            self.assertIn("attachment", response.headers["Content-Disposition"])

    def test_the_file_of_an_empty_company_says_so(self):
        book = load_workbook(io.BytesIO(self.get("analyst").content))
        self.assertEqual(book["Summary"]["A4"].value, "No learning run yet.")
        self.assertEqual(book["Validity of questions"].max_row, 3, "heads, and the note below nothing")

    def test_others_get_nothing(self):
        for role in OTHERS:
            self.assertEqual(self.get(role).status_code, 404, role)
        self.assertIn("/web/login", self.get(None).headers["Location"])

    def test_another_company_is_not_told_from_none(self):
        other = self.env["res.company"].create({"name": "Other cranes"})
        for role in READERS:
            self.assertEqual(self.get(role, other).status_code, 404, role)
