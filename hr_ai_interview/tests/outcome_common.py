from datetime import timedelta

from odoo import fields

from .common import InterviewCase


class OutcomeCase(InterviewCase):
    """A hire of 400 days ago who came through interviews, their manager, HR people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["hr"] = cls._user("hr", "hr.group_hr_user")
        cls.users["boss"] = cls._user("boss", "base.group_user")
        cls.users["hire"] = cls._user("hire", "base.group_user")
        cls.today = fields.Date.today()
        cls.boss = cls.env["hr.employee"].create({"name": "Boss", "user_id": cls.users["boss"].id})
        cls.repairs = cls.make_kpi(name="Repairs", target=10, code="TEST-REPAIRS", weight=1.0)
        cls.accidents = cls.make_kpi(
            name="Accidents", has_target=True, direction="decrease", code="TEST-ACCIDENTS"
        )
        cls.applicant = cls.make_applicant(partner_name="Ada Byron")
        cls.employee = cls.make_hire(
            "Ada Byron", interview_key=cls.applicant._get_interview_key(), user_id=cls.users["hire"].id
        )

    @classmethod
    def make_hire(cls, name="A hire", days=400, **vals):
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "job_id": cls.job.id,
                "parent_id": cls.boss.id,
                "contract_date_start": cls.today - timedelta(days=days),
                "date_version": cls.today - timedelta(days=days),
                **vals,
            }
        )

    @classmethod
    def row(cls, employee=None, **vals):
        """A row that can be stored."""
        employee = employee or cls.employee
        return {
            "external_id": f"X{employee.id}",
            "employee_id": employee.id,
            "window_days": 90,
            "date": str(cls.today - timedelta(days=300)),
            "kpis": [{"kpi_code": "TEST-AVAIL", "target": 97, "actual": 97}],
            "rating": 7,
            **vals,
        }

    def store(self, *rows, role="hr"):
        return self.as_user(role)["hr.interview.outcome"].import_rows(list(rows))

    def outcomes(self, employee=None, **context):
        employee = employee or self.employee
        return self.env["hr.interview.outcome"].search([("employee_id", "=", employee.id)], order="id")
