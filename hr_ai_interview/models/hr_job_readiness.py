from odoo import api, fields, models

MIN_DUTIES = 3
MIN_SKILLS = 3


class HrInterviewJobReadiness(models.AbstractModel):
    """How ready a job profile is for good questions: 100 minus the weights of what is missing."""

    _name = "hr.interview.job.readiness"
    _description = "Interview Readiness of a Job"

    @api.readonly
    def interview_readiness(self):
        """Say how ready these job profiles are and what is missing.

        :return: [{"job_id","score": 0-100,"missing": [{"code","message","weight"}]}] in the order
            of the records; score = 100 - sum of the weights
        """
        self.check_access("read")
        # Every employee reads job positions; the interview side of them is not for everybody.
        self._check_field_access(self._fields["interview_readiness_score"], "read")
        result = []
        # sudo: core closes some fields of a job to readers of ours (requirements, skills).
        for job in self.sudo():
            missing = job._get_readiness_missing()
            score = max(0, 100 - sum(item["weight"] for item in missing))
            result.append({"job_id": job.id, "score": score, "missing": missing})
        return result

    def _get_readiness_missing(self):
        """Return [{"code","message","weight"}] of what the profile lacks, heaviest first."""
        self.ensure_one()
        found = [
            *self._missing_texts(),
            *self._missing_goals(),
            *self._missing_competencies(),
            *self._missing_upkeep(),
        ]
        return sorted(
            ({"code": code, "message": message, "weight": weight} for weight, code, message in found),
            key=lambda item: (-item["weight"], item["code"]),
        )

    def _missing_texts(self):
        _ = self.env._
        drafting = self.env["hr.interview.drafting"]
        request = drafting._prepare_job_texts(self)
        if not request["duties"]:
            yield 25, "duties", _("No duties: write what the person does, one duty a line.")
        elif len(request["duties"]) < MIN_DUTIES:
            yield 10, "few_duties", _("Fewer than %(n)s duties: questions will repeat.", n=MIN_DUTIES)
        skills = len(self.current_job_skill_ids)
        # Duties feed technical questions too.
        if not (skills or request["requirements"] or request["duties"]):
            yield 20, "skills", _("Neither skills nor requirements: technical questions have no subject.")
        elif skills < MIN_SKILLS:
            yield 10, "few_skills", _("Fewer than %(n)s skills with a level.", n=MIN_SKILLS)

    def _missing_goals(self):
        _ = self.env._
        kpis = self.interview_kpi_ids.kpi_id.filtered("active")
        if not kpis:
            yield 20, "kpis", _("No KPI: nothing says what good work in this job achieves.")
        elif without := kpis.filtered(lambda kpi: not kpi.has_target):
            names = ", ".join(without.mapped("name"))
            yield 10, "kpi_targets", _("KPI without a target: %(names)s.", names=names)

    def _missing_competencies(self):
        _ = self.env._
        competencies = self.interview_competency_ids.competency_id.filtered("active")
        if not competencies:
            yield 15, "competencies", _("No competency: scores will have no dimension.")
        elif without := competencies.filtered(lambda c: not c.indicator_ids):
            names = ", ".join(without.mapped("name"))
            yield 10, "indicators", _("Competency without observable indicators: %(names)s.", names=names)

    def _missing_upkeep(self):
        _ = self.env._
        if not self.interview_round_ids:
            yield 10, "rounds", _("No interview round: kits need minutes and coverage.")
        if not self.interview_family_id:
            yield 5, "family", _("No job family: nothing can be shared with or learned from similar jobs.")
        today = fields.Date.context_today(self)
        if not self.interview_review_date or self.interview_review_date < today:
            yield 5, "review", _("The review of the profile is due.")
