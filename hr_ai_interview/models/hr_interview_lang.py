from odoo import api, models
from odoo.exceptions import UserError

from ..engine import LANGS

#: How a language may be written over the API -> language of the engines. Traditional Chinese is
#: absent on purpose: simplified texts put before a reader of traditional ones are a defect.
ENGINE_LANG = {"en": "en", "zh": "zh_CN", "ja": "ja", "es": "es"}
REFUSED = {"zh_TW", "zh_HK", "zh_HANT"}
DEFAULT_ODOO_LANG = {"en": "en_US", "zh_CN": "zh_CN", "ja": "ja_JP", "es": "es_ES"}


class HrInterviewLang(models.AbstractModel):
    _name = "hr.interview.lang"
    _description = "Languages of interview texts"

    @api.private
    def selection(self):
        """Return the languages a question can be written in, as a selection list."""
        return [
            ("en", self.env._("English")),
            ("zh_CN", self.env._("Chinese (Simplified)")),
            ("ja", self.env._("Japanese")),
            ("es", self.env._("Spanish")),
        ]

    @api.private
    def active_selection(self):
        """Like ``selection``, without the languages this Odoo could not store a text in."""
        return [(lang, name) for lang, name in self.selection() if self.find_code(lang)]

    @api.private
    def normalise(self, code):
        """Return "en", "zh_CN", "ja" or "es" for an Odoo code or a short one.

        An empty code means the language of the user. Raises UserError for any other language.
        """
        code = str(code or self.env.lang or "en_US").strip().replace("-", "_")
        lang = ENGINE_LANG.get(code.split("_", maxsplit=1)[0].lower())
        if not lang or code.upper() in {refused.upper() for refused in REFUSED}:
            raise UserError(
                self.env._(
                    "Interview questions cannot be written in %(lang)s. Choose one of: %(known)s.",
                    lang=repr(code[:20]),
                    known=", ".join(LANGS),
                )
            )
        return lang

    @api.private
    def default(self):
        """Return the language of the user, or English when nothing is written in that one."""
        code = self.env.lang or "en_US"
        if code in REFUSED:
            return "en"
        return ENGINE_LANG.get(code.split("_", maxsplit=1)[0], "en")

    @api.private
    def find_code(self, lang):
        """Return the code of the active Odoo language for a language of the engines, or False."""
        active = [code for code, _name in self.env["res.lang"].get_installed()]
        wanted = DEFAULT_ODOO_LANG.get(lang)
        if wanted in active:
            return wanted
        for code in active:
            if code not in REFUSED and ENGINE_LANG.get(code.split("_")[0]) == lang:
                return code
        return False

    @api.private
    def odoo_code(self, lang):
        """Return the language that new texts in ``lang`` are written and approved in.

        Raises UserError that says where to activate it when there is none.
        """
        if code := self.find_code(lang):
            return code
        raise UserError(
            self.env._(
                "The language %(lang)s is not active in this Odoo. An administrator can activate it "
                "under Settings > Translations > Languages.",
                lang=DEFAULT_ODOO_LANG[lang],
            )
        )

    @api.private
    def reading_code(self, lang):
        """Return the language to show existing texts in; never raises.

        Odoo reads nothing in a language that was switched off since; every text has an English
        value, which is a copy of the original where nobody translated it.
        """
        return self.find_code(lang) or "en_US"

    @api.private
    def storage_code(self, lang):
        """Return the key under which texts in ``lang`` are stored, also when it was switched off."""
        return self.find_code(lang) or DEFAULT_ODOO_LANG[lang]
