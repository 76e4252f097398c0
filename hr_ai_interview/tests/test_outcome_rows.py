from datetime import timedelta

from odoo.exceptions import ConcurrencyError
from odoo.tests import mute_logger, tagged

from .outcome_common import OutcomeCase


@tagged("post_install", "-at_install")
class TestOutcomeRows(OutcomeCase):
    def figures(self, *figures):
        return [{"kpi_code": code, "target": target, "actual": actual} for code, target, actual in figures]

    def test_a_row_is_stored_with_who_when_and_what(self):
        result = self.store(self.row(probation="passed", exit_reason="hr.departure_resigned"))
        self.assertEqual(result, {"created": 1, "updated": 0, "unchanged": 0, "errors": []})
        self.assertRecordValues(
            self.outcomes(),
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

    def test_attainment_is_the_mean_by_the_weights_of_the_job(self):
        """The job weighs availability 2.0; repairs are no KPI of the job and weigh their own 1.0."""
        self.store(self.row(kpis=self.figures(("TEST-AVAIL", 100, 90), ("TEST-REPAIRS", 10, 12))))
        outcome = self.outcomes()
        self.assertEqual(outcome.line_ids.mapped("attainment"), [0.9, 1.2])
        self.assertEqual(outcome.line_ids.mapped("is_met"), ["missed", "met"])
        self.assertEqual(outcome.line_ids.mapped("weight"), [2.0, 1.0])
        self.assertEqual(outcome.attainment, 1.0)
        self.assertEqual(outcome.is_met, "met")

    def test_no_target_is_no_attainment_and_never_a_number(self):
        self.store(
            self.row(kpis=self.figures(("TEST-ACCIDENTS", 0, 0), ("TEST-REPAIRS", False, 12)), rating=False)
        )
        outcome = self.outcomes()
        self.assertIs(outcome.attainment, False)
        self.assertIs(outcome.rating, False)
        self.assertIs(outcome.is_met, False)
        self.assertRecordValues(
            outcome.line_ids,
            [
                {"has_target": True, "is_met": "met", "status": "no_ratio"},
                {"has_target": False, "is_met": False, "status": "no_ratio"},
            ],
        )
        self.env.cr.execute(
            "SELECT attainment, rating, is_met FROM hr_interview_outcome WHERE id = %s", [outcome.id]
        )
        self.assertEqual(self.env.cr.fetchone(), (None, None, None))

    def test_a_rating_of_zero_is_one(self):
        self.store(self.row(rating=0))
        self.assertEqual(self.outcomes().rating, 0.0)
        self.assertIsNot(self.outcomes().rating, False)

    def test_dismissed_is_told_from_left(self):
        self.store(self.row(exit_reason="fired"))
        self.assertTrue(self.outcomes().is_involuntary)

    def test_a_rater_who_interviewed_is_flagged(self):
        interview = self.env["hr.interview"].create(
            {
                "applicant_id": self.applicant.id,
                "job_id": self.job.id,
                "company_id": self.env.company.id,
                "lang": "en",
                "interviewer_ids": [(6, 0, self.users["boss"].ids)],
            }
        )
        Outcome = self.as_user("boss")["hr.interview.outcome"]
        values = {key: self.row()[key] for key in ("window_days", "date", "rating")}
        Outcome.record_outcome(self.employee.id, values)
        self.assertTrue(self.outcomes().is_rater_interviewer)
        interview.state = "cancelled"
        Outcome.record_outcome(self.employee.id, {**values, "rating": 8})
        self.assertFalse(self.outcomes()[-1].is_rater_interviewer, "no interview took place")

    def test_hired_with_the_first_version_when_there_is_no_contract(self):
        other = self.make_hire("Bo", contract_date_start=False)
        self.store(self.row(other))
        self.assertEqual(self.outcomes(other).hire_date, self.today - timedelta(days=400))

    def test_a_kpi_of_the_own_company_goes_before_a_shared_one(self):
        shared = self.make_kpi(name="Shared", code="TEST-BOTH", company_id=False, direction="decrease")
        own = self.make_kpi(name="Own", code="TEST-BOTH")
        self.store(self.row(kpis=self.figures(("TEST-BOTH", 1, 2))))
        self.assertEqual(self.outcomes().line_ids.kpi_id, own)
        self.assertNotEqual(self.outcomes().line_ids.kpi_id, shared)


@tagged("post_install", "-at_install")
class TestOutcomeHistory(OutcomeCase):
    def test_twice_counts_once_and_a_change_supersedes(self):
        self.store(self.row())
        self.assertEqual(self.store(self.row())["unchanged"], 1)
        self.assertEqual(len(self.outcomes()), 1)
        self.assertEqual(self.store(self.row(rating=8))["updated"], 1)
        first, second = self.outcomes()
        self.assertEqual((first.is_current, first.superseded_by_id, first.rating), (False, second, 7.0))
        self.assertEqual((second.is_current, second.rating), (True, 8.0))

    def test_the_same_row_twice_in_one_call(self):
        result = self.store(self.row(), self.row(), self.row(rating=8), self.row(rating=8))
        self.assertEqual((result["created"], result["updated"], result["unchanged"]), (1, 1, 2))
        first, second = self.outcomes()
        self.assertEqual(first.superseded_by_id, second)
        self.assertEqual(self.outcomes().mapped("is_current"), [False, True])

    def test_what_a_source_no_longer_says_is_gone(self):
        self.store(self.row(probation="passed"))
        self.store(self.row(kpis=False))
        outcome = self.outcomes()[-1]
        self.assertFalse(outcome.line_ids)
        self.assertFalse(outcome.probation)
        self.assertEqual(outcome.rating, 7)

    def test_a_source_does_not_wipe_what_another_one_said(self):
        """A KPI system and appraisals take turns: whichever came last, the hire had half its outcome."""
        kpis = self.row(external_id="kpi", rating=False)
        appraisal = self.row(external_id="appraisal", kpis=False, rating=6, probation="passed")
        self.store(kpis)
        self.assertEqual(self.store(appraisal)["updated"], 1)
        self.assertRecordValues(
            self.outcomes()[-1], [{"rating": 6.0, "attainment": 1.0, "probation": "passed"}]
        )
        self.assertEqual(self.store(kpis, appraisal)["unchanged"], 2, "a daily run changes nothing")
        kpis["kpis"][0]["actual"] = 48.5
        self.store(kpis)
        self.assertRecordValues(
            self.outcomes()[-1], [{"rating": 6.0, "attainment": 0.5, "probation": "passed"}]
        )
        self.store({**appraisal, "rating": False})
        self.assertRecordValues(
            self.outcomes()[-1], [{"rating": False, "attainment": 0.5, "probation": "passed"}]
        )
        self.assertEqual(self.outcomes().mapped("is_current"), [False] * 3 + [True])

    def test_a_twin_call_runs_again(self):
        """Two calls that did not see each other would have made two outcomes in force."""
        self.store(self.row())
        self.patch(self.registry["hr.interview.outcome"], "_find_stored", lambda model, vals_list: ({}, {}))
        with mute_logger("odoo.sql_db"):
            self.assertTrue(self.raises(ConcurrencyError, self.store, self.row(rating=8)))

    def test_windows_stand_beside_each_other(self):
        self.store(self.row(), self.row(external_id="other", window_days=365, date=str(self.today)))
        self.assertEqual(self.outcomes().mapped("is_current"), [True, True])

    def test_own_entry_again_is_known_without_an_id(self):
        Outcome = self.as_user("boss")["hr.interview.outcome"]
        values = {key: self.row()[key] for key in ("window_days", "date", "rating")}
        states = [
            Outcome.record_outcome(self.employee.id, {**values, "rating": rating})["state"]
            for rating in (7, 7, 8, 7)
        ]
        self.assertEqual(states, ["created", "unchanged", "updated", "updated"])

    def test_a_later_change_of_the_kpi_changes_no_outcome(self):
        self.store(self.row())
        self.kpi.write({"direction": "decrease", "weight": 5.0})
        self.assertEqual(self.store(self.row())["unchanged"], 1)
        self.assertEqual(self.outcomes().line_ids.direction, "increase")

    def test_erasing_the_employee_takes_outcomes_along(self):
        self.store(self.row(), self.row(rating=8))
        self.employee.unlink()
        self.assertFalse(self.env["hr.interview.outcome"].search([]))

    def test_erasing_the_candidate_takes_outcomes_along(self):
        self.store(self.row(), self.row(rating=8))
        self.applicant.unlink()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.env["hr.interview.outcome"].search([]))
