from datetime import timedelta

from odoo.tests import tagged

from .outcome_common import OutcomeCase


@tagged("post_install", "-at_install")
class TestOutcomeRows(OutcomeCase):
    def test_a_row_is_stored_with_who_when_and_what(self):
        result = self.store(self.row(probation="passed", exit_reason="hr.departure_resigned"))
        self.assertEqual(result, {"created": 1, "updated": 0, "unchanged": 0, "errors": []})
        outcome = self.outcomes()
        self.assertRecordValues(
            outcome,
            [
                {
                    "applicant_id": self.applicant.id,
                    "key": self.applicant.interview_key,
                    "job_id": self.job.id,
                    "window_days": 90,
                    "hire_date": self.today - timedelta(days=400),
                    "rating": 7.0,
                    "attainment": 1.0,
                    "is_met": "met",
                    "probation": "passed",
                    "departure_reason_id": self.env.ref("hr.departure_resigned").id,
                    "is_involuntary": False,
                    "source": "import",
                    "recorder_id": self.users["hr"].id,
                    "is_rater_interviewer": False,
                    "is_current": True,
                }
            ],
        )

    def test_twice_counts_once_and_a_change_supersedes(self):
        self.store(self.row())
        self.assertEqual(self.store(self.row())["unchanged"], 1)
        self.assertEqual(len(self.outcomes()), 1)
        self.assertEqual(self.store(self.row(rating=8))["updated"], 1)
        first, second = self.outcomes()
        self.assertEqual((first.is_current, first.superseded_by_id, first.rating), (False, second, 7.0))
        self.assertEqual((second.is_current, second.rating), (True, 8.0))
