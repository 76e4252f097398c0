from odoo.tests import TransactionCase, mute_logger, new_test_user

from ..engine.tests.network_gate import NetworkGate

GOOD = {"relevance": 4, "reasonableness": 5, "culture": 4}
#: A stored message, as it stands on what is outdated.
OUTDATED = {"code": "outdated", "values": {}}
APPROVE = {**GOOD, "decision": "approve"}
DUTIES = """Plan the preventive maintenance of ship-to-shore cranes
Diagnose hydraulic faults during night shifts
Agree maintenance windows with the terminal operator
Document repairs and spare parts in SAP PM
Train new technicians in lockout-tagout"""
DUTIES_ZH = """制定岸桥起重机的预防性维护计划
夜班期间排查液压系统故障
与码头调度协商停机检修时间
在 SAP PM 中登记维修记录和备件消耗
培训新入职技师执行上锁挂牌程序"""


class InterviewCase(TransactionCase):
    """Base of the tests: users by role, a job with a full profile, factories by keyword.

    No demo data is used. ``cls.env`` is the superuser's; ``self.as_user("officer")`` gives the
    environment of a role.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whatever is tested, nothing leaves this machine, whichever library it uses.
        cls.enterClassContext(NetworkGate())
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.users = {
            "employee": cls._user("employee", "base.group_user"),
            "interviewer": cls._user("interviewer", "hr_recruitment.group_hr_recruitment_interviewer"),
            "officer": cls._user("officer", "hr_recruitment.group_hr_recruitment_user"),
            "manager": cls._user("manager", "hr_recruitment.group_hr_recruitment_manager"),
            "reviewer": cls._user("reviewer", "hr_ai_interview.group_reviewer"),
            "reviewer2": cls._user("reviewer2", "hr_ai_interview.group_reviewer"),
            "analyst": cls._user("analyst", "hr_ai_interview.group_analyst"),
            "auditor": cls._user("auditor", "hr_ai_interview.group_auditor"),
        }
        # Tests of other things count the questions of an interview.
        cls.env.company.interview_trial_count = 0
        cls.family = cls.env["hr.interview.job.family"].create({"name": "Maintenance"})
        cls.kpi = cls.make_kpi(name="Crane availability", target=97, unit="%", code="TEST-AVAIL")
        cls.competency = cls.make_competency(name="Fault analysis")
        cls.job = cls.make_job()
        cls.round = cls.env["hr.interview.round"].create(
            {"name": "Technical round", "job_id": cls.job.id, "minutes": 45}
        )

    @classmethod
    def _user(cls, login, group):
        return new_test_user(cls.env, login=f"hr_ai_{login}", groups=group)

    @classmethod
    def make_kpi(cls, **vals):
        return cls.env["hr.interview.kpi"].create({"name": "A goal", **vals})

    @classmethod
    def make_competency(cls, **vals):
        indicators = [
            ("Names what was measured before a part was replaced", "positive"),
            ("Describes how the cause was told from the symptom", "positive"),
            ("Replaces parts on suspicion", "negative"),
        ]
        return cls.env["hr.interview.competency"].create(
            {
                "name": "A competency",
                "indicator_ids": [(0, 0, {"name": n, "polarity": p}) for n, p in indicators],
                **vals,
            }
        )

    @classmethod
    def make_job(cls, **vals):
        job = cls.env["hr.job"].create(
            {
                "name": "Port crane technician",
                "interview_duties": DUTIES,
                "interview_family_id": cls.family.id,
                "user_id": cls.users["officer"].id,
                "interview_kpi_ids": [(0, 0, {"kpi_id": cls.kpi.id, "weight": 2.0})],
                "interview_competency_ids": [(0, 0, {"competency_id": cls.competency.id})],
                **vals,
            }
        )
        job.with_context(lang="zh_CN").write(
            {"name": "港口起重机维修技师", "interview_duties": DUTIES_ZH} if not vals else {}
        )
        return job

    @classmethod
    def make_question(cls, state="draft", **vals):
        """A question written by nobody in particular; ``state`` is set past the gate."""
        question = cls.env["hr.interview.question"].create(
            {
                "text": "Walk me through a hydraulic fault you diagnosed during a night shift.",
                "lang": "en",
                "job_id": cls.job.id,
                "family_ids": [(6, 0, cls.family.ids)],
                "kpi_ids": [(6, 0, cls.kpi.ids)],
                "competency_ids": [(6, 0, cls.competency.ids)],
                "probes": "What did you measure first?",
                "criterion_ids": [(0, 0, {"name": "Method", "weight": 1.0, "anchor_4": "Names a step"})],
                **vals,
            }
        )
        question.editor_id = False
        if state != "draft":
            question.state = state
        if state == "approved":
            question.approved_lang_ids = cls.env["res.lang"]._lang_get("en_US")
        return question

    @classmethod
    def make_applicant(cls, resume=None, **vals):
        """An applicant for the job; ``resume`` is the text of a file that is attached."""
        applicant = cls.env["hr.applicant"].create({"partner_name": "Ada", "job_id": cls.job.id, **vals})
        if resume:
            cls.env["ir.attachment"].create(
                {
                    "name": "resume.txt",
                    "raw": resume.encode(),
                    "res_model": "hr.applicant",
                    "res_id": applicant.id,
                }
            )
        return applicant

    @classmethod
    def make_kit(cls, questions, **vals):
        """A draft kit of the job with these questions, in English."""
        lines = [(0, 0, {"question_id": question.id}) for question in questions]
        vals = {"job_id": cls.job.id, "lang": "en", "line_ids": lines, **vals}
        return cls.env["hr.interview.kit"].create(vals)

    @classmethod
    def make_questions(cls, count, **vals):
        return cls.env["hr.interview.question"].concat(
            *(
                cls.make_question(text=f"Describe hydraulic repair number {n} of your last job.", **vals)
                for n in range(count)
            )
        )

    def as_user(self, role):
        return self.env(user=self.users[role])

    def by(self, role, records):
        return records.with_user(self.users[role])

    def raises(self, error, function, *args, **kwargs):
        """Whether the call raises ``error``; what it did is undone either way."""
        with mute_logger(
            "odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model", "odoo.models"
        ):
            savepoint = self.env.cr.savepoint()
            try:
                function(*args, **kwargs)
                self.env.flush_all()
                return False
            except error:
                return True
            finally:
                savepoint.close(rollback=True)
                self.env.invalidate_all()
