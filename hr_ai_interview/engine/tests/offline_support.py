"""Shared by the tests of the offline engine: jobs from data files, requests, text checks."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

from rapidfuzz import fuzz

from ..offline import OfflineEngine, textclean
from ..schema import CompetencyRef, DraftRequest, JobRef, KpiRef, SkillRef

LANGS = ("en", "zh_CN", "ja", "es")
ENGINE = OfflineEngine()
SEAMS = {
    "brace": re.compile(r"[{}]"),
    "double space": re.compile(r"  "),
    "doubled punctuation": re.compile(r"[.,;:!?][.,;:!?]|。。|，，|、、|？。|。，|，。"),
    "doubled word": re.compile(r"\b(the|a|an|to|of|de|la|el|in|en|que) \1\b", re.I),
    "markup": re.compile(r"<[a-z/]|&[a-z]+;"),
    "space before punctuation": re.compile(r" [,.;:!?]"),
}
ARTICLE = re.compile(r"\b[Aa] (?=[aei]|o(?!ne))|\b[Aa]n (?=[bcdfgjklmnpqrstvwxyz])")


def job(row: dict) -> JobRef:
    return JobRef(
        name=row["name"],
        duties=tuple(row["duties"]),
        requirements=tuple(row["requirements"]),
        skills=tuple(SkillRef(300 + i, name) for i, name in enumerate(row["skills"])),
        kpis=tuple(
            KpiRef(100 + i, n, direction=d, target=t, unit=u) for i, (n, d, t, u) in enumerate(row["kpis"])
        ),
        competencies=tuple(
            CompetencyRef(200 + i, n, is_culture=c) for i, (n, c) in enumerate(row["competencies"])
        ),
        industry=row.get("industry", ""),
    )


def jobs(lang: str) -> list[JobRef]:
    path = Path(__file__).parent / "data" / f"jobs_{lang}.json"
    return [job(row) for row in json.loads(path.read_text(encoding="utf-8"))["jobs"]]


def draft(job_: JobRef, lang: str = "en", count: int = 20, **values):
    return ENGINE.draft_questions(DraftRequest(job=job_, lang=lang, count=count, **values))


def all_texts(drafted):
    yield drafted.text
    yield from drafted.probes
    yield from (trace.reason for trace in drafted.trace)
    for criterion in drafted.criteria:
        yield from (*criterion.anchors.values(), *criterion.positive, *criterion.negative)
    if drafted.roleplay:
        play = drafted.roleplay
        yield from (play.persona, play.opening_line, *play.hidden_facts, *play.turns)


def pairs_of_texts(batches):
    """(lang, text, other) for any two questions of one batch; ``batches``: (lang, job, result)."""
    for lang, _job, result in batches:
        for text, other in itertools.combinations([drafted.text for drafted in result.drafts], 2):
            yield lang, text, other


def profile_text(job_: JobRef) -> str:
    parts = [job_.name, *job_.duties, *job_.requirements, *(s.name for s in job_.skills)]
    parts += [k.name for k in job_.kpis] + [c.name for c in job_.competencies]
    return "\n".join(parts).lower()


def names_profile(text: str, job_: JobRef, lang: str) -> bool:
    """True if the question holds a skill, KPI, competency or a run of words of a profile line."""
    low = text.lower()
    names = [s.name for s in job_.skills] + [k.name for k in job_.kpis] + [c.name for c in job_.competencies]
    if any(name.lower() in low for name in names):
        return True
    return any(
        piece in low for line in (*job_.duties, *job_.requirements) for piece in _pieces(line.lower(), lang)
    )


def _pieces(line: str, lang: str):
    if lang in ("zh_CN", "ja"):
        runs = re.findall(r"[\w]+", line)
        return [run[i : i + 4] for run in runs for i in range(len(run) - 3)] + [
            r for r in runs if len(r) in (2, 3)
        ]
    words = re.findall(r"[\w'’-]+", line)
    pairs = [" ".join(words[i : i + 2]) for i in range(len(words) - 1)]
    return [pair for pair in pairs if len(pair) > 8] + [word for word in words if len(word) > 6]


class DraftChecks:
    """What holds for all drafts of a test's ``batches``: (lang, job, result)."""

    def test_no_near_duplicates(self):
        for lang, text, other in pairs_of_texts(self.batches):
            with self.subTest(lang=lang, text=text, other=other):
                self.assertLess(fuzz.ratio(text, other), 85)

    def test_trace_is_literal(self):
        for lang, job_, result in self.batches:
            lines = [textclean.clean(line) for line in (*job_.duties, *job_.requirements)]
            lines += [row.name for row in (*job_.skills, *job_.kpis, *job_.competencies)]
            for drafted in result.drafts:
                for trace in drafted.trace:
                    with self.subTest(lang=lang, text=drafted.text):
                        self.assertIn(trace.term.lower(), drafted.text.lower())
                        self.assertTrue(any(trace.excerpt in line for line in lines), trace.excerpt)
