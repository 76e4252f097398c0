from odoo.tests import tagged

from .interview_common import SessionCase


@tagged("post_install", "-at_install")
class TestInterviewCalibration(SessionCase):
    """How interviewers score against each other: numbers from what is open, nothing below ten comparisons."""

    def _stat(self, role):
        return self.as_user("manager")["hr.interview.rater.stat"].search(
            [("user_id", "=", self.users[role].id)]
        )

    def test_numbers(self):
        """Four interviews of three criteria: one person gives 6, the other 8."""
        for number in range(4):
            interview = (
                self.interview if not number else self.plan(self.make_applicant(partner_name=f"C{number}"))
            )
            self.reveal(interview, first=(6,), second=(8,))
        first, second = self._stat("interviewer"), self._stat("interviewer2")
        self.assertEqual((first.n_interviews, first.n_ratings, first.n_pairs), (4, 12, 12))
        self.assertEqual((first.mean, first.pool_mean), (6.0, 7.0))
        self.assertAlmostEqual(first.leniency, -12 / 17, msg="-1, shrunk by m / (m + 5)")
        self.assertEqual((first.difference, second.difference, second.mae), (-2.0, 2.0, 2.0))
        self.assertEqual((first.low, first.high), (-2.0, -2.0), "they never differed otherwise")

    def test_little_evidence_is_no_number(self):
        self.reveal(self.interview, first=(6, False, 6), second=(8,))
        stat = self._stat("interviewer")
        self.assertEqual((stat.n_ratings, stat.n_pairs), (2, 2), "what was not assessed is no score")
        self.assertEqual(stat.read(["difference", "low", "mae"])[0]["difference"], False)

    def test_what_is_not_open_is_not_counted(self):
        self.answer(self.interview)
        self.submit(self.interview, "interviewer", 9)
        self.assertFalse(self._stat("interviewer"))
