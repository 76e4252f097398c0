"""Run all checks of one text and build the findings.

How: the text is normalised once; the lexicon of its language (and of another language whose
script the text shows) finds what asks about protected characteristics, the tone file finds tone,
leading, jargon; ``structure`` finds closed, double and badly sized questions. Where a sentence is
blocked anyway, the smaller remarks on the same sentence are left out.

It is a check of wording, not legal advice, and knows nothing of the job but ``job_terms``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from ..folding import Mapped
from ..schema import Finding
from . import data, structure
from .data import Rule
from .matcher import Hit, overlaps, protected_hits, rule_hits, trim
from .normalise import normalise
from .rewrite import Change, closed_template, compose, fill, sentence_bounds, subject_of

MAX_FINDINGS = 200
MAX_CHECKED = 6000
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_LATIN_WORDS = re.compile(r"[a-z]{2}[^a-z]{1,3}[a-z]{2}")
_JOINERS = re.compile(
    r"[ ,，;；、¿]*(?:(?<=[ ,])(?:and also|and|as well as|plus|or|also|y también|así como|y|e|o)"
    r"|以及|同时|另外|还有|并且|而且|此外|また|それと|あと|さらに|加えて|そして|それから|ちなみに)?"
    r"[ ,，;；、¿]*$"
)
_SEVERITY_ORDER = {"block": 0, "warn": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Context:
    """What one check works with; ``normal`` covers the first MAX_CHECKED characters of ``text``."""

    text: str
    normal: Mapped
    lang: str
    country: str | None
    job_terms: tuple[str, ...]


def _lexicons(text: str, lang: str) -> list[str]:
    """Return the lexicons to try: the language's own, then those of other scripts in the text."""
    names = [lang]
    if lang in ("en", "es"):
        if _HAN.search(text):
            names.append("ja" if _KANA.search(text) else "zh_CN")
        names.append("es" if lang == "en" and "¿" in text else "en")
    elif _LATIN_WORDS.search(text):
        names.append("es" if "¿" in text else "en")
    if lang == "ja" and _HAN.search(text) and not _KANA.search(text):
        names.append("zh_CN")
    if lang == "zh_CN" and _KANA.search(text):
        names.append("ja")
    return list(dict.fromkeys(names))


def _finding(ctx: Context, code: str, category: str, severity: str, span: tuple[int, int]) -> Finding:
    """Build a finding from a span of the normalised text."""
    start, end = ctx.normal.original(*span)
    return Finding(
        code=code,
        category=category,
        severity=severity,
        start=start,
        end=end,
        excerpt=ctx.text[start:end],
        message=data.messages(ctx.lang)[code]["message"],
    )


def _protected(ctx: Context, changes: list[Change]) -> list[Finding]:
    """Return the findings of the lexicons, with severity and legal basis of the country."""
    pack = data.country_pack(ctx.country)
    found: dict[tuple[str, int, int], Finding] = {}
    for name in _lexicons(ctx.normal.text, ctx.lang):
        for hit in protected_hits(ctx.normal.text, name):
            severity, laws = pack[hit.rule.code]
            finding = _finding(ctx, hit.rule.code, hit.rule.category, severity, (hit.start, hit.end))
            finding = replace(finding, basis=data.law_text(laws, ctx.lang))
            found.setdefault((finding.code, finding.start, finding.end), finding)
            text = data.messages(ctx.lang)[hit.rule.code]["rewrite"]
            changes.append(Change(finding.start, finding.end, text))
    return list(found.values())


def _tone(ctx: Context, rules: list[Rule], changes: list[Change]) -> list[Finding]:
    """Return the findings on tone and leading questions by the rules."""
    text, findings = ctx.normal.text, []
    taken: list[tuple[int, int]] = []
    for rule in rules:
        for hit in rule_hits(rule, text):
            if overlaps(taken, hit.start, hit.end):
                continue
            taken.append((hit.start, hit.end))
            finding = _finding(ctx, rule.code, rule.category, rule.severity, (hit.start, hit.end))
            findings.append(finding)
            changes.append(Change(finding.start, finding.end, _tone_text(ctx, hit)))
    return findings


def _tone_text(ctx: Context, hit: Hit) -> str:
    """Return the neutral sentence for a tone hit, with its subject in the original spelling."""
    span = subject_of(hit, ctx.normal.text)
    if "{x}" not in hit.rule.replace:
        return hit.rule.replace
    if not span:
        return ""
    start, end = ctx.normal.original(*span)
    return fill(hit.rule.replace, ctx.text[start:end])


def _jargon(ctx: Context, changes: list[Change]) -> list[Finding]:
    """Return the findings on jargon: information for one term, a warning for several."""
    tone = data.tone(ctx.lang)
    hits = list(islice(tone.jargon.finditer(ctx.normal.text), MAX_FINDINGS))
    severity = "warn" if len({found.group() for found in hits}) > 1 else "info"
    findings = []
    for found in hits:
        finding = _finding(ctx, "jargon.term", "jargon", severity, found.span())
        findings.append(finding)
        plain = tone.jargon_plain[found.lastindex - 1]
        changes.append(Change(finding.start, finding.end, plain, exact=True))
    return findings


def _structure(ctx: Context, changes: list[Change]) -> list[Finding]:
    """Return the findings on closed and double questions."""
    text, tone = ctx.normal.text, data.tone(ctx.lang)
    findings = _double(ctx, changes)
    closed = structure.closed_span(text, tone)
    if closed and (inner := trim(text, *closed))[0] < inner[1]:
        finding = _finding(ctx, "closed.yes_no", "closed", "info", inner)
        findings.append(finding)
        changes.append(Change(finding.start, finding.end, _opened(ctx, closed)))
    return findings


def _double(ctx: Context, changes: list[Change]) -> list[Finding]:
    """Return the finding on two subjects in one question; the rewrite keeps the first."""
    text, tone = ctx.normal.text, data.tone(ctx.lang)
    pair = structure.pair_span(text, tone) if len(text) <= 2000 else None
    span = pair[0] if pair else structure.double_span(text, tone)
    if not span or (span := trim(text, *span))[0] == span[1]:
        return []
    finding = _finding(ctx, "double.barrelled", "double", "warn", span)
    if not pair:
        changes.append(Change(0, len(ctx.text), _ended(ctx.text[: finding.start], ctx.lang)))
    elif pair[1]:
        start, end = ctx.normal.original(*pair[1])
        changes.append(Change(finding.start, finding.end, fill(tone.pair["one"], ctx.text[start:end])))
    else:
        changes.append(Change(finding.start, finding.end, tone.pair["fixed"]))
    return [finding]


def _ended(text: str, lang: str) -> str:
    """Return the first of two questions without its joiner and with an end mark."""
    text = _JOINERS.sub("", text)
    if not text or text[-1] in "?？。.!！":
        return text
    if lang == "ja":
        return text + "。"
    return text + ("？" if lang == "zh_CN" else "?")


def _opened(ctx: Context, closed: tuple[int, int]) -> str:
    """Return the open form of a yes/no question, with its subject in the original spelling."""
    question = ctx.normal.text[closed[0] : closed[1]]
    template, span = closed_template(question, data.tone(ctx.lang))
    if not template or not span:
        return template
    start, end = ctx.normal.original(closed[0] + span[0], closed[0] + span[1])
    return fill(template, ctx.text[start:end])


def _size(ctx: Context) -> list[Finding]:
    """Return the finding on length, if any, over the whole text."""
    text = ctx.normal.text
    code = structure.length_code(text, data.tone(ctx.lang))
    if not code:
        return []
    severity = "warn" if code == "length.too_long" else "info"
    span = trim(text, 0, len(text))
    return [_finding(ctx, code, "length", severity, span)] if span[0] < span[1] else []


def _unchecked(text: str, lang: str) -> Finding:
    """Return the blocking finding on what lies behind the checked part of a text."""
    code, end = "length.not_checked", min(len(text), MAX_CHECKED + 200)
    message = data.messages(lang)[code]["message"]
    return Finding(code, "length", "block", MAX_CHECKED, end, text[MAX_CHECKED:end], message)


def _relevance(ctx: Context) -> list[Finding]:
    """Return a warning when none of the job's terms stands in the text."""
    terms = tuple(folded for term in ctx.job_terms if (folded := normalise(term).text.strip()))
    if not terms or structure.names_the_job(ctx.normal.text, terms):
        return []
    span = trim(ctx.normal.text, 0, len(ctx.normal.text))
    if span[0] == span[1]:
        return []
    return [_finding(ctx, "relevance.no_job_term", "relevance", "warn", span)]


def scan(ctx: Context) -> tuple[list[Finding], list[Change]]:
    """Return all findings of the text, without rewrites, and the changes that would cure them."""
    changes: list[Change] = []
    findings = _protected(ctx, changes)
    rules, has_jargon = data.tone(ctx.lang).woken(ctx.normal.text)
    findings += _tone(ctx, rules, changes)
    serious = bool(findings)
    findings += _jargon(ctx, changes) if has_jargon else []
    structural: list[Change] = []
    smaller = _structure(ctx, structural)
    if serious:
        smaller, structural = [f for f in smaller if f.category == "double"], []
    findings += smaller
    changes += structural
    findings += [f for f in _size(ctx) if not (serious and f.code == "length.too_short")]
    findings += _relevance(ctx)
    findings.sort(key=lambda f: (_SEVERITY_ORDER[f.severity], f.start, f.end, f.code))
    return findings[:MAX_FINDINGS], changes[:MAX_FINDINGS]


def check(text: str, lang: str, country: str | None, job_terms: tuple[str, ...]) -> list[Finding]:
    """Return the findings of ``text`` with their rewrites, gravest first."""
    ctx = Context(text, normalise(text[:MAX_CHECKED]), lang, country, job_terms)
    if len(text) > MAX_CHECKED:
        return [*scan(ctx)[0][: MAX_FINDINGS - 1], _unchecked(text, lang)]
    if not ctx.normal.text.strip():
        return []
    findings, changes = scan(ctx)
    if not findings:
        return findings

    def clean(candidate: str) -> bool:
        other = Context(candidate, normalise(candidate), lang, country, ())
        return bool(candidate.strip()) and not scan(other)[0]

    bounds = sentence_bounds(ctx.normal.text, ctx.normal.original)
    whole = compose(text, bounds, changes, clean, data.tone(lang).pair["fixed"])
    related = _related(text, whole, lang, job_terms, clean)
    return [_with_rewrite(finding, whole, related) for finding in findings]


def _related(text: str, whole: str, lang: str, terms: tuple[str, ...], clean) -> str:
    """Return the text tied to the first job term, or "" when that is not clean."""
    term = next((term.strip() for term in terms if term.strip()), "")
    if not term:
        return ""
    shape = data.load(f"messages_{lang}")["relevance_rewrite"]
    candidate = shape.replace("{term}", term).replace("{text}", whole or text.strip())
    return candidate if clean(candidate) else ""


def _with_rewrite(finding: Finding, whole: str, related: str) -> Finding:
    """Attach the rewrite that fits the category: the whole text, or the one tied to the job."""
    return replace(finding, rewrite=related if finding.category == "relevance" else whole)
