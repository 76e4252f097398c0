import numpy as np

from odoo import api, models
from odoo.exceptions import AccessError

from ..learning import find_misses
from ..learning.misses import MIN_PEOPLE

MISS_KEYS = frozenset({"company_id", "window_days", "criterion", "limit"})
MAX_MISSES = 50


class HrInterviewLearningMiss(models.AbstractModel):
    """The biggest misses: who scored high and did badly, or the other way round, with what was said.

    The one place of learning that names people; it asks for the right to read the candidates.
    """

    _name = "hr.interview.learning.miss"
    _description = "Misses of the Interviews"

    @api.model
    @api.readonly
    def get_misses(self, options=None):
        """Return hires whose result lies farthest from what their interviews said. For administrators.

        :param dict options: ``company_id``, ``window_days``, ``criterion`` as for ``run_cycle``; ``limit``
            (of each kind, 1-50, default 5)
        :return: {"n","needed" (hires of a job family without whom nothing is said),"window_days",
            "criterion","people": [{"applicant_id","name","job","kind": "over"/"under","composite",
            "outcome","expected","dimensions": [{"competency_id","name","score"}],"answers":
            [{"question_id","question","text","score"}]}],"dimensions": [{"competency_id","name","value",
            "low","high","n","status","kind": "over_rated"/"under_rated"/false,"message"}]}. A dimension is
            over-rated when those who score high on it do worse than their composite says (95 % interval of
            the correlation, "value", below 0).
        """
        if not self.env.user.has_group("hr_recruitment.group_hr_recruitment_manager"):
            raise AccessError(self.env._("Only recruitment administrators see which hires were misjudged."))
        drafting = self.env["hr.interview.drafting"]
        options = drafting._clean_option_keys(options, MISS_KEYS)
        limit = drafting._clean_integer(options, "limit", 5, 1, MAX_MISSES)
        company, jobs, definition, _dry = self._clean_run_options(
            {key: value for key, value in options.items() if key != "limit"}
        )
        # Superuser: outcomes and scores; names and answers below are read with the caller's rights.
        system = self._as_system().with_company(company)
        data, keys = system.env["hr.interview.learning.input"]._read(company, jobs, definition)
        found = find_misses(data, limit)
        applicants = self.env["hr.applicant"].with_context(active_test=False)
        people = applicants.browse([keys["applicants"][person] for person, _kind in found.people])
        readable = people._filtered_access("read") & self._get_open_results(people, definition)
        return {
            "n": found.n,
            "needed": MIN_PEOPLE,
            "window_days": definition["window_days"],
            "criterion": definition["criterion"],
            "people": [
                self._prepare_miss(applicant, person, kind, data, keys, found)
                for applicant, (person, kind) in zip(people, found.people, strict=True)
                if applicant in readable
            ],
            "dimensions": self._prepare_miss_dimensions(found, keys),
        }

    @api.model
    def _get_open_results(self, people, definition):
        """Return those of ``people`` whose outcome the caller may read: nobody reads their own."""
        outcomes = self.env["hr.interview.outcome"].search(
            [
                ("applicant_id", "in", people.ids),
                ("is_current", "=", True),
                ("window_days", "=", definition["window_days"]),
            ]
        )
        return people.browse(outcomes.applicant_id.ids)

    @api.model
    def _prepare_miss(self, applicant, person, kind, data, keys, found):
        return {
            "applicant_id": applicant.id,
            "name": applicant.display_name,
            "job": applicant.job_id.name or "",
            "kind": kind,
            "composite": float(data.composite[person]),
            "outcome": float(data.outcome[person]),
            "expected": float(found.expected[person]),
            "dimensions": self._prepare_miss_scores(data.dimensions[person], keys["dimensions"]),
            "answers": self._prepare_miss_answers(applicant, data.scores[person], keys["questions"]),
        }

    @api.model
    def _prepare_miss_scores(self, scores, ids):
        competencies = self.env["hr.interview.competency"].sudo().browse([key for key in ids if key])
        names = {record.id: record.name for record in competencies.exists()}
        return [
            {"competency_id": key, "name": names[key], "score": round(float(score), 2)}
            for key, score in zip(ids, scores, strict=True)
            if key in names and not np.isnan(score)
        ]

    @api.model
    def _prepare_miss_answers(self, applicant, scores, ids):
        known = {key: float(score) for key, score in zip(ids, scores, strict=True) if not np.isnan(score)}
        held = applicant.interview_ids.filtered(lambda i: i.is_revealed and i.state != "cancelled")
        answers = held.answer_ids.filtered(lambda a: a.question_id.sudo().id in known)
        return [
            {
                "question_id": answer.question_id.sudo().id,
                "question": answer.question,
                "text": answer.text or "",
                "score": round(known[answer.question_id.sudo().id], 2),
            }
            for answer in answers
        ]

    @api.model
    def _prepare_miss_dimensions(self, found, keys):
        rows = [
            {"competency_id": key, **row}
            for key, row in zip(keys["dimensions"], found.dimensions, strict=True)
            if key
        ]
        records = self.env["hr.interview.competency"].sudo().browse([r["competency_id"] for r in rows])
        names = {record.id: record.name for record in records.exists()}
        rows = [{"name": names[r["competency_id"]], **r} for r in rows if r["competency_id"] in names]
        rows.sort(key=lambda row: (not row["kind"], -abs(row["value"] or 0.0)))
        return [{**row, "message": self._say_miss_dimension(row)} for row in rows]

    @api.model
    def _say_miss_dimension(self, row):
        """Return the finding about a dimension as a sentence with r, its interval and n."""
        if row["value"] is False:
            return self.env._(
                "%(name)s: insufficient evidence, n = %(n)s (at least %(needed)s are needed).",
                name=row["name"],
                n=row["n"],
                needed=MIN_PEOPLE,
            )
        found = self.env._(
            "r = %(r)s (%(low)s to %(high)s), n = %(n)s",
            r=f"{row['value']:.2f}",
            low=f"{row['low']:.2f}",
            high=f"{row['high']:.2f}",
            n=row["n"],
        )
        if row["kind"] == "over_rated":
            return self.env._("%(name)s is over-rated: %(found)s.", name=row["name"], found=found)
        if row["kind"] == "under_rated":
            return self.env._("%(name)s is under-rated: %(found)s.", name=row["name"], found=found)
        return self.env._("%(name)s: no sign that it misleads, %(found)s.", name=row["name"], found=found)
