"""Every sentence of the offline engine: names the job, reads cleanly, repeats nothing."""

import re
import unittest

from ..schema import ANCHOR_LEVELS, DIFFICULTIES, QUESTION_TYPES
from .offline_support import ARTICLE, LANGS, SEAMS, DraftChecks, all_texts, draft, jobs, names_profile

CJK_PUNCTUATION = re.compile(r"[，。、；：？！“”「」（）]")
ASCII_RUN = re.compile(r"[A-Za-z][A-Za-z]+(?: [A-Za-z]+)*")


class TestTexts(DraftChecks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.batches = [
            (lang, job, draft(job, lang, seed=seed)) for lang in LANGS for seed, job in enumerate(jobs(lang))
        ]

    def test_twenty_drafts_for_a_normal_profile(self):
        for lang, job, result in self.batches:
            with self.subTest(lang=lang, job=job.name):
                self.assertEqual(len(result.drafts), 20)

    def test_questions_name_the_job(self):
        for lang in LANGS:
            hits = total = 0
            for lang_, job, result in self.batches:
                if lang_ == lang:
                    total += len(result.drafts)
                    hits += sum(names_profile(d.text, job, lang) for d in result.drafts)
            with self.subTest(lang=lang):
                self.assertGreaterEqual(hits / total, 0.95)

    def test_trace_is_literal(self):
        """These profiles are clean: the excerpts stand in their lines as they are, and every draft has one."""
        for lang, job, result in self.batches:
            for drafted in result.drafts:
                with self.subTest(lang=lang, text=drafted.text):
                    self.assertTrue(drafted.trace)
                    for trace in drafted.trace:
                        self.assertIn(trace.term.lower(), drafted.text.lower())
                        source = [*job.duties, *job.requirements, *(s.name for s in job.skills)]
                        source += [k.name for k in job.kpis] + [c.name for c in job.competencies]
                        self.assertTrue(any(trace.excerpt in line for line in source), trace.excerpt)

    def test_no_seams(self):
        for lang, _job, result in self.batches:
            for drafted in result.drafts:
                for text in all_texts(drafted):
                    for name, rule in SEAMS.items():
                        with self.subTest(lang=lang, rule=name, text=text):
                            self.assertNotRegex(text, rule)

    def test_english_articles(self):
        for lang, _job, result in self.batches:
            if lang == "en":
                for drafted in result.drafts:
                    for text in all_texts(drafted):
                        self.assertNotRegex(text, ARTICLE)

    def test_no_foreign_punctuation_or_words(self):
        for lang, job, result in self.batches:
            source = "\n".join(
                [*job.duties, *job.requirements, *(s.name for s in job.skills), *(k.name for k in job.kpis)]
            )
            allowed = set(re.findall(r"[A-Za-z]+", source)) | {"OKR", "KPI"}
            for drafted in result.drafts:
                for text in all_texts(drafted):
                    with self.subTest(lang=lang, text=text):
                        if lang in ("en", "es"):
                            self.assertNotRegex(text, CJK_PUNCTUATION)
                        else:
                            words = {w for run in ASCII_RUN.findall(text) for w in run.split()}
                            self.assertLessEqual(words, allowed)

    def test_lengths(self):
        for lang, _job, result in self.batches:
            limit = 450 if lang in ("en", "es") else 180
            for drafted in result.drafts:
                if drafted.type not in ("situational", "written"):
                    self.assertLessEqual(len(drafted.text), limit, drafted.text)

    def test_one_question_mark_at_most(self):
        for _lang, _job, result in self.batches:
            for drafted in result.drafts:
                self.assertLessEqual(len(re.findall(r"[?？]", drafted.text)), 1, drafted.text)

    def test_every_type_and_difficulty_alone(self):
        for lang in LANGS:
            job = jobs(lang)[0]
            for type_ in QUESTION_TYPES:
                for difficulty in DIFFICULTIES:
                    with self.subTest(lang=lang, type=type_, difficulty=difficulty):
                        result = draft(job, lang, 5, types=(type_,), difficulty=difficulty)
                        self.assertEqual(
                            {(d.type, d.difficulty) for d in result.drafts}, {(type_, difficulty)}
                        )
                        self.assertEqual(len(result.drafts), 5)

    def test_twenty_of_one_type(self):
        for lang in LANGS:
            for type_ in QUESTION_TYPES:
                with self.subTest(lang=lang, type=type_):
                    self.assertEqual(len(draft(jobs(lang)[3], lang, 20, types=(type_,)).drafts), 20)


class TestRubric(unittest.TestCase):
    def test_criteria_are_complete(self):
        for lang in LANGS:
            for seed, job in enumerate(jobs(lang)):
                for drafted in draft(job, lang, seed=seed).drafts:
                    self.assertTrue(2 <= len(drafted.criteria) <= 5)
                    self.assertAlmostEqual(sum(c.weight for c in drafted.criteria), 1.0, places=6)
                    self.assertTrue(2 <= len(drafted.probes) <= 4)
                    self.assertEqual(len(set(drafted.probes)), len(drafted.probes))
                    for criterion in drafted.criteria:
                        self.assertGreater(criterion.weight, 0)
                        self.assertEqual(tuple(sorted(criterion.anchors)), ANCHOR_LEVELS)
                        self.assertEqual(len(set(criterion.anchors.values())), 6)
                        self.assertTrue(criterion.positive and criterion.negative)

    def test_keys_of_the_types(self):
        wanted = {
            "situational": {"speed", "solution", "empathy"},
            "okr": {"innovation", "logic", "data"},
            "behavioural": {"cooperation", "contribution", "result"},
            "technical": {"method", "depth", "verification"},
        }
        for drafted in draft(jobs("en")[0], count=40).drafts:
            keys = {c.key for c in drafted.criteria} - {"competency"}
            self.assertEqual(keys, wanted.get(drafted.type, keys))

    def test_role_play(self):
        for lang in LANGS:
            for drafted in draft(jobs(lang)[2], lang, 12, types=("situational",)).drafts:
                play = drafted.roleplay
                self.assertTrue(play.persona and play.opening_line)
                self.assertTrue(2 <= len(play.hidden_facts) <= 4)
                self.assertTrue(4 <= len(play.turns) <= 6)
        for drafted in draft(jobs("en")[2], count=12, types=("technical",)).drafts:
            self.assertIsNone(drafted.roleplay)
