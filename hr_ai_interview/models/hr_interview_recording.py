from contextlib import contextmanager

import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

#: States in which something can still be written down and scored.
OPEN_STATES = ("planned", "running", "scoring")
#: Longer texts are refused with a sentence; nothing is cut off.
MAX_ANSWER = 200_000
MAX_NOTE = 50_000
MAX_COMMENT = 5_000
ANSWER_KEYS = frozenset({"answer_id", "question_id", "text", "revision"})
RATING_KEYS = frozenset({"answer_id", "criterion_id", "score", "comment", "status"})


class HrInterviewRecording(models.AbstractModel):
    """Writing down what is said and scoring it: the methods of the console, one transaction each.

    Interviewers have no right to write these records. Each method checks who calls, in which state the
    interview is, and that every row belongs to it; then it writes in superuser mode. A row that is off
    makes the whole call fail: all or nothing, except a conflict, which is an answer of its own.
    """

    _name = "hr.interview.recording"
    _description = "Recording of Interviews"

    # --- answers and notes -----------------------------------------------------------------------

    def record_answers(self, rows):
        """Store what the candidate said; one interview.

        :param list rows: [{"answer_id" or "question_id","text","revision"?}]. With ``revision`` (the one the
            client saw) a text that somebody changed meanwhile is not overwritten.
        :return: {"interview_id","recorded","conflicts": [{"answer_id","revision","text"}]}
        :raise UserError: a question that is not part of the interview, a closed interview, a text that is no
            text or longer than 200,000 characters
        """
        self.ensure_one()
        interview = self._check_may_record()
        if interview.is_revealed:
            raise UserError(
                self.env._(
                    "The scores of %(interview)s are in; its answers are fixed.", interview=interview.name
                )
            )
        rows = self._clean_rows(rows, ANSWER_KEYS)
        pairs = [(interview._find_answer(row), self._clean_text(row, MAX_ANSWER), row) for row in rows]
        self._refuse_twice([answer.id for answer, _text, _row in pairs])
        result = self._store_texts(pairs, lambda answer, text: answer._record(text, self.env.user))
        if result["recorded"]:
            if interview.state == "planned":
                interview.start()
            interview._notify_panel([answer for answer, _text, _row in pairs])
        return {"interview_id": self.id, **result}

    def save_notes(self, rows):
        """Store the caller's own notes; one interview. Nobody else sees them before scores are in.

        :param list rows: [{"answer_id","text","revision"?}]
        :return: {"interview_id","recorded","conflicts": [{"answer_id","revision","text"}]}
        """
        self.ensure_one()
        interview = self._check_may_record()
        self._check_not_submitted()
        rows = self._clean_rows(rows, ANSWER_KEYS)
        answers = [(interview._find_answer(row), self._clean_text(row, MAX_NOTE), row) for row in rows]
        self._refuse_twice([answer.id for answer, _text, _row in answers])
        Note = interview.env["hr.interview.note"]
        own = Note.search([("interview_id", "=", self.id), ("user_id", "=", self.env.uid)])
        notes = {note.answer_id: note for note in own}
        missing = [answer for answer, _text, _row in answers if answer not in notes]
        with self._twin_runs_again():
            for note in Note.create([{"answer_id": a.id, "user_id": self.env.uid} for a in missing]):
                notes[note.answer_id] = note
        pairs = [(notes[answer], text, row) for answer, text, row in answers]
        result = self._store_texts(
            pairs, lambda note, text: note.write({"text": text, "revision": note.revision + 1})
        )
        return {"interview_id": self.id, **result}

    @api.model
    def _store_texts(self, pairs, store):
        """Store each text whose revision still holds; whoever writes at once is made to run again by Odoo."""
        recorded, conflicts = 0, []
        for record, text, row in pairs:
            seen = row.get("revision")
            if seen is not None and seen is not False and seen != record.revision and record.text != text:
                answer = record if record._name == "hr.interview.answer" else record.answer_id
                conflicts.append({"answer_id": answer.id, "revision": record.revision, "text": record.text})
                continue
            store(record, text)
            recorded += 1
        return {"recorded": recorded, "conflicts": conflicts}

    def _notify_panel(self, answers):
        """Tell the others of the panel that an answer changed; the text itself is not sent."""
        for user in self.interviewer_ids - self.env.user:
            for answer in answers:
                user._bus_send(
                    "hr_interview/console",
                    {"interview_id": self.id, "answer_id": answer.id, "revision": answer.revision},
                )

    # --- ratings ---------------------------------------------------------------------------------

    def save_ratings(self, rows):
        """Keep the caller's scores as drafts; one interview, nothing is locked.

        :param list rows: [{"answer_id","criterion_id","score": 0-10/false,"comment"}]; ``score`` false is
            "not assessed", ``"status": "none"`` takes a draft back
        :return: {"interview_id","saved"}
        :raise UserError: not on the panel, submitted already, no score, a criterion of another interview
        """
        self.ensure_one()
        return {"interview_id": self.id, "saved": len(self._save_ratings(rows))}

    def submit_ratings(self, rows):
        """Keep the caller's scores and, when none is missing, submit and lock them; one interview.

        :param list rows: as for ``save_ratings``; [] submits what was saved before
        :return: {"interview_id","submitted","missing": [{"answer_id","criterion_id","code","message"}]};
            ``code`` is "score" or "comment" (required at 2 and below, 9 and above). Incomplete: nothing is
            locked.
        """
        self.ensure_one()
        self._save_ratings(rows)
        interview = self._as_system()
        interview._serialise_panel()
        own = interview.rating_ids.filtered(lambda rating: rating.user_id == self.env.user)
        if missing := interview._get_missing(own):
            return {"interview_id": self.id, "submitted": False, "missing": missing}
        own.write({"is_submitted": True, "submitted_date": fields.Datetime.now()})
        own_notes = [("interview_id", "=", self.id), ("user_id", "=", self.env.uid)]
        interview.env["hr.interview.note"].search(own_notes).is_submitted = True
        # Linked, not set anew: that would drop those who have left the company since, whom relations hide.
        interview.submitted_user_ids = [fields.Command.link(self.env.uid)]
        if interview.state in ("planned", "running"):
            interview.finish()
        if interview.is_revealed:
            interview._after_reveal()
        return {"interview_id": self.id, "submitted": True, "missing": []}

    def _save_ratings(self, rows):
        interview = self._check_may_record()
        if self.env.user not in interview.interviewer_ids:
            raise UserError(
                self.env._("You are not on the panel of %(interview)s.", interview=interview.name)
            )
        self._check_not_submitted()
        criteria = {criterion.id: criterion for criterion in interview.answer_ids.criterion_ids}
        cleaned = [self._clean_rating(row, criteria) for row in self._clean_rows(rows, RATING_KEYS)]
        self._refuse_twice([criterion.id for criterion, _vals in cleaned])
        Rating = interview.env["hr.interview.rating"]
        own = interview.rating_ids.filtered(lambda rating: rating.user_id == self.env.user)
        own = {rating.criterion_id: rating for rating in own}
        again = bool(
            Rating.with_context(active_test=False).search_count(
                [("interview_id", "=", self.id), ("user_id", "=", self.env.uid), ("active", "=", False)],
                limit=1,
            )
        )
        new = []
        for criterion, vals in cleaned:
            rating = own.get(criterion)
            if vals is None:
                if rating:
                    rating.unlink()
            elif rating:
                rating.write(vals)
            else:
                new.append({**self._prepare_rating_vals(criterion), **vals, "is_again": again})
        with self._twin_runs_again():
            Rating.create(new)
        return cleaned

    @api.model
    @contextmanager
    def _twin_runs_again(self):
        """A second tab of the same person stored the row first: Odoo runs this call again, and finds it."""
        try:
            yield
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("This row was stored by another call just now.") from error

    def _prepare_rating_vals(self, criterion):
        return {
            "criterion_id": criterion.id,
            "answer_id": criterion.answer_id.id,
            "interview_id": self.id,
            "company_id": self.company_id.id,
            "user_id": self.env.uid,
        }

    def _clean_rating(self, row, criteria):
        """Return (criterion, values), values None when a draft is taken back; ``criteria`` by id."""
        criterion_id = self._clean_id(row, "criterion_id")
        criterion = criteria.get(criterion_id)
        if not criterion or (
            "answer_id" in row and self._clean_id(row, "answer_id") != criterion.answer_id.id
        ):
            raise UserError(self.env._("Criterion %s is not part of this interview.", criterion_id))
        status = row.get("status") or "scored"
        if status == "none":
            return criterion, None
        if "score" not in row:
            raise UserError(self.env._("A rating has a score, or false where nothing could be assessed."))
        score = self.env["hr.interview.rating"]._clean_score(row["score"])
        if status not in ("scored", "not_assessed") or (status == "not_assessed" and score is not False):
            raise UserError(self.env._("%(value)s is no status of a rating.", value=repr(status)[:40]))
        comment = row.get("comment") or ""
        if not isinstance(comment, str) or len(comment) > MAX_COMMENT:
            raise UserError(self.env._("A comment is a text of at most %s characters.", MAX_COMMENT))
        return criterion, {
            "status": "not_assessed" if score is False else "scored",
            "score": score,
            "comment": comment.replace("\x00", "").strip() or False,
            "answer_revision": criterion.answer_id.revision,
        }

    def _get_missing(self, own):
        """Return what keeps these ratings from being submitted."""
        given = {rating.criterion_id: rating for rating in own}
        missing = []
        for criterion in self.answer_ids.criterion_ids:
            rating = given.get(criterion)
            if not rating:
                code, words = "score", self.env._("%(name)s: no score yet.", name=criterion.name)
            elif not rating.comment and rating._needs_comment(rating.status, rating.score):
                code = "comment"
                words = self.env._(
                    "%(name)s: say why, since %(score)s is at the end of the scale.",
                    name=criterion.name,
                    score=f"{rating.score:g}",
                )
            else:
                continue
            missing.append(
                {
                    "answer_id": criterion.answer_id.id,
                    "criterion_id": criterion.id,
                    "code": code,
                    "message": words,
                }
            )
        return missing

    def _after_reveal(self):
        """Everybody has submitted: the organiser hears of it, and the others' consoles show the scores."""
        for user in self.interviewer_ids | self.user_id:
            user._bus_send("hr_interview/console", {"interview_id": self.id, "revealed": True})

    # --- checks ----------------------------------------------------------------------------------

    def _check_not_submitted(self):
        if self.env.user in self.sudo().submitted_user_ids:
            raise UserError(
                self.env._("You have submitted your scores; an officer can unlock them with a reason.")
            )

    def _find_answer(self, row):
        """Return the answer a row is about; it has to belong to this interview."""
        self.ensure_one()
        key = "answer_id" if row.get("answer_id") else "question_id"
        wanted = self._clean_id(row, key)
        for answer in self.answer_ids:
            if wanted == (answer.id if key == "answer_id" else answer.question_id.id):
                return answer
        raise UserError(self.env._("Question %s is not part of this interview.", wanted))

    @api.model
    def _clean_rows(self, rows, known):
        if not isinstance(rows, list | tuple) or any(not isinstance(row, dict) for row in rows):
            raise UserError(self.env._("Rows are a list of named values."))
        for row in rows:
            if unknown := sorted(set(map(str, row)) - known):
                raise UserError(self.env._("Unknown option: %(keys)s.", keys=", ".join(unknown)))
        return rows

    @api.model
    def _clean_id(self, row, key):
        value = row.get(key)
        if type(value) is not int:
            raise UserError(self.env._("%(key)s has to be an id.", key=key))
        return value

    @api.model
    def _clean_text(self, row, most):
        text = row.get("text")
        if text is False or text is None:
            text = ""
        if not isinstance(text, str):
            raise UserError(self.env._("An answer is a text."))
        if len(text) > most:
            raise UserError(
                self.env._(
                    "This text has %(count)s characters; %(most)s are possible.", count=len(text), most=most
                )
            )
        revision = row.get("revision")
        if revision not in (None, False) and type(revision) is not int:
            raise UserError(self.env._("A revision is a whole number."))
        # PostgreSQL stores neither NUL nor half a surrogate pair.
        return text.replace("\x00", "").encode("utf-8", "replace").decode()

    @api.model
    def _refuse_twice(self, ids):
        if len(ids) != len(set(ids)):
            raise UserError(self.env._("A row stands twice in this call."))
