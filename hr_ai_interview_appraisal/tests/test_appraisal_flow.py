from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import TEXT, AppraisalCase


@tagged("post_install", "-at_install")
class TestAppraisalFlow(AppraisalCase):
    """From draft to closed, with no right but the one each person needs."""

    def test_a_draft_proposes_everything_from_the_employee(self):
        with Form(self.as_user("hr")["hr.interview.appraisal"]) as form:
            form.employee_id = self.worker.with_user(self.users["hr"])
        draft = form.record
        self.assertEqual((draft.job_id, draft.manager_id), (self.job, self.boss))
        self.assertEqual(draft.department_id, self.department)
        self.assertEqual(
            draft.window_days, "180", "200 days after hire the window of 180 is the last that ended"
        )
        self.assertEqual((draft.date_to - draft.date_from).days, 180)
        self.assertEqual(draft.state, "draft")
        self.assertFalse(draft.sudo().rating_ids)

    def test_windows_of_hires(self):
        for days, window in ((10, "30"), (30, "30"), (89, "30"), (90, "90"), (364, "180"), (2000, "365")):
            with self.subTest(days=days):
                employee = self.make_employee(f"Day {days}", days=days, job_id=self.job.id)
                self.assertEqual(self.make_appraisal(employee, start=False).window_days, window)

    def test_start_copies_the_profile_of_the_day(self):
        self.assertEqual(self.appraisal.state, "self")
        first, second = self.appraisal.kpi_ids
        self.assertEqual((first.kpi_id, first.weight, first.target, first.unit), (self.kpi, 2.0, 97.0, "%"))
        self.assertEqual((second.direction, second.target), ("decrease", 20.0))
        self.kpi.target = 50
        self.job.interview_competency_ids[0].weight = 9
        self.assertEqual(first.target, 97.0)
        self.assertEqual(self.appraisal.rating_ids.mapped("weight"), [1.0, 3.0])
        self.assertEqual(self.appraisal.rating_ids.mapped("expected_level"), [6, 7])

    def test_a_job_with_nothing_to_appraise(self):
        job = self.env["hr.job"].create({"name": "Night watch"})
        draft = self.make_appraisal(self.make_employee("Watch", job_id=job.id), start=False)
        with self.assertRaisesRegex(UserError, "KPIs or competencies first"):
            self.by("hr", draft).start()
        self.assertEqual(draft.state, "draft")

    def test_the_whole_way(self):
        self.assertTrue(self.write_self(self.appraisal, 7, 8)["submitted"])
        self.assertEqual(self.appraisal.state, "manager")
        # availability 97 of 97: 8 points, weight 2; downtime 40 of 20: attainment 0.5, 4 points, weight 1
        self.assertTrue(self.write_manager(self.appraisal, 6, 5, figures=(97, 40))["submitted"])
        self.assertEqual(self.appraisal.state, "calibration")
        self.assertFalse(self.appraisal.rating, "nothing is fixed before closing")
        self.by("hr", self.appraisal).close()
        closed = self.appraisal
        self.assertEqual(closed.kpi_ids.mapped("attainment"), [1.0, 0.5])
        self.assertEqual((closed.kpi_rating, closed.competency_rating), (6.67, 5.25))
        self.assertEqual((closed.raw_rating, closed.rating, closed.rating_status), (5.96, 5.96, "scored"))
        self.assertEqual(closed.formula, "appraisal 1.0")
        self.assertEqual(
            (closed.closed_user_id, closed.rater_user_id), (self.users["hr"], self.users["boss"])
        )

    def test_incomplete_views_are_not_handed_on(self):
        first, second = self.appraisal.rating_ids
        by_worker = self.by("employee", self.appraisal)
        result = by_worker.submit_view({"ratings": [{"rating_id": first.id, "score": 9}]})
        self.assertEqual(
            [(row["rating_id"], row["code"]) for row in result["missing"]],
            [(first.id, "comment"), (second.id, "score")],
        )
        self.assertEqual(self.appraisal.state, "self")
        self.assertEqual(first.self_score, 9.0, "what was written is kept")
        rows = [
            {"rating_id": first.id, "score": 0, "comment": TEXT},
            {"rating_id": second.id, "score": False},
        ]
        self.assertTrue(by_worker.submit_view({"ratings": rows})["submitted"])
        self.assertEqual((first.self_score, first.self_status), (0.0, "scored"))
        self.assertEqual((second.self_score, second.self_status), (False, "not_assessed"))
        result = self.by("boss", self.appraisal).submit_view(
            {"ratings": self.rating_rows(self.appraisal, 5, 5)}
        )
        self.assertEqual([row["code"] for row in result["missing"]], ["actual", "actual"])
        self.assertEqual(self.appraisal.state, "manager")

    def test_a_rating_can_be_taken_back(self):
        first = self.appraisal.rating_ids[0]
        by_worker = self.by("employee", self.appraisal)
        by_worker.save_view({"ratings": [{"rating_id": first.id, "score": 4, "comment": "Hm"}]})
        by_worker.save_view({"ratings": [{"rating_id": first.id, "score": False, "status": "none"}]})
        self.assertEqual((first.self_status, first.self_score, first.self_comment), (False, False, "Hm"))

    def test_nothing_measured_is_no_rating(self):
        self.write_self(self.appraisal, False, False)
        self.write_manager(self.appraisal, False, False, figures=(False, False))
        self.by("hr", self.appraisal).close()
        self.assertEqual(self.appraisal.state, "closed")
        self.assertEqual((self.appraisal.rating, self.appraisal.rating_status), (False, "insufficient"))

    def test_zero_is_a_figure_and_a_rating(self):
        self.write_self(self.appraisal)
        self.write_manager(self.appraisal, 0, 0, figures=(0, 0))
        self.by("hr", self.appraisal).close()
        first, second = self.appraisal.kpi_ids
        self.assertEqual((first.actual, first.attainment, first.status), (0.0, 0.0, "measured"))
        self.assertEqual(second.attainment, 2.0, "no downtime at all is the most there is")
        self.assertEqual(self.appraisal.competency_rating, 0.0)
        self.assertEqual(self.appraisal.kpi_rating, 3.33)

    def test_a_target_of_zero_gives_no_ratio(self):
        self.kpi.write({"target": 0, "has_target": True})
        appraisal = self.make_appraisal(
            self.make_employee("Other", job_id=self.job.id, parent_id=self.boss.id)
        )
        self.write_manager(appraisal, 6, 5, figures=(3, 20))
        line = appraisal.kpi_ids[0]
        self.assertEqual((line.target, line.actual, line.attainment), (0.0, 3.0, False))
        self.assertEqual(self.sheet("hr", appraisal)["result"]["kpi"], 8.0, "of the other KPI alone")

    def test_calibration_stands_beside_the_calculated_rating(self):
        self.to_calibration(self.appraisal)
        by_hr = self.by("hr", self.appraisal)
        with self.assertRaisesRegex(UserError, "Say why"):
            by_hr.calibrate({"rating": 7})
        result = by_hr.calibrate({"rating": 7, "note": "Covered for two colleagues"})
        self.assertEqual((result["raw"], result["adjusted"]), (6.63, 7.0))
        by_hr.close()
        self.assertEqual((self.appraisal.raw_rating, self.appraisal.rating), (6.63, 7.0))
        result = self.sheet("employee", self.appraisal)["result"]
        self.assertEqual((result["raw"], result["adjusted"], result["rating"]), (6.63, 7.0, 7.0))
        self.assertEqual(result["note"], "Covered for two colleagues")

    def test_calibrating_to_zero_and_back(self):
        self.to_calibration(self.appraisal)
        by_hr = self.by("hr", self.appraisal)
        by_hr.calibrate({"rating": 0, "note": "Forged the figures"})
        self.assertEqual(self.sheet("hr", self.appraisal)["result"]["rating"], 0.0)
        wizard = self.as_user("hr")["hr.interview.appraisal.calibrate"].create(
            {"appraisal_id": self.appraisal.id}
        )
        self.assertEqual((wizard.is_adjusted, wizard.rating, wizard.calculated), (True, 0.0, "6.63"))
        wizard.is_adjusted = False
        wizard.action_apply()
        self.assertEqual(self.sheet("hr", self.appraisal)["result"]["adjusted"], False)

    def test_going_back_keeps_what_was_written_and_says_why(self):
        self.to_closed(self.appraisal)
        wizard = self.as_user("hr")["hr.interview.appraisal.step"].create(
            {
                "appraisal_id": self.appraisal.id,
                "kind": "reopen",
                "state": "manager",
                "reason": "A wrong figure",
            }
        )
        wizard.action_apply()
        self.assertEqual((self.appraisal.state, self.appraisal.rating), ("manager", False))
        message = self.appraisal.message_ids[0]
        self.assertIn("A wrong figure", message.body)
        self.assertEqual(message.author_id, self.users["hr"].partner_id)
        self.by("boss", self.appraisal).submit_view({"kpis": self.kpi_rows(self.appraisal, 48.5, 20)})
        self.by("hr", self.appraisal).close()
        self.assertEqual(self.appraisal.kpi_rating, 5.33)
        self.assertTrue(self.appraisal.was_open)

    def test_an_employee_without_a_login_is_passed_over(self):
        appraisal = self.make_appraisal(
            self.make_employee("No login", job_id=self.job.id, parent_id=self.boss.id)
        )
        self.assertEqual(appraisal.state, "manager")
        with self.assertRaisesRegex(UserError, "has no login"):
            self.by("hr", appraisal).reopen("self", "Try again")

    def test_hr_writes_for_a_manager_without_a_login(self):
        manager = self.make_employee("Foreman")
        appraisal = self.make_appraisal(self.worker, manager_id=manager.id)
        self.write_self(appraisal)
        self.assertEqual(self.sheet("hr", appraisal)["my_view"], "manager")
        self.assertTrue(self.write_manager(appraisal, role="hr")["submitted"])
        self.assertEqual(appraisal.rater_user_id, self.users["hr"])

    def test_hr_enters_figures_for_the_manager(self):
        self.write_self(self.appraisal)
        by_hr = self.by("hr", self.appraisal)
        by_hr.save_view({"kpis": self.kpi_rows(self.appraisal, 95, 25)})
        self.assertEqual(self.appraisal.kpi_ids.mapped("actual"), [95.0, 25.0])
        for values in ({"summary": "HR words"}, {"ratings": self.rating_rows(self.appraisal, 5, 5)}):
            with self.assertRaisesRegex(UserError, "manager writes this view"):
                by_hr.save_view(values)
        with self.assertRaisesRegex(UserError, "manager submits"):
            by_hr.submit_view()

    def test_another_manager_begins_anew(self):
        self.write_self(self.appraisal)
        self.by("boss", self.appraisal).save_view(
            {"ratings": self.rating_rows(self.appraisal, 1, 1), "summary": "BOSS words"}
        )
        self.by("hr", self.appraisal).manager_id = self.head
        sheet = self.sheet("head", self.appraisal)
        self.assertEqual(sheet["my_view"], "manager")
        self.assertEqual({row["manager"]["status"] for row in sheet["ratings"]}, {"none"})
        self.assertEqual(sheet["summary"]["manager"], "")

    def test_the_self_view_can_be_skipped_with_a_reason(self):
        self.by("employee", self.appraisal).save_view({"ratings": self.rating_rows(self.appraisal, 7, 7)})
        with self.assertRaisesRegex(UserError, "Say why"):
            self.by("hr", self.appraisal).skip_self_view("  ")
        self.by("hr", self.appraisal).skip_self_view("On parental leave")
        self.assertEqual(self.appraisal.state, "manager")
        self.assertEqual(self.appraisal.rating_ids.mapped("self_score"), [False, False], "a draft is no view")
        self.assertFalse(self.appraisal.self_date)

    def test_steps_only_from_where_they_make_sense(self):
        by_hr = self.by("hr", self.appraisal)
        for call in (
            by_hr.close,
            lambda: by_hr.calibrate({"rating": 5, "note": "Because"}),
            lambda: by_hr.reopen("manager", "Because"),
            lambda: by_hr.reopen("closed", "Because"),
            lambda: by_hr.reopen("draft", "Because"),
        ):
            self.assertTrue(self.raises(UserError, call))
        by_hr.cancel("Left the company")
        self.assertTrue(self.raises(UserError, by_hr.cancel, "Again"))
        by_hr.reopen("self", "Stays after all")
        self.assertEqual(self.appraisal.state, "self")

    def test_bad_input_is_refused_whole(self):
        first, second = self.appraisal.rating_ids
        by_worker = self.by("employee", self.appraisal)
        good = {"rating_id": first.id, "score": 5}
        for values in (
            {"scores": []},
            {"ratings": [good, {"rating_id": second.id, "score": 11}]},
            {"ratings": [good, {"rating_id": second.id, "score": "4"}]},
            {"ratings": [good, {"rating_id": second.id, "score": True}]},
            {"ratings": [good, {"rating_id": second.id, "score": float("nan")}]},
            {"ratings": [good, {"rating_id": second.id}]},
            {"ratings": [good, {"rating_id": 0, "score": 5}]},
            {"ratings": [good, good]},
            {"ratings": [good, {"rating_id": second.id, "score": 5, "weight": 9}]},
            {"ratings": [good], "summary": ["words"]},
            {"ratings": [good], "kpis": self.kpi_rows(self.appraisal, 1, 1)},
            {"ratings": 7},
            [],
            "ratings",
        ):
            with self.subTest(values=values):
                self.assertTrue(self.raises(UserError, by_worker.save_view, values) or values == [])
                self.assertFalse(first.self_status)
        self.write_self(self.appraisal)
        line = self.appraisal.kpi_ids[0]
        for actual in ("97", True, float("inf"), 1e300, [97]):
            with self.subTest(actual=actual):
                row = {"line_id": line.id, "actual": actual}
                self.assertTrue(
                    self.raises(UserError, self.by("boss", self.appraisal).save_view, {"kpis": [row]})
                )

    def test_plan_of_a_finished_view_is_a_fact(self):
        by_hr = self.by("hr", self.appraisal)
        by_hr.write({"kpi_weight": 3, "deadline_manager": "2099-01-01"})
        self.assertTrue(self.raises(UserError, by_hr.write, {"employee_id": self.boss.id}))
        self.to_calibration(self.appraisal)
        for vals in ({"kpi_weight": 0}, {"manager_id": self.head.id}, {"date_to": "2020-01-01"}):
            with self.subTest(vals=vals):
                self.assertTrue(self.raises(UserError, by_hr.write, vals))
        self.assertTrue(self.raises(UserError, by_hr.unlink))

    def test_competencies_in_appraisals_are_not_deleted(self):
        self.job.write(
            {"interview_competency_ids": [Command.clear()], "interview_kpi_ids": [Command.clear()]}
        )
        for record in (self.cooperation, self.downtime):
            with self.assertRaisesRegex(UserError, "used by appraisals"):
                record.unlink()
