from unittest.mock import patch

from odoo.tests import tagged

from ..learning import agreement, leniency
from .interview_common import SessionCase

#: Mean of 6, 4, 9 and three times 8.
POOL = 43 / 6


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

    def test_one_formula_of_leniency(self):
        """Calibration, the report and ``learning`` say the same of a rater."""
        interviews = self.interview
        for number in range(3):
            interviews |= self.plan(self.make_applicant(partner_name=f"C{number}"))
        for interview in interviews:
            self.reveal(interview, first=(6, 4, 9), second=(8,))
        ratings = interviews.rating_ids.filtered("user_id")
        expected = {
            row.rater: row.shrunk for row in leniency((r.user_id.id, r.score) for r in ratings).raters
        }
        found = self.by("manager", interviews)._get_leniency()
        for role in ("interviewer", "interviewer2"):
            with self.subTest(role=role):
                rater = self.users[role].id
                self.assertAlmostEqual(self._stat(role).leniency, expected[rater])
                self.assertAlmostEqual(found[self.job.id, rater][0], expected[rater])
        with patch.object(agreement, "SHRINKAGE", 12):
            self.env.invalidate_all()
            self.assertAlmostEqual(self._stat("interviewer2").leniency, 0.5 * (8 - POOL))
            again = self.by("manager", interviews)._get_leniency()
            self.assertAlmostEqual(again[self.job.id, self.users["interviewer2"].id][0], 0.5 * (8 - POOL))

    def test_little_evidence_is_no_number(self):
        self.reveal(self.interview, first=(6, False, 6), second=(8,))
        stat = self._stat("interviewer")
        self.assertEqual((stat.n_ratings, stat.n_pairs), (2, 2), "what was not assessed is no score")
        self.assertEqual(stat.read(["difference", "low", "mae"])[0]["difference"], False)

    def test_what_is_not_open_is_not_counted(self):
        self.answer(self.interview)
        self.submit(self.interview, "interviewer", 9)
        self.assertFalse(self._stat("interviewer"))
