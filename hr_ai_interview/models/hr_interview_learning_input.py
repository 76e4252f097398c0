import hashlib
import json
from dataclasses import replace
from datetime import date

import numpy as np

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.schema import ANSWER_FEATURES
from ..learning import CycleData

WORK_MEMORY = "128MB"
#: Days are counted from here.
FIRST_DAY = date(2000, 1, 1)
#: What people gave, by candidate, question and dimension, in one pass over the ratings. Scores of engines, of
#: questions for one candidate, and what is not open yet stay out.
SCORES = """
    SELECT i.applicant_id, a.question_id, COALESCE(c.competency_id, 0), BOOL_OR(a.is_counted)::int,
           SUM(r.score * c.weight)::float8, SUM(c.weight)::float8,
           COALESCE(SUM(r.score * c.total_weight) FILTER (WHERE a.is_counted), 0)::float8,
           COALESCE(SUM(c.total_weight) FILTER (WHERE a.is_counted), 0)::float8
      FROM hr_interview_rating r
      JOIN hr_interview_answer_criterion c ON c.id = r.criterion_id
      JOIN hr_interview_answer a ON a.id = r.answer_id
       AND a.question_id IS NOT NULL AND a.origin <> 'candidate'
      JOIN hr_interview i ON i.id = r.interview_id
       AND i.is_revealed AND i.state <> 'cancelled' AND i.company_id = %(company)s %(of)s
     WHERE r.active AND r.is_submitted AND r.status = 'scored' AND r.user_id IS NOT NULL
  GROUP BY i.applicant_id, a.question_id, COALESCE(c.competency_id, 0)
"""
#: Whom the company decided on, with the composite of that day: selection used it (A2.4).
PEOPLE = """
    SELECT d.applicant_id, j.interview_family_id, d.job_id, d.composite::float8,
           (d.decision = 'hire')::int, (d.date::date - DATE '2000-01-01')::int,
           (d.date::date + %(window)s <= %(today)s)::int,
           (jsonb_array_length(COALESCE(d.facts -> 'overrides', '[]'::jsonb)) > 0)::int
      FROM hr_interview_decision d
      JOIN hr_job j ON j.id = d.job_id
     WHERE d.is_current AND d.decision IN ('hire', 'reject') AND d.company_id = %(company)s
           AND d.composite IS NOT NULL AND j.interview_family_id IS NOT NULL %(jobs)s
  ORDER BY d.applicant_id
"""
#: The newest outcome of each person in the window; how many there were stands beside it.
OUTCOMES = """
    SELECT DISTINCT ON (o.applicant_id)
           o.applicant_id, o.id, o.attainment::float8, o.rating::float8, (o.is_involuntary IS TRUE)::int,
           (o.is_rater_interviewer IS TRUE)::int, (o.date - DATE '2000-01-01')::int,
           COUNT(*) OVER (PARTITION BY o.applicant_id)::int
      FROM hr_interview_outcome o
     WHERE o.is_current AND o.applicant_id IS NOT NULL AND o.window_days = %(window)s
           AND o.company_id = %(company)s
  ORDER BY o.applicant_id, o.recorded_date DESC, o.id DESC
"""
LINES = """
    SELECT o.applicant_id, l.kpi_id, l.attainment::float8
      FROM hr_interview_outcome_line l
      JOIN hr_interview_outcome o ON o.id = l.outcome_id
     WHERE o.id = ANY(%(outcomes)s) AND l.attainment IS NOT NULL
"""
#: What kinds of evidence the answers of a person show, 0 beside those of everybody whose answers were read.
#: Only the offline engine tells kinds, and only of the text that stands there now.
FEATURES = """
    SELECT DISTINCT i.applicant_id, COALESCE(array_position(%(codes)s, kind.code), 0)
      FROM hr_interview_answer a
      JOIN hr_interview i ON i.id = a.interview_id
       AND i.is_revealed AND i.state <> 'cancelled' AND i.company_id = %(company)s
 LEFT JOIN LATERAL unnest(string_to_array(a.features, ',')) AS kind(code) ON TRUE
     WHERE a.is_answered AND a.origin <> 'candidate' AND EXISTS (
               SELECT FROM hr_interview_rating r
                WHERE r.answer_id = a.id AND r.active AND r.engine = 'offline'
                      AND r.answer_revision = a.revision)
"""
#: Tables these statements read past the ORM.
MODELS = (
    "hr.interview",
    "hr.interview.answer",
    "hr.interview.answer.criterion",
    "hr.interview.rating",
    "hr.interview.decision",
    "hr.interview.outcome",
    "hr.interview.outcome.line",
    "hr.job",
)


class HrInterviewLearningInput(models.AbstractModel):
    """Reads what a learning run works on: a few statements over whole tables, no names, into arrays.

    Superuser mode is entered by the caller after its check; only aggregates leave a run.
    """

    _name = "hr.interview.learning.input"
    _description = "Data of a Learning Run"

    @api.model
    def _read(self, company, jobs, definition):
        """Return (CycleData, its keys): ids of its questions, families, jobs (pools), dimensions, KPIs and
        applicants, and codes of its features.
        """
        people, outcomes, scores, lines, shown = self._fetch_all(company, jobs, definition["window_days"])
        return self._arrange(people, scores, outcomes, lines, shown, company, definition)

    @api.model
    def _fetch_all(self, company, jobs, window_days):
        """Return people, outcomes, scores, KPI lines and features as float arrays, a statement each."""
        for name in MODELS:
            self.env[name].flush_model()
        values = {
            "company": company.id,
            "window": window_days,
            "today": fields.Date.context_today(self),
            "jobs": SQL("AND d.job_id IN %s", tuple(jobs.ids)) if jobs else SQL(),
            "of": SQL(),
            "codes": list(ANSWER_FEATURES),
        }
        # Sorts and hashes of a million ratings in memory; the setting ends with the savepoint or transaction.
        self.env.cr.execute("SET LOCAL work_mem = %s", (WORK_MEMORY,))
        people = self._fetch(PEOPLE, 8, values)
        outcomes = self._fetch(OUTCOMES, 8, values)
        scores = self._fetch(SCORES, 8, values)
        lines = self._fetch(LINES, 3, {"outcomes": outcomes[:, 1].astype(int).tolist()})
        return people, outcomes, scores, lines, self._fetch(FEATURES, 2, values)

    @api.model
    def _fetch(self, statement, width, values):
        """Return the rows as float[n, width]; NULL is NaN."""
        rows = self.env.execute_query(SQL(statement, **values))
        return np.array(rows, dtype=float).reshape(len(rows), width)

    @api.model
    def _read_scores(self, company, applicants, questions):
        """Return float[n, q] of these candidates and questions as a run would read them, NaN = not asked."""
        for name in MODELS:
            self.env[name].flush_model()
        of = SQL("AND i.applicant_id IN %s", tuple(applicants.ids))
        order = np.argsort(applicants.ids)
        scores, row = self._match(
            self._fetch(SCORES, 8, {"company": company.id, "of": of}), np.sort(applicants.ids)
        )
        column = {question: place for place, question in enumerate(questions)}
        places = np.array([column.get(int(question), -1) for question in scores[:, 1]], dtype=int)
        scores, row, places = scores[places >= 0], row[places >= 0], places[places >= 0]
        return _ratio((len(order), len(questions)), order[row], places, scores[:, 4], scores[:, 5])

    @api.model
    def _arrange(self, people, scores, outcomes, lines, shown, company, definition):
        applicants = people[:, 0].astype(int)
        families, family = np.unique(people[:, 1].astype(int), return_inverse=True)
        jobs, pool = np.unique(people[:, 2].astype(int), return_inverse=True)
        scores, person = self._match(scores, applicants)
        questions, question = np.unique(scores[:, 1].astype(int), return_inverse=True)
        dimensions, dimension = np.unique(scores[:, 2].astype(int), return_inverse=True)
        shape = (len(applicants), len(questions))
        counted = np.zeros(shape, dtype=bool)
        np.logical_or.at(counted, (person, question), scores[:, 3] > 0)
        outcomes, hire = self._match(outcomes, applicants)
        usable, recorded, outcome, met = self._get_results(outcomes, hire, people, family, definition)
        lines, line_person = self._match(lines, applicants)
        kpis, kpi = np.unique(lines[:, 1].astype(int), return_inverse=True)
        attained = np.full((len(applicants), len(kpis)), np.nan)
        attained[line_person, kpi] = lines[:, 2]
        attained[~usable] = np.nan
        codes, features = self._get_features(*self._match(shown, applicants), len(applicants))
        keys = {
            "applicants": applicants.tolist(),
            "families": families.tolist(),
            "jobs": jobs.tolist(),
            "questions": questions.tolist(),
            "dimensions": dimensions.tolist(),
            "kpis": kpis.tolist(),
            "features": codes,
        }
        data = CycleData(
            family=family,
            pool=pool,
            composite=people[:, 3],
            hired=people[:, 4] > 0,
            day=people[:, 5].astype(int),
            is_due=people[:, 6] > 0,
            has_override=people[:, 7] > 0,
            scores=_ratio(shape, person, question, scores[:, 4], scores[:, 5]),
            dimensions=_ratio(
                (len(applicants), len(dimensions)), person, dimension, scores[:, 6], scores[:, 7]
            ),
            recorded=recorded,
            outcome=outcome,
            met=met,
            kpis=attained,
            features=features,
            current=self._get_current(company, questions, families, family, counted),
            outcome_count=_place(0, hire, outcomes[:, 7], len(applicants)).astype(int),
            outcome_day=_place(np.nan, hire, outcomes[:, 6], len(applicants)),
            by_interviewer=_place(0, hire, outcomes[:, 5], len(applicants)) > 0,
            is_available=self._get_available(questions),
        )
        return self._add_frozen(data, company, questions, families, counted, definition), keys

    @api.model
    def _match(self, rows, applicants):
        """Return (rows of those applicants, their places)."""
        if not len(applicants) or not len(rows):
            return rows[:0], np.zeros(0, dtype=int)
        ids = rows[:, 0].astype(int)
        place = np.minimum(np.searchsorted(applicants, ids), len(applicants) - 1)
        known = applicants[place] == ids
        return rows[known], place[known]

    @api.model
    def _get_results(self, outcomes, hire, people, family, definition):
        """Return (usable bool[n], recorded, outcome, met), by the criterion of the definition; NaN without.

        Who was dismissed before the window ended counts as not met, fixed in advance (A10.6), and gets the
        lowest result of the family, or the own one where that is lower. What an interviewer of that person
        judged does not count (A10.5), nor does what came before the decision, nor of somebody the company had
        decided not to hire.
        """
        column = 2 if definition["criterion"] == "attainment" else 3
        recorded = _place(np.nan, hire, outcomes[:, column], len(people))
        is_good = (outcomes[:, 5] == 0) & (outcomes[:, 6] > people[hire, 5]) & (people[hire, 4] > 0)
        usable = _place(0, hire, is_good, len(people)) > 0
        left = usable & (_place(0, hire, outcomes[:, 4], len(people)) > 0)
        outcome = np.where(usable & ~left, recorded, np.nan)
        for number in np.unique(family[left]):
            same = family == number
            known = outcome[same & ~left]
            if np.isfinite(known).any():
                outcome[same & left] = np.fmin(recorded[same & left], np.nanmin(known))
        met = np.where(np.isnan(outcome), np.nan, outcome >= definition["target"])
        met[left] = 0.0
        recorded = np.where(left & np.isnan(recorded), outcome, recorded)
        return usable, recorded, outcome, met

    @api.model
    def _get_features(self, shown, person, size):
        """Return (codes that occur, float[n, e]): 1 shown, 0 not shown, NaN where no answer was read."""
        kind = shown[:, 1].astype(int)
        table = np.full((size, 1 + len(ANSWER_FEATURES)), np.nan)
        table[person] = 0.0
        table[person, kind] = 1.0
        occurring = np.unique(kind[kind > 0])
        return [ANSWER_FEATURES[number - 1] for number in occurring], table[:, occurring]

    @api.model
    def _get_available(self, questions):
        records = self.env["hr.interview.question"].browse(questions.tolist())
        return np.array([record.state == "approved" for record in records], dtype=bool)

    @api.model
    def _add_frozen(self, data, company, questions, families, counted, definition):
        """Add the newest learned weights that enough later hires can judge, else the newest ones.

        Approving often would otherwise put the judgement off for ever.
        """
        runs = self.env["hr.interview.learning.run"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "approved"),
                ("effective_date", "<=", fields.Date.context_today(self)),
            ],
            order="effective_date desc, id desc",
        )
        if not runs:
            return data
        known = data.day[~np.isnan(data.outcome)]
        least = definition["rules"]["minimum"]
        enough = runs.filtered(lambda run: (known >= _number(run.effective_date)).sum() >= least)
        run = (enough or runs)[0]
        frozen = self._get_current(company, questions, families, data.family, counted, run.effective_date)
        return replace(data, freeze_day=_number(run.effective_date), frozen=frozen)

    @api.model
    def _get_current(self, company, questions, families, family, counted, day=None):
        """Return float[f, q]: the weight in force (on ``day``); 1 without one, 0 for what was tried only."""
        Weight = self.env["hr.interview.question.weight"]
        records = self.env["hr.interview.question"].browse(questions.tolist())
        current = np.zeros((len(families), len(questions)))
        for number, record in enumerate(self.env["hr.interview.job.family"].browse(families.tolist())):
            known = Weight._get_known(records, record, company, day)
            in_use = counted[family == number].any(axis=0)
            current[number] = [
                known.get(question, 1.0 if used else 0.0)
                for question, used in zip(records.ids, in_use, strict=True)
            ]
        return current

    @api.model
    def _get_hash(self, data, keys, definition):
        """Return the SHA-256 of all a run rests on: the same data and rules give the same hash."""
        digest = hashlib.sha256(json.dumps([definition, keys], sort_keys=True).encode())
        for name in data.__dataclass_fields__:
            value = getattr(data, name)
            digest.update(np.ascontiguousarray(np.nan if value is None else value).tobytes())
        return digest.hexdigest()


def _number(day):
    return (day - FIRST_DAY).days


def _ratio(shape, row, column, above, below):
    """Return sum(above) / sum(below) for each place, NaN where there is nothing."""
    index = row * shape[1] + column
    size = shape[0] * shape[1]
    below = np.bincount(index, weights=below, minlength=size)
    above = np.bincount(index, weights=above, minlength=size)
    return np.divide(above, below, out=np.full(size, np.nan), where=below > 0).reshape(shape)


def _place(empty, index, values, size):
    """Return float[size] with ``values`` at ``index`` and ``empty`` elsewhere."""
    result = np.full(size, float(empty))
    result[index] = values
    return result
