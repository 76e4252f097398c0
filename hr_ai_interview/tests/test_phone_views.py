from lxml import etree

from odoo.tests import tagged

from .common import InterviewCase


@tagged("post_install", "-at_install")
class TestPhoneViews(InterviewCase):
    """What is a wide table on a desk is cards on a phone: tables were cut off at 390 pixels."""

    def test_tables_of_the_job_profile_have_cards(self):
        form = etree.fromstring(self.as_user("officer")["hr.job"].get_view(view_type="form")["arch"])
        for name in ("interview_kpi_ids", "interview_competency_ids", "interview_round_ids"):
            with self.subTest(field=name):
                [field] = form.iterfind(f".//field[@name='{name}']")
                self.assertEqual(field.get("mode"), "list,kanban")
                self.assertIsNotNone(field.find("kanban"))

    def test_reviewer_statistics_have_cards(self):
        action = self.env.ref("hr_ai_interview.hr_interview_reviewer_stat_action")
        self.assertIn("kanban", action.view_mode)
        views = self.as_user("auditor")["hr.interview.reviewer.stat"].get_views([(False, "kanban")])
        self.assertIn("catch_rate", views["views"]["kanban"]["arch"])

    def test_decisions_and_dimension_scores_have_cards(self):
        for name in ("decision", "dimension_score"):
            with self.subTest(model=name):
                action = self.env.ref(f"hr_ai_interview.hr_interview_{name}_action")
                self.assertIn("kanban", action.view_mode)
                views = self.as_user("officer")[action.res_model].get_views([(False, "kanban")])
                self.assertIn("applicant_id", views["views"]["kanban"]["arch"])

    def test_anchors_of_the_printable_kit_say_their_score(self):
        """Stacked on a phone, the anchors have no head above them that says which is which."""
        question = self.make_question(state="approved")
        kit = self.env["hr.interview.kit"].create(
            {"job_id": self.job.id, "lang": "en", "line_ids": [(0, 0, {"question_id": question.id})]}
        )
        report = self.env["ir.actions.report"]
        html, _type = report._render_qweb_html("hr_ai_interview.report_kit", kit.ids)
        cells = etree.HTML(html.decode()).iterfind(".//td[@data-level]")
        self.assertEqual(
            [(cell.get("data-level"), (cell.text or "").strip()) for cell in cells],
            [("0", ""), ("2", ""), ("4", "Names a step"), ("6", ""), ("8", ""), ("10", "")],
        )
