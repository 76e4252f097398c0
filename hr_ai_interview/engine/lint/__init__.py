"""Check the wording of interview questions and of their probes.

Examples
    >>> [(f.code, f.excerpt) for f in lint_text("Are you married?", "en")]
    [('protected.marital', 'Are you married')]
    >>> lint_text("How do you treat a disabled button in a form?", "en")
    []

How it works
    The text is normalised with a map back to the original (``normalise``). Rules per language ask
    whether the *candidate's own* characteristic is asked for (``matcher``); tone, leading, jargon
    (``checks``) and the build of the question (``structure``) follow. Severity and legal ground come
    from a country pack. All rules are versioned JSON under ``data/``.

What it does not do
    It is a wording check with reasons, not legal advice: no finding does not mean lawful, and a
    person decides what is asked.
"""

from __future__ import annotations

from ..base import EngineInputError
from ..schema import Finding
from . import checks, data
from .data import known_country

LINT_LANGS = data.LINT_LANGS


def lint_text(
    text: str, lang: str, country: str | None = None, job_terms: tuple[str, ...] = ()
) -> list[Finding]:
    """Return the findings for one question, gravest first; [] when there is nothing to say.

    lang: "en", "zh_CN", "ja" or "es"; anything else raises EngineInputError. country: ISO 3166 code,
    in any case, of the country whose law applies; packs exist for CN, US, JP, ES and the EU ("EU" or
    any member), None and every other country get the international baseline, and what is no code
    ("Germany") raises EngineInputError. job_terms: what the job asks for; when given, a
    text that names none of them gets a finding. At most 200 findings. Of a text longer than
    6,000 characters only the beginning is checked, without rewrites: a blocking finding
    ("length.not_checked") says so.
    """
    if lang not in LINT_LANGS:
        raise EngineInputError(
            f"The language {lang!r} cannot be checked; choose one of {', '.join(LINT_LANGS)}."
        )
    if country and not known_country(country):
        raise EngineInputError(
            f"The country {country[:60]!r} is not known; give its ISO code of two letters, such as CN or US."
        )
    return checks.check(text, lang, country, tuple(job_terms))


def lint_version() -> str:
    """Return the version of the rules; it changes when findings may change."""
    return data.version()
