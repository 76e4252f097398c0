from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..learning import KitConstraints, KitItem, Limit, assemble_kit
from ..learning.kit_schema import MAX_ENEMY_PAIRS

#: What a question counts that serves none of the job's KPIs, as a share of the smallest KPI weight: it can
#: fill time that is left, and a whole kit of such questions weighs less than one that serves a goal.
BASE_RELEVANCE = 0.001
DEFAULT_MINUTES = 45
#: What assembly and the checks of a kit look at, and no texts: the bank may be large.
CANDIDATE_FIELDS = (
    "question_type",
    "difficulty",
    "minutes",
    "company_id",
    "state",
    "is_stale",
    "applicant_id",
)


class HrInterviewKitAssembly(models.AbstractModel):
    """Chooses the questions of a kit: ORM records -> plain values -> learning.assemble_kit."""

    _name = "hr.interview.kit.assembly"
    _description = "Assembly of Kits"

    @api.model
    def _assemble(self, job, interview_round=None, minutes=None, seed=0, lang=None):
        """Return a new draft kit for ``job`` (and round); what could not be met stands in ``unmet``."""
        kit = self.env["hr.interview.kit"].create(
            {
                "job_id": job.id,
                "round_id": interview_round.id if interview_round else False,
                "minutes_available": minutes
                or (interview_round.minutes if interview_round else DEFAULT_MINUTES),
                "seed": seed,
                "lang": lang or self.env["hr.interview.lang"].default(),
            }
        )
        kit._fill()
        return kit

    def action_assemble(self):
        """Choose the questions anew; questions placed by hand are replaced too."""
        self.check_access("write")
        for kit in self:
            kit._fill()
        return True

    def _fill(self):
        self.ensure_one()
        candidates = self._get_candidates()
        values = self._get_values(candidates)
        # A learned weight of 0 takes a question out of use.
        candidates = candidates.filtered(lambda question: values[question.id] > 0)
        result = assemble_kit(
            [self._prepare_item(question, values[question.id]) for question in candidates],
            self._prepare_constraints(candidates),
            seed=self.seed,
        )
        chosen = self._order_for_interview(candidates.browse(result.selected))
        self.line_ids.unlink()
        self.line_ids = [
            Command.create({"question_id": q.id, "sequence": 10 * n}) for n, q in enumerate(chosen, 1)
        ]
        # sudo: a closed field. A kit that was just filled is up to date.
        self.sudo().unmet_messages = self._prepare_unmet_messages(result)
        self._unmark_stale()

    def _get_candidate_domain(self):
        """Approved, up-to-date questions of this job or its family, in the language of the kit."""
        self.ensure_one()
        lang = self.env["hr.interview.lang"].odoo_code(self.lang)
        return self.job_id._interview_bank_domain() & Domain("approved_lang_ids.code", "=", lang)

    def _get_candidates(self):
        return self.env["hr.interview.question"].search_fetch(
            self._get_candidate_domain(), CANDIDATE_FIELDS, order="id"
        )

    def _get_values(self, questions):
        """Return {question_id: learned weight x sum of the weights of the job's KPIs it serves}."""
        job = self.job_id
        kpi_weight = {link.kpi_id: link.weight for link in job.interview_kpi_ids}
        weights = self.env["hr.interview.question.weight"]._get_weights(
            questions, job.interview_family_id, self.company_id or self.env.company
        )
        base = BASE_RELEVANCE * min((weight for weight in kpi_weight.values() if weight > 0), default=1.0)
        return {
            question.id: weights[question.id]
            * (sum(kpi_weight.get(kpi, 0.0) for kpi in question.kpi_ids) or base)
            for question in questions
        }

    def _get_question_weights(self, questions=None):
        """Return {question_id: weight of its scores in a dimension}: learned weight x KPI weights served.

        Unlike the value of a place in the kit, a question that was asked counts: one that serves none of the
        job's KPIs counts like one that serves the lightest of them.
        """
        questions = (self.line_ids.question_id if questions is None else questions).sudo()
        kpi_weight = {link.kpi_id: link.weight for link in self.sudo().job_id.interview_kpi_ids}
        lightest = min((weight for weight in kpi_weight.values() if weight > 0), default=1.0)
        learned = (
            self.env["hr.interview.question.weight"]
            .sudo()
            ._get_weights(
                questions, self.sudo().job_id.interview_family_id, self.company_id or self.env.company
            )
        )
        return {
            question.id: learned[question.id]
            * (sum(kpi_weight.get(kpi, 0.0) for kpi in question.kpi_ids) or lightest)
            for question in questions
        }

    def _prepare_item(self, question, value):
        return KitItem(
            id=question.id,
            value=value,
            minutes=question.minutes,
            type=question.question_type,
            competencies=tuple(question.competency_ids.ids),
        )

    def _prepare_constraints(self, candidates, locked=()):
        interview_round = self.round_id
        limits = tuple(
            Limit(kind, key, line.minimum, line._get_maximum())
            for line in interview_round.limit_ids
            for kind, key in [line._get_key()]
        )
        return KitConstraints(
            minutes=self.minutes_available,
            limits=limits,
            enemies=self._get_enemy_pairs(candidates),
            count_max=interview_round.question_count_max or None,
            locked=locked,
        )

    def _get_enemy_pairs(self, candidates):
        ids = set(candidates.ids)
        pairs = {
            tuple(sorted((question.id, enemy.id)))
            for question in candidates
            for enemy in question.enemy_ids
            if enemy.id in ids
        }
        if len(pairs) > MAX_ENEMY_PAIRS:
            raise UserError(
                self.env._(
                    "%(n)s pairs of questions exclude each other; a kit can be assembled with "
                    "%(max)s at most. Retire questions that repeat others.",
                    n=len(pairs),
                    max=MAX_ENEMY_PAIRS,
                )
            )
        return tuple(sorted(pairs))

    @api.model
    def _order_for_interview(self, questions):
        """Open with what is easy to talk about, the written work last."""
        order = ("behavioural", "culture", "technical", "situational", "okr", "written")
        difficulty = ("basic", "intermediate", "advanced")
        return questions.sorted(
            lambda q: (order.index(q.question_type), difficulty.index(q.difficulty), q.id)
        )

    @api.model
    def _prepare_unmet_messages(self, result):
        """Return messages about what the solver could not meet."""
        Message = self.env["hr.interview.message"]
        if result.status == "empty":
            return [Message._make("no_questions")]
        messages = [Message._make("unmet", **self._prepare_unmet_values(unmet)) for unmet in result.unmet]
        if result.status == "time_limit":
            messages.append(Message._make("search_stopped"))
        return messages

    @api.model
    def _prepare_unmet_values(self, unmet):
        competency = unmet.kind == "competency" and self.env["hr.interview.competency"].browse(unmet.key)
        return {
            "competency": self.env["hr.interview.message"]._get_texts(competency) if competency else False,
            "question_type": False if competency else unmet.key,
            "got": int(unmet.got),
            "wanted": int(unmet.wanted),
            "cause": unmet.cause,
            "available": unmet.available,
        }

    def _get_swap_candidates(self, line):
        """Return the questions for the place of ``line`` that exclude none of the others."""
        self.ensure_one()
        others = (self.line_ids - line).question_id
        return self.env["hr.interview.question"].search(
            self._get_candidate_domain()
            & Domain("id", "not in", self.line_ids.question_id.ids)
            & Domain("id", "not in", (others.enemy_ids | others.enemy_of_ids).ids)
        )
