from odoo import api, models
from odoo.tools import format_list

from ..engine import Note, note_text


def format_number(number):
    """Return a number as people write it: 97 for 97.0, no exponent for a million.

    >>> format_number(97.0), format_number(1500000.0), format_number(0.1 + 0.2)
    ('97', '1500000', '0.3')
    """
    return f"{number:.12g}"


def with_unit(number, unit):
    """Put the unit behind a number that is text already.

    >>> with_unit("97", "%"), with_unit("3", "days"), with_unit("3", "")
    ('97%', '3 days', '3')
    """
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()


class HrInterviewMessage(models.AbstractModel):
    """What happened, stored in no language and said in the reader's.

    A stored message is {"code", "values"}, JSON in a list; the method ``_say_<code>`` makes its sentence
    from the values. A name is kept in all its languages (``_get_texts``): what it names may have been
    renamed or deleted by the time somebody reads the message.
    """

    _name = "hr.interview.message"
    _description = "Messages in the Language of the Reader"

    @api.model
    def _make(self, code, **values):
        return {"code": code, "values": values}

    @api.model
    def _make_notes(self, notes):
        """Return the notes of an engine as messages."""
        return [self._make("note", note=note.code, values=note.values) for note in notes]

    @api.model
    def _get_texts(self, record, name="name"):
        """Return {language: text} of a field, to be stored in a message."""
        # sudo: whoever is told of a change may read what it is about by its name.
        record, field = record.sudo(), record._fields[name]
        if field.translate:
            return field._get_stored_translations(record) or {}
        return {"en_US": record[name]} if record[name] else {}

    @api.model
    def _say(self, messages):
        """Return one sentence for each message, in the language of the environment."""
        return [self._say_one(message["code"], message["values"]) for message in messages or ()]

    @api.model
    def _say_one(self, code, values):
        """A message that was stored by a newer version, or by an add-on that is gone, is its code."""
        say = getattr(self, f"_say_{code}", None)
        return say(**values) if say else code

    @api.model
    def _say_lines(self, messages):
        """Return the sentences as a text, one a line; False without any."""
        return "\n".join(self._say(messages)) or False

    @api.model
    def _pick(self, texts):
        """Return the text of a stored name that Odoo would show to this reader."""
        return texts.get(self.env.lang) or texts.get("en_US") or next(iter(texts.values()), "")

    # --- outdated questions and kits -------------------------------------------------------------

    @api.model
    def _say_changed(self, model, name, changes):
        """``changes``: [{"field"}, or with "old" and "new", and "unit" where there is one]."""
        return self.env._(
            "%(what)s changed: %(reason)s",
            what=self._pick(name),
            reason=format_list(self.env, [self._say_change(model, **change) for change in changes]),
        )

    @api.model
    def _say_change(self, model, field, old=None, new=None, unit=None):
        field = self.env[model]._fields[field]
        label = field._description_string(self.env)
        if old is None:
            return label
        old, new = (self._say_value(field, value, unit) for value in (old, new))
        return f"{label}: {old} → {new}"

    @api.model
    def _say_value(self, field, value, unit):
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "—")
        return with_unit(value, self._pick(unit)) if unit else value or "—"

    @api.model
    def _say_archived(self, name):
        return self.env._("%(what)s was archived", what=self._pick(name))

    @api.model
    def _say_outdated(self):
        return self.env._("Periodic review: the profile or goal it was drafted from has changed.")

    @api.model
    def _say_questions_retired(self, codes):
        return self.env._("A question was retired: %(codes)s", codes=", ".join(codes))

    @api.model
    def _say_weights_changed(self, run):
        return self.env._("Learning run %(run)s changed weights of its questions.", run=run)

    # --- retired questions -----------------------------------------------------------------------

    @api.model
    def _say_retired_by(self, user):
        return self.env._("Retired by %(user)s.", user=user)

    @api.model
    def _say_replaced(self, version):
        return self.env._("Replaced by version %(version)s.", version=version)

    @api.model
    def _say_planted(self, flaw):
        return self.env._("This was a planted question: %(flaw)s", flaw=flaw)

    @api.model
    def _say_rejected(self, reason):
        return reason

    # --- what a kit could not get ----------------------------------------------------------------

    @api.model
    def _say_no_questions(self):
        return self.env._(
            "There is no approved, up-to-date question in this language for this job yet. "
            "Generate questions and review them first."
        )

    @api.model
    def _say_search_stopped(self):
        return self.env._("The search was stopped after its time limit; a better kit may exist.")

    @api.model
    def _say_unmet(self, competency, question_type, got, wanted, cause, available):
        causes = {
            "no_candidates": self.env._("the bank has only %(n)s approved", n=available),
            "minutes": self.env._("the time of the round is too short"),
            "enemies": self.env._("the others exclude each other"),
            "maximum": self.env._("another limit of the round leaves no room"),
            "combination": self.env._("time and limits together leave no room"),
            "time_limit": self.env._("the search was stopped"),
        }
        types = self.env["hr.interview.question"]._fields["question_type"]._description_selection(self.env)
        return self.env._(
            "%(subject)s: %(got)s of %(wanted)s questions, because %(cause)s.",
            subject=self._pick(competency) if competency else dict(types)[question_type],
            got=got,
            wanted=wanted,
            cause=causes[cause],
        )

    # --- what a task has to say ------------------------------------------------------------------

    @api.model
    def _say_note(self, note, values):
        return note_text(Note(note, values), self.env["hr.interview.lang"].default())

    @api.model
    def _say_repeated(self, count):
        return self.env._("%s drafts repeated another one of this order and were left out.", count)

    @api.model
    def _say_other_model(self, name):
        return self.env._("Answered by another model than asked for: %(name)s.", name=name)

    @api.model
    def _say_flags(self, codes):
        labels = {
            "invisible": self.env._("invisible characters were removed"),
            "bidi": self.env._("characters that reorder text were removed"),
            "template_token": self.env._("control words of language models"),
            "instruction": self.env._("text that gives a language model instructions"),
            "score_request": self.env._("text that asks for a score"),
            "encoded": self.env._("encoded text"),
            "format_injection": self.env._("text in the form of an answer of a model"),
        }
        return format_list(self.env, [labels.get(code, code) for code in codes])
