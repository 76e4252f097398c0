from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AppraisalCase


class CycleCase(AppraisalCase):
    @classmethod
    def make_cycle(cls, **vals):
        today = fields.Date.today()
        return cls.env["hr.interview.appraisal.cycle"].create(
            {
                "name": "Half-year",
                "date_from": today - timedelta(days=181),
                "date_to": today - timedelta(days=1),
                "deadline_self": today + timedelta(days=14),
                "deadline_manager": today + timedelta(days=28),
                "user_id": cls.users["hr"].id,
                "scope": "some",
                "job_ids": [(6, 0, cls.job.ids)],
                **vals,
            }
        )


@tagged("post_install", "-at_install")
class TestAppraisalCycle(CycleCase):
    def test_start_makes_one_for_each_and_no_second(self):
        second = self.make_employee("Second", job_id=self.job.id, parent_id=self.boss.id)
        cycle = self.make_cycle(kpi_weight=2, competency_weight=1)
        result = self.by("hr", cycle).start()
        self.assertEqual((result["created"], result["skipped"]), (2, []))
        self.assertEqual(cycle.state, "running")
        by_employee = {appraisal.employee_id: appraisal for appraisal in cycle.appraisal_ids}
        self.assertEqual(set(by_employee), {self.worker, second})
        worker = by_employee[self.worker]
        self.assertEqual((worker.state, by_employee[second].state), ("self", "manager"))
        self.assertEqual((worker.kpi_weight, worker.date_to), (2.0, cycle.date_to))
        self.assertEqual(len(worker.rating_ids), 2)
        self.assertEqual(self.by("hr", cycle).start()["created"], 0)
        third = self.make_employee("Third", job_id=self.job.id)
        self.assertEqual(self.by("hr", cycle).start()["created"], 1, "who is missing is added")
        self.assertIn(third, cycle.appraisal_ids.employee_id)

    def test_cancelled_people_are_not_asked_again(self):
        cycle = self.make_cycle()
        self.by("hr", cycle).start()
        self.by("hr", cycle.appraisal_ids).cancel("On leave for a year")
        self.assertEqual(self.by("hr", cycle).start()["created"], 0)

    def test_who_is_named(self):
        watch = self.env["hr.job"].create({"name": "Night watch"})
        lone = self.make_employee("Lone", job_id=watch.id)
        self.make_employee("No job")
        part = self.env["hr.department"].create({"name": "Part of cranes", "parent_id": self.department.id})
        inner = self.make_employee("Inner", job_id=self.job.id, department_id=part.id)
        department = self.make_cycle(job_ids=False, department_ids=[(6, 0, self.department.ids)])
        self.by("hr", department).start()
        self.assertEqual(department.appraisal_ids.employee_id, self.worker | inner)
        chosen = self.make_cycle(job_ids=False, employee_ids=[(6, 0, (lone | inner).ids)])
        self.assertEqual(self.by("hr", chosen).start()["skipped"], ["Lone"], "nothing to appraise there")
        self.assertEqual(chosen.appraisal_ids.employee_id, inner)
        nobody = self.make_cycle(job_ids=False)
        self.assertEqual(self.by("hr", nobody).start()["created"], 0)
        everybody = self.make_cycle(scope="all")
        self.by("hr", everybody).start()
        self.assertLessEqual(self.worker | inner, everybody.appraisal_ids.employee_id)
        self.assertNotIn(lone, everybody.appraisal_ids.employee_id)

    def test_hr_passes_over_themselves(self):
        clerk = self.make_employee("Clerk", user_id=self.users["hr"].id, job_id=self.job.id)
        cycle = self.make_cycle()
        self.assertEqual(self.by("hr", cycle).start()["skipped"], ["Clerk"])
        action = self.by("hr", cycle).action_start()
        self.assertIn("Clerk", action["params"]["message"])
        self.assertEqual(self.by("hr2", cycle).start()["created"], 1)
        self.assertIn(clerk, cycle.appraisal_ids.employee_id)

    def test_progress_and_closing(self):
        self.make_employee("Second", job_id=self.job.id, parent_id=self.boss.id)
        cycle = self.make_cycle()
        self.by("hr", cycle).start()
        worker = cycle.appraisal_ids.filtered(lambda a: a.employee_id == self.worker)
        self.assertEqual((cycle.self_count, cycle.manager_count, cycle.progress), (1, 1, 0.0))
        self.to_closed(worker)
        self.env.invalidate_all()
        self.assertEqual((cycle.appraisal_count, cycle.closed_count, cycle.progress), (2, 1, 0.5))
        with self.assertRaisesRegex(UserError, "1 appraisals of Half-year are not done"):
            self.by("hr", cycle).close()
        self.by("hr", cycle.appraisal_ids - worker).cancel("Left")
        self.env.invalidate_all()
        self.by("hr", cycle).close()
        self.assertEqual(cycle.state, "closed")
        self.assertTrue(self.raises(UserError, self.by("hr", cycle).start))
        self.assertTrue(self.raises(UserError, self.by("hr", cycle).unlink))

    def test_rights(self):
        cycle = self.make_cycle()
        for role in ("employee", "boss", "officer", "manager", "auditor"):
            for method in ("start", "close"):
                self.assertTrue(self.raises(AccessError, getattr(self.by(role, cycle), method)), role)
        self.assertTrue(self.raises(AccessError, self.by("hr", cycle).write, {"state": "closed"}))
        self.by("hr", cycle).start()
        self.assertTrue(self.raises(UserError, self.by("hr", cycle).write, {"kpi_weight": 5}))

    def test_starting_for_many_is_set_based(self):
        """A query per employee would make the start of a company's cycle a matter of minutes."""

        def count(people):
            cycle = self.make_cycle(job_ids=False, employee_ids=[(6, 0, people.ids)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.by("hr", cycle).start()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        people = self.env["hr.employee"].concat(
            *(self.make_employee(f"P{n}", job_id=self.job.id, parent_id=self.boss.id) for n in range(30))
        )
        count(people[:1])
        few, many = count(people[:5]), count(people[5:])
        # Measured: 12 of the mail to each person who is asked, 0 of the appraisal.
        self.assertLess((many - few) / 20, 14)
        with patch.object(type(self.env["mail.activity"]), "action_notify", lambda activities: None):
            few, many = count(people[:5]), count(people[5:])
        self.assertLess((many - few) / 20, 0.5)
