from datetime import timedelta

from odoo import fields
from odoo.addons.hr_ai_interview.tests.common import InterviewCase
from odoo.fields import Command
from odoo.service.model import call_kw

LONG_AGO = 200
TEXT = "Agreed two windows with the terminal and kept both."


class AppraisalCase(InterviewCase):
    """A worker with a login, who reports to the boss in a department the head leads, and an HR person.

    Worker, boss, head and stranger have no group but that of every employee. The job has two KPIs and two
    competencies; the appraisal has begun.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login in ("boss", "head", "stranger"):
            cls.users[login] = cls._user(login, "base.group_user")
        for login in ("hr", "hr2"):
            cls.users[login] = cls._user(login, "hr.group_hr_user")
        cls.cooperation = cls.make_competency(
            name="Cooperation", anchor_0="Works alone", anchor_4="Asks when told to", anchor_8="Agrees first"
        )
        cls.downtime = cls.make_kpi(
            name="Unplanned downtime", target=20, unit="hours", direction="decrease", code="TEST-DOWN"
        )
        cls.job.write(
            {
                "interview_kpi_ids": [Command.create({"kpi_id": cls.downtime.id, "weight": 1.0})],
                "interview_competency_ids": [
                    Command.create(
                        {
                            "competency_id": cls.cooperation.id,
                            "weight": 3.0,
                            "expected_level": 7,
                            "sequence": 20,
                        }
                    )
                ],
            }
        )
        cls.boss = cls.make_employee("Boss", user_id=cls.users["boss"].id)
        cls.head = cls.make_employee("Head", user_id=cls.users["head"].id)
        cls.department = cls.env["hr.department"].create({"name": "Cranes", "manager_id": cls.head.id})
        cls.worker = cls.make_employee(
            "Worker",
            user_id=cls.users["employee"].id,
            parent_id=cls.boss.id,
            job_id=cls.job.id,
            department_id=cls.department.id,
        )
        cls.appraisal = cls.make_appraisal(cls.worker)

    @classmethod
    def make_employee(cls, name, days=LONG_AGO, **vals):
        begun = fields.Date.today() - timedelta(days=days)
        return cls.env["hr.employee"].create(
            {"name": name, "date_version": begun, "contract_date_start": begun, **vals}
        )

    @classmethod
    def make_appraisal(cls, employee, start=True, **vals):
        """An appraisal made by HR."""
        appraisal = (
            cls.env["hr.interview.appraisal"]
            .with_user(cls.users["hr"])
            .create({"employee_id": employee.id, **vals})
        )
        if start:
            appraisal.start()
        return appraisal.with_env(cls.env)

    @classmethod
    def rating_rows(cls, appraisal, *scores, comment=TEXT):
        """Rows for all ratings in order; the last score is repeated."""
        missing = len(appraisal.rating_ids) - len(scores)
        return [
            {"rating_id": rating.id, "score": score, "comment": comment}
            for rating, score in zip(appraisal.rating_ids, [*scores, *scores[-1:] * missing], strict=True)
        ]

    @classmethod
    def kpi_rows(cls, appraisal, *figures):
        return [
            {"line_id": line.id, "actual": figure}
            for line, figure in zip(appraisal.kpi_ids, figures, strict=True)
        ]

    @classmethod
    def write_self(cls, appraisal, *scores, role="employee"):
        values = {"ratings": cls.rating_rows(appraisal, *(scores or (7, 8))), "summary": "SELF words"}
        return appraisal.with_user(cls.users[role]).submit_view(values)

    @classmethod
    def write_manager(cls, appraisal, *scores, figures=(97, 20), role="boss"):
        values = {
            "ratings": cls.rating_rows(appraisal, *(scores or (6, 5))),
            "kpis": cls.kpi_rows(appraisal, *figures),
            "summary": "BOSS words",
        }
        return appraisal.with_user(cls.users[role]).submit_view(values)

    @classmethod
    def to_calibration(cls, appraisal, **kwargs):
        cls.write_self(appraisal)
        cls.write_manager(appraisal, **kwargs)
        return appraisal

    @classmethod
    def to_closed(cls, appraisal, **kwargs):
        cls.to_calibration(appraisal, **kwargs)
        appraisal.with_user(cls.users["hr"]).close()
        return appraisal

    def sheet(self, role, appraisal):
        self.env.invalidate_all()
        return self.by(role, appraisal).get_sheet()

    def rpc(self, role, records, method, *args, context=None, **kwargs):
        """Call as XML-RPC does: ids first, and whatever context the caller likes."""
        env = self.env(user=self.users[role], context={})
        env.invalidate_all()
        if context:
            kwargs["context"] = context
        return call_kw(env[records._name], method, [records.ids, *args], kwargs)
