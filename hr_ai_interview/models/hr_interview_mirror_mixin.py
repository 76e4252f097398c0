from odoo import api, models


class HrInterviewMirrorMixin(models.AbstractModel):
    """Texts that belong to a question and so are written in its language, not in the client's.

    Odoo keeps an English value for every text and shows it wherever no other one is stored. A text
    written in Chinese while the client speaks English is therefore stored under both. The English
    copy is a mirror: it follows the original, and it does not count as written in English.

    A concrete model names its texts in ``_mirrored_fields``, calls ``_mirror_texts`` in ``create``,
    ``_sync_mirrors`` after ``write``, and the other two before it stores what the translation dialog sends.
    """

    _name = "hr.interview.mirror.mixin"
    _description = "Texts in the Language of a Question"
    _mirrored_fields = ()

    def _get_text_owner(self):
        """Return the question these texts belong to."""
        return self

    def _get_own_code(self):
        """Return the Odoo language the text is written in, False when it is not active."""
        return self.env["hr.interview.lang"].find_code(self._get_text_owner().lang)

    def _get_stored(self, name):
        """Return {language: text} as it stands in the database."""
        return (self._fields[name]._get_stored_translations(self.sudo()) if self.id else None) or {}

    def _get_mirrors(self, name):
        """Return the languages whose stored text is the original or a copy of it."""
        self.ensure_one()
        own, stored = self._get_own_code(), self._get_stored(name)
        if not own:
            return set()
        if not any(stored.values()):  # what is written first is the original, whatever the client speaks
            return {own, self.env.lang or "en_US", *stored}
        original = stored.get(own, stored.get("en_US"))
        return {code for code, text in stored.items() if text == original} | {own}

    def _get_all_mirrors(self, vals):
        """Return {(id, name): languages}: what ``_sync_mirrors`` needs to know from before a write."""
        names = [name for name in self._mirrored_fields if name in vals]
        return {(record.id, name): record._get_mirrors(name) for record in self for name in names}

    def _sync_mirrors(self, vals, mirrors):
        """Bring the copies in line after a write in one of their languages."""
        current = self.env.lang or "en_US"
        # sudo: a copy is no edit of its own; the write that it follows was checked.
        for record in self.sudo():
            for name in self._mirrored_fields:
                codes = mirrors.get((record.id, name), set())
                if name not in vals or current not in codes:
                    continue
                stored, text = record._get_stored(name), vals[name] or ""
                if texts := {code: text for code in codes if (stored.get(code) or "") != text}:
                    record._update_field_translations(name, texts)

    def _mirror_texts(self):
        """Store the texts of a new record under the language they are written in."""
        current = self.env.lang or "en_US"
        for record in self.sudo():
            own = record._get_own_code()
            if not own or own == current:
                continue
            for name in self._mirrored_fields:
                if record[name]:
                    record._update_field_translations(name, {own: record[name]})

    def _follow_original(self, name, translations):
        """Return ``translations`` with the copies of the original, when that is among them."""
        text = translations.get(self._get_own_code())
        if not isinstance(text, str):
            return translations
        return {**dict.fromkeys(self._get_mirrors(name), text), **translations}

    def _keep_apart(self, name, translations):
        """Return ``translations`` with the texts that approved languages show by falling back.

        Where nothing else is stored Odoo shows the English text: a change of that one would change
        the words that a reviewer approved for another language.
        """
        stored = self._get_stored(name)
        if "en_US" in stored and "en_US" not in translations:
            return translations
        approved = self._get_text_owner().sudo().approved_lang_ids.mapped("code")
        kept = {code: stored.get("en_US") or "" for code in approved if code not in stored}
        return {**kept, **translations}

    @api.private
    def copy_translations(self, new, excluded=()):
        """A copy takes the translations over as they are stored; that is no edit by anybody."""
        return super().copy_translations(new.sudo(), excluded)
