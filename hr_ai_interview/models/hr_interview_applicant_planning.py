import random

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from .hr_interview_recording import OPEN_STATES

#: As the constraint of interviews says.
MAX_MINUTES = 480
START_KEYS = frozenset(
    {"round_id", "kit_id", "interviewer_ids", "date_start", "minutes", "video_url", "tz", "deeper"}
)


class HrInterviewApplicantPlanning(models.AbstractModel):
    """Planning the interviews of an applicant: from a kit, and going deeper where evidence is thin."""

    _name = "hr.interview.applicant.planning"
    _description = "Planning Interviews"

    # --- from a kit ------------------------------------------------------------------------------

    def start_interview(self, options=None):
        """Plan an interview with the questions of a kit in use; the open one of that round is given back.

        :param dict options: ``round_id`` (default: the first round of the job not yet held), ``kit_id``
            (default: the newest kit in use of that round), ``interviewer_ids`` (default: those of the
            round), ``date_start`` "YYYY-MM-DD HH:MM:SS" UTC, ``minutes``, ``video_url``, ``tz``, ``deeper``
            (add approved questions where earlier rounds left thin or conflicting evidence)
        :return: [{"applicant_id","interview_id","created"}] in the order of the records
        :raise UserError: unknown option, no job, no kit in use, kit or round of another job, refused
        applicant
        """
        self.check_access("read")
        self.env["hr.interview"].check_access("create")
        options = self._clean_start_options(options)
        return [applicant._start_one(options) for applicant in self]

    @api.model
    def _clean_start_options(self, options):
        options = self.env["hr.interview.drafting"]._clean_option_keys(options, START_KEYS)
        drafting = self.env["hr.interview.drafting"]

        def one(key, model):
            return drafting._clean_records({key: [options[key]] if options.get(key) else []}, key, model)

        interviewers = None
        if options.get("interviewer_ids") not in (None, False):
            interviewers = drafting._clean_records(options, "interviewer_ids", "res.users")
            if interviewers.filtered("share"):
                raise UserError(self.env._("Interviewers are internal users."))
        return {
            "round": one("round_id", "hr.interview.round"),
            "kit": one("kit_id", "hr.interview.kit"),
            "interviewers": interviewers,
            "date_start": self._clean_date(options.get("date_start")),
            "minutes": drafting._clean_integer(options, "minutes", None, 5, MAX_MINUTES),
            "video_url": self._clean_url(options.get("video_url")),
            "tz": options.get("tz") or False,
            "deeper": bool(options.get("deeper")),
        }

    @api.model
    def _clean_date(self, value):
        if not value:
            return False
        try:
            return fields.Datetime.to_datetime(value)
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._("%(value)s is no time (YYYY-MM-DD HH:MM:SS, UTC).", value=repr(value)[:40])
            ) from error

    @api.model
    def _clean_url(self, value):
        if value and (not isinstance(value, str) or not value.startswith(("https://", "http://"))):
            raise UserError(self.env._("A video link begins with https://."))
        return value or False

    def _start_one(self, options):
        self.ensure_one()
        self._check_job()
        if not self.active or self.refuse_reason_id:
            raise UserError(self.env._("%(name)s was refused or archived.", name=self.display_name))
        kit, interview_round = self._choose_kit(options)
        # Superuser: an interview is planned here only; the right to create one was checked.
        Interview = self.env["hr.interview"]._as_system()
        found = Interview.search(
            [
                ("applicant_id", "=", self.id),
                ("round_id", "=", interview_round.id),
                ("state", "in", OPEN_STATES),
            ],
            limit=1,
        )
        if found:
            return {"applicant_id": self.id, "interview_id": found.id, "created": False}
        try:
            interview = Interview.create(self._prepare_interview_vals(kit, interview_round, options))
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("This round was planned by another call just now.") from error
        interview._sync_event()
        return {"applicant_id": self.id, "interview_id": interview.id, "created": True}

    def _check_job(self):
        if not self.sudo().job_id:
            raise UserError(self.env._("Choose the job position of %(name)s first.", name=self.display_name))

    def _get_next_round(self):
        """The round that still lacks scores, else the first of the job not yet held."""
        interviews = self.sudo()._get_valid_interviews().filtered(lambda i: i.job_id == self.job_id)
        open_ones = interviews.filtered(lambda i: i.state in OPEN_STATES and not i.is_revealed)
        rounds = self.job_id.interview_round_ids
        return open_ones[:1].round_id or (rounds - interviews.round_id)[:1] or rounds[:1]

    def _choose_kit(self, options):
        """Return (kit, round); say what is missing when there is none."""
        kit, interview_round = options["kit"], options["round"]
        if kit and not interview_round:
            interview_round = kit.round_id
        if not interview_round and not kit:
            interview_round = self._get_next_round()
        for record in (kit, interview_round):
            if record and record.job_id != self.job_id:
                raise UserError(
                    self.env._(
                        "%(record)s belongs to %(job)s, the candidate applies for another job.",
                        record=record.display_name,
                        job=record.job_id.display_name,
                    )
                )
        if not kit:
            # An outdated kit stays in use until its successor is; one that is up to date comes first.
            domain = [("job_id", "=", self.job_id.id), ("state", "=", "ready")]
            if interview_round:
                domain.append(("round_id", "=", interview_round.id))
            kits = self.env["hr.interview.kit"].search(domain, order="id desc")
            lang = self.env["hr.interview.lang"].default()
            kit = kits.sorted(lambda k: (k.is_stale, k.lang != lang))[:1]
        if not kit or kit.state != "ready":
            raise UserError(
                self.env._(
                    "There is no kit in use for %(job)s, %(round)s. Assemble one and put it into use first.",
                    job=self.job_id.display_name,
                    round=interview_round.name or "–",
                )
            )
        return kit, interview_round or kit.round_id

    def _prepare_interview_vals(self, kit, interview_round, options):
        interviewers = options["interviewers"]
        if interviewers is None:
            interviewers = interview_round.interviewer_ids
        minutes = options["minutes"] or kit.minutes_available
        start = options["date_start"]
        Answer = self.env["hr.interview.answer"]
        weights = kit._get_question_weights()
        rows = [
            Answer._prepare_vals(
                line.question_id, kit.lang, line.sequence, "kit", weights[line.question_id.id]
            )
            for line in kit.line_ids
        ]
        trials = self.env["hr.interview.trial.drawing"]._draw(self, kit)
        rows = self._mix_in_trials(rows, kit, trials)
        rows += self._prepare_own_rows(kit)
        if options["deeper"]:
            rows += self._prepare_deeper_rows(kit)
        if not options["minutes"]:
            minutes = min(minutes + sum(trials.mapped("minutes")), MAX_MINUTES)
        return {
            "applicant_id": self.id,
            "job_id": self.job_id.id,
            "company_id": (self.company_id or kit.company_id or self.env.company).id,
            "round_id": interview_round.id,
            "kit_id": kit.id,
            "lang": kit.lang,
            "minutes": minutes,
            "user_id": self.env.uid,
            "interviewer_ids": [fields.Command.set(interviewers.ids)],
            "date_start": start,
            "date_stop": fields.Datetime.add(start, minutes=minutes) if start else False,
            "video_url": options["video_url"],
            "tz": options["tz"] or self.env.user.tz or "UTC",
            "answer_ids": [fields.Command.create(row) for row in rows],
        }

    def _prepare_own_rows(self, kit):
        """Approved questions drafted for this candidate are asked too, rated, and left out of every total."""
        code = self.env["hr.interview.lang"].reading_code(kit.lang)
        own = self.sudo().interview_question_ids.filtered(
            lambda q: q.state == "approved" and not q.is_stale and code in q.approved_lang_ids.mapped("code")
        )
        asked = self.sudo().interview_ids.answer_ids.question_id
        Answer = self.env["hr.interview.answer"]
        return [
            Answer._prepare_vals(question, kit.lang, 1000 + number, "candidate", 0.0, is_counted=False)
            for number, question in enumerate(own - asked)
        ]

    def _mix_in_trials(self, rows, kit, questions):
        """Put questions on trial among the ``rows`` of the kit, where nothing tells them apart.

        The same place and number look for the panel; no total counts them. The first question stays: it opens
        the talk.
        """
        places = random.Random(f"{self.id},{kit.id}")
        weights = kit._get_question_weights(questions)
        Answer = self.env["hr.interview.answer"]
        for question in questions:
            weight = weights[question.id] or 1.0
            row = Answer._prepare_vals(question, kit.lang, 0, "kit", weight, is_counted=False)
            rows.insert(places.randint(1, max(len(rows), 1)), row)
        return [{**row, "sequence": 10 * number} for number, row in enumerate(rows, 1)]

    def _prepare_deeper_rows(self, kit):
        """One more approved question for each dimension whose evidence is thin or in conflict."""
        code = self.env["hr.interview.lang"].reading_code(kit.lang)
        Question = self.env["hr.interview.question"]
        in_kit = kit.line_ids.question_id
        chosen = Question
        for row in self._plan_one()["dimensions"]:
            fits = Question.browse(row["question_ids"]).filtered(
                lambda q: code in q.approved_lang_ids.mapped("code") and q not in in_kit | chosen  # noqa: B023
            )
            chosen |= fits[:1]
        Answer = self.env["hr.interview.answer"]
        weights = kit._get_question_weights(chosen)
        return [
            Answer._prepare_vals(question, kit.lang, 500 + number, "follow_up", weights[question.id])
            for number, question in enumerate(chosen)
        ]

    # --- next round ------------------------------------------------------------------------------

    def plan_next_round(self):
        """Say which dimensions have weak or conflicting evidence, and which approved questions go deeper.

        :return: [{"applicant_id","dimensions": [{"competency_id","name","reason","question_ids"}]}];
            ``reason`` is "not_assessed", "thin" (one rater or one criterion) or "conflict" (raters 3 points
            or more apart)
        """
        self.check_access("read")
        return [applicant._plan_one() for applicant in self]

    def _plan_one(self):
        self.ensure_one()
        self._check_job()
        self._get_held_interviews()._check_not_held()
        interviews = self.interview_ids.filtered("is_revealed")
        rows = interviews._get_dimension_rows() if interviews else {}
        state = {}
        for interview_rows in rows.values():
            for row in interview_rows:
                if row["competency_id"]:
                    state.setdefault(row["competency_id"], []).append(row["human"])
        expected = self.sudo().job_id._get_dimension_expectations()[self.sudo().job_id]
        asked = self.sudo().interview_ids.answer_ids.question_id
        bank = self.env["hr.interview.question"].search(self.job_id._interview_bank_domain())
        dimensions = []
        for competency in expected:
            reason = self._get_evidence_gap(self._merge_scores(state.get(competency.id, [])))
            if reason:
                fresh = bank.filtered(lambda q: competency in q.competency_ids and q not in asked)  # noqa: B023
                dimensions.append(
                    {
                        "competency_id": competency.id,
                        "name": competency.name,
                        "reason": reason,
                        "question_ids": fresh[:3].ids,
                    }
                )
        return {"applicant_id": self.id, "dimensions": dimensions}
