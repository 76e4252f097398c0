"""Profiles in other people's styles: how lines are read, and that the drafts stay natural."""

import json
import unittest
from pathlib import Path

from ..offline import filters, kpi, langid, profile, roleplay, words_en
from ..offline.data import load
from ..offline.subject import Subject
from ..schema import JobRef, KpiRef, SkillRef
from .offline_support import ARTICLE, LANGS, SEAMS, DraftChecks, all_texts, draft, jobs, names_profile

DATA = json.loads((Path(__file__).parent / "data" / "jobs_fragments.json").read_text(encoding="utf-8"))


class TestReading(unittest.TestCase):
    def test_fragments(self):
        for lang, origin, line, wanted in DATA["fragments"]:
            found = [[piece.cls, piece.term] for piece in profile.parse(line, origin, lang)[0]]
            with self.subTest(lang=lang, line=line):
                self.assertEqual(found, wanted)

    def test_checkbox(self):
        for line in DATA["checkbox"]:
            with self.subTest(line=line):
                self.assertTrue(filters.is_checkbox(line))
        for line in DATA["not_checkbox"]:
            with self.subTest(line=line):
                self.assertFalse(filters.is_checkbox(line))

    def test_goals(self):
        for lang, name, direction, target, unit, wanted in DATA["goals"]:
            with self.subTest(lang=lang, name=name):
                found = kpi.subject(KpiRef(1, name, direction=direction, target=target, unit=unit), lang)
                self.assertEqual(found.goal.replace("\u00a0", " "), wanted)

    def test_languages(self):
        for text, wanted in DATA["languages"]:
            with self.subTest(text=text):
                self.assertEqual(langid.detect(text), wanted)

    def test_nouns_that_stand_without_an_article(self):
        for phrase in ("stock control", "two hot meals a day", "LTV models", "SCADA", "cash handling"):
            with self.subTest(phrase=phrase):
                self.assertTrue(words_en.stands_bare(phrase))
        for phrase in (
            "float pool",
            "menu plan for the half term",
            "loan agreement",
            "on-call rota every week",
        ):
            with self.subTest(phrase=phrase):
                self.assertFalse(words_en.stands_bare(phrase))

    def test_no_first_time_that_is_the_latest(self):
        """The easy variant read "your most recent time doing this for the first time"."""
        for lang in LANGS:
            text = json.dumps(load(f"patterns_{lang}")["twists"]["any"], ensure_ascii=False)
            with self.subTest(lang=lang):
                self.assertNotRegex(text, "first time|第一次独立|初めて|primera vez")

    def test_traditional_chinese_is_used(self):
        job = JobRef(
            "客服專員",
            duties=("維護客戶關係並處理投訴", "核對訂單與發貨數據"),
            skills=(SkillRef(1, "訂單處理"),),
        )
        result = draft(job, "zh_CN", 8)
        self.assertEqual(len(result.drafts), 8)
        self.assertNotIn("profile_language", [note.code for note in result.notes])

    def test_hard_skills_feed_no_culture_question(self):
        job = JobRef("Buyer", duties=("Check invoices before payment",), requirements=("Basic math skills",))
        for drafted in draft(job, count=10, types=("culture",)).drafts:
            self.assertNotIn("math", drafted.text)


class TestScenes(unittest.TestCase):
    def test_figures_and_work_have_their_own_scenes(self):
        for lang in LANGS:
            for job in jobs(f"more_{lang}")[:4]:
                names = {row["id"]: row for row in roleplay.scenes(job, lang)}
                for drafted in draft(job, lang, 16, types=("situational",)).drafts:
                    scene = names[drafted.template.rsplit(".", 1)[1]]
                    figure = any(trace.kind == "kpi" for trace in drafted.trace)
                    with self.subTest(lang=lang, text=drafted.text):
                        self.assertFalse(figure and scene.get("for") == "work")

    def test_suits(self):
        figure = Subject("kpi", "kpi", "the scrap rate", "scrap rate", "Scrap rate", "the scrap rate")
        work = Subject("vp", "duty", "wash pots", "wash pots", "Wash pots", "washing pots")
        self.assertFalse(roleplay.suits({"for": "work"}, figure))
        self.assertTrue(roleplay.suits({"for": "kpi"}, figure))
        self.assertFalse(roleplay.suits({"for": "kpi"}, work))
        self.assertFalse(roleplay.suits({"for": "kpi", "close": ["report"]}, work))


class TestUnseenJobs(DraftChecks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.batches = [
            (lang, job, draft(job, lang, seed=seed))
            for lang in LANGS
            for seed, job in enumerate(jobs(f"more_{lang}"))
        ]

    def test_complete_and_named(self):
        for lang in LANGS:
            rows = [(job, d) for other, job, result in self.batches if other == lang for d in result.drafts]
            named = sum(names_profile(d.text, job, lang) for job, d in rows)
            with self.subTest(lang=lang):
                self.assertEqual(len(rows), 20 * len(jobs(f"more_{lang}")))
                self.assertGreaterEqual(named / len(rows), 0.95)

    def test_no_seams(self):
        for lang, _job, result in self.batches:
            for drafted in result.drafts:
                for text in all_texts(drafted):
                    with self.subTest(lang=lang, text=text):
                        for rule in SEAMS.values():
                            self.assertNotRegex(text, rule)
                        if lang == "en":
                            self.assertNotRegex(text, ARTICLE)

    def test_a_long_label_stands_once_per_criterion(self):
        limits = {"en": 30, "es": 32, "zh_CN": 12, "ja": 14}
        for lang, job, result in self.batches:
            labels = {s.label: s for s in profile.read(job, lang).all() if len(s.label) > limits[lang]}
            for drafted in result.drafts:
                for criterion in drafted.criteria:
                    for label in labels:
                        uses = sum(label in text for text in criterion.anchors.values())
                        with self.subTest(lang=lang, label=label):
                            self.assertLessEqual(uses, 1)
