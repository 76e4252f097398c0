from odoo.tests import tagged

from .common import InterviewCase

#: Against the law in many US states; elsewhere a question one had better not ask.
SALARY = "What is your current salary?"


@tagged("post_install", "-at_install")
class TestLintLevel(InterviewCase):
    """The stored result of the wording check follows the law of the company's country."""

    def setUp(self):
        super().setUp()
        self.us, self.cn = self.env.ref("base.us"), self.env.ref("base.cn")
        self.env.company.country_id = self.us

    def test_country_of_the_company(self):
        """The list kept showing the findings of the country before."""
        question = self.make_question(text=SALARY)
        self.assertEqual(question.lint_level, "block")
        self.assertIn("current salary", question.lint_remarks)
        self.env.company.country_id = self.cn
        self.assertEqual(question.lint_level, "warn")
        found = self.as_user("officer")["hr.interview.question"].search([("lint_level", "=", "warn")])
        self.assertIn(question, found)

    def test_country_in_the_address_of_the_company(self):
        question = self.make_question(text=SALARY)
        self.assertEqual(question.lint_level, "block")
        self.env.company.partner_id.country_id = self.cn
        self.assertEqual(question.lint_level, "warn")

    def test_country_of_another_company(self):
        question = self.make_question(text=SALARY)
        self.assertEqual(question.lint_level, "block")
        self.env["res.company"].create({"name": "Second port", "country_id": self.us.id}).country_id = self.cn
        self.assertEqual(question.lint_level, "block")

    def test_change_of_country_is_set_based(self):
        def move(country):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env.company.country_id = country
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.make_questions(5)
        move(self.cn)
        few = move(self.us)
        more = self.make_questions(60) | self.make_question(text=SALARY)
        many = move(self.cn)
        self.assertEqual(more[-1].lint_level, "warn")
        # One more is the UPDATE of the row whose level changes.
        self.assertLessEqual(many, few + 1)
