"""A job an outside reader wrote, in English only: what he found in its questions, notes and rubrics."""

import re
import unittest
from collections import Counter
from dataclasses import replace

from ..notes import note_text
from ..schema import CompetencyRef, JobRef, KpiRef
from .offline_support import LANGS, draft

DUTIES = (
    "keep the quarantine log and treat sick fish with the veterinarian",
    "feed sharks, rays and jellyfish by the feeding plan",
    "give feeding talks to school classes and visitors",
    "breed endangered seahorses for the exchange programme",
    "dive in the main tank",
)
KPIS = (
    KpiRef(1, "Animal mortality rate", direction="decrease", target=3.0, unit="%"),
    KpiRef(2, "Breeding success rate", direction="increase", target=60.0, unit="%"),
)
COMPETENCIES = (CompetencyRef(3, "Careful observation of animals"), CompetencyRef(4, "Clear communication"))
JOB = JobRef("Marine Biologist, Aquarium", duties=DUTIES, kpis=KPIS, competencies=COMPETENCIES)
LONG = KpiRef(5, "Share of sick animals seen by the veterinarian within one day")


def said(result, lang):
    """Return {code: sentence} of the notes, as a reader of ``lang`` sees them."""
    return {note.code: note_text(note, lang) for note in result.notes}


class TestOtherLanguage(unittest.TestCase):
    def test_a_kpi_without_a_name_is_a_kpi(self):
        """The note said "the job has none" of a job whose KPI only lacked a Chinese name."""
        notes = said(draft(JobRef("Biologist", duties=DUTIES, kpis=(LONG,)), "zh_CN", 5), "en")
        self.assertNotIn("okr_unfed", notes)
        self.assertIn(LONG.name, notes["name_language"])

    def test_a_latin_name_may_be_foreign_too(self):
        """Spanish questions quoted English names of KPIs and competencies without a word about it."""
        notes = said(draft(JOB, "es", 5), "en")
        self.assertIn("Animal mortality rate", notes["name_language"])
        self.assertNotIn("name_language", said(draft(JOB, "en", 5), "en"))

    def test_the_note_means_the_language_of_the_questions(self):
        """An English reader of a Chinese batch was told: "These have no English name"."""
        result = draft(JOB, "zh_CN", 5)
        for lang, words in (
            ("en", "the language of the questions"),
            ("zh_CN", "题目所用"),
            ("ja", "質問の言語"),
            ("es", "el idioma de las preguntas"),
        ):
            self.assertIn(words, said(result, lang)["name_language"])
        self.assertIn("than the questions", said(result, "en")["profile_language"])

    def test_every_duty_has_its_turn(self):
        """Six of ten Chinese questions quoted the same half-sentence; five duties were never used."""
        wanted = (
            "quarantine log",
            "treat sick fish",
            "feed sharks",
            "give feeding talks",
            "breed end",
            "dive in",
        )
        for lang in ("zh_CN", "ja", "es"):
            for seed in range(3):
                used = Counter()
                for drafted in draft(JOB, lang, 20, seed=seed).drafts:
                    used.update(piece for piece in wanted if piece in drafted.text)
                with self.subTest(lang=lang, seed=seed, used=used):
                    self.assertEqual(set(used), set(wanted))
                    self.assertLessEqual(max(used.values()) - min(used.values()), 3)

    def test_lines_that_cannot_be_quoted_are_named(self):
        """Duties too long to be quoted were dropped in silence."""
        line = "観覧客の前で行う給餌の解説と水槽内の潜水作業を計画どおりに実施する"
        notes = said(draft(JobRef("Clerk", duties=("Check invoices", line)), "en", 5), "en")
        self.assertIn(line, notes["lines_foreign"])
        self.assertNotIn("lines_foreign", said(draft(JOB, "zh_CN", 5), "en"))


class TestWords(unittest.TestCase):
    """Sentences the reader stumbled over."""

    def test_the_rubric_of_a_quality_speaks_of_a_quality(self):
        """A long competency was "this situation": "Shows this situation in a situation in which it cost time"."""
        wrong = "this situation|this task|这件事|这项工作|この場面|この業務|esta situación|esta tarea"
        short = {"en": "this quality", "zh_CN": "这一点", "ja": "この姿勢", "es": "esta cualidad"}
        for lang in LANGS:
            for drafted in draft(JOB, lang, 20, types=("culture",)).drafts:
                anchors = " ".join(text for row in drafted.criteria for text in row.anchors.values())
                with self.subTest(lang=lang, text=drafted.text):
                    self.assertNotRegex(anchors, wrong)
                    if "Careful observation" in drafted.text:
                        self.assertIn(short[lang], anchors)

    def test_a_role_play_about_a_trait_is_about_something_that_happens(self):
        """ "Offers a phrase that does not fit 'Clear communication'"; 您不太清楚“清晰沟通”的细节."""
        job = JobRef("Clerk", competencies=COMPETENCIES)
        for lang in LANGS:
            for drafted in draft(job, lang, 6, types=("situational",)).drafts:
                play = drafted.roleplay
                texts = [play.persona, *play.hidden_facts, *play.turns]
                texts += [text for row in drafted.criteria for text in row.anchors.values()]
                for name in ("Clear communication", "Careful observation of animals"):
                    self.assertNotIn(name, " ".join(texts))

    def test_a_role_play_says_what_the_trait_has_to_do_with_it(self):
        """我们对这个岗位会考察“清晰沟通”。工作进行到一半…: it named the trait and jumped to the scene."""
        for lang, wanted in (
            ("en", "conversation|task|role-play"),
            ("zh_CN", "对话|角色扮演"),
            ("ja", "会話|ロールプレイ|場面"),
            ("es", "conversación|tarea|juego de rol"),
        ):
            focused = draft(JOB, lang, 8, types=("situational",), focus_competency_ids=(4,)).drafts
            job = JobRef("Clerk", competencies=COMPETENCIES)
            for drafted in (*focused, *draft(job, lang, 4, types=("situational",)).drafts):
                with self.subTest(lang=lang, text=drafted.text):
                    self.assertRegex(re.split("[.。]", drafted.text)[0], wanted)

    def test_a_duty_of_this_house_is_not_the_past_of_the_candidate(self):
        """ "Tell me about a time you had to breed endangered seahorses for the exchange programme"."""
        job = JobRef("Marine Biologist", duties=DUTIES)
        like = "like|comparable|similar|kind|closest|such|[Tt]his|here"
        for seed in range(4):
            for drafted in draft(job, count=15, types=("behavioural",), seed=seed).drafts:
                with self.subTest(text=drafted.text):
                    self.assertNotRegex(
                        drafted.text, r"you (?:had|managed) to (?:breed|dive|treat|keep|feed)"
                    )
                    self.assertRegex(drafted.text, like)

    def test_no_sentence_points_at_nothing(self):
        """ "whether your way was better" (which?), "before the start", "a failed project in this field"."""
        vague = "your way was better|before the start|failed project in this field|the input you need"
        vague += "|stands for|best shows how you live up|You would be expected to"
        for seed in range(12):
            for drafted in draft(JOB, count=40, seed=seed).drafts:
                self.assertNotRegex(drafted.text, vague)


class TestRedraft(unittest.TestCase):
    """A question again after the target of its KPI was changed from 3 % to 2 %."""

    @staticmethod
    def _again(job, drafted, lang):
        [again] = draft(
            job,
            lang,
            1,
            seed=77,
            types=(drafted.type,),
            difficulty=drafted.difficulty,
            focus_kpi_ids=drafted.kpi_ids,
            avoid=(drafted.text,),
            template=drafted.template,
            revises=drafted.text,
        ).drafts
        return again

    def test_only_the_value_changes(self):
        """ "get down to 3 %" became a question without a number, about customers the job does not have."""
        names = {
            "en": ("Animal mortality rate", "check invoices before payment"),
            "zh_CN": ("返修率", "编制排产计划"),
            "ja": ("不良率", "生産計画の作成"),
            "es": ("Tasa de rotura", "Revisar las facturas antes del pago"),
        }
        for lang, (name, duty) in names.items():
            kpi = KpiRef(1, name, direction="decrease", target=3.0, unit="%")
            job = JobRef("X1", duties=(duty,), kpis=(kpi,))
            changed = replace(job, kpis=(replace(kpi, target=2.0),))
            numbered = 0
            for drafted in draft(job, lang, 25, focus_kpi_ids=(1,)).drafts:
                if "3\u00a0%" not in drafted.text and "3%" not in drafted.text:
                    continue
                numbered += 1
                again = self._again(changed, drafted, lang)
                with self.subTest(lang=lang, text=drafted.text):
                    self.assertEqual(
                        again.text, re.sub("3(?=\u00a0?%)", "2", drafted.text), "the value and nothing else"
                    )
                    self.assertEqual((again.template, again.type), (drafted.template, drafted.type))
                    self.assertEqual(again.kpi_ids, drafted.kpi_ids)
                    self.assertEqual(bool(again.roleplay), bool(drafted.roleplay))
            self.assertGreater(numbered, 2)

    def test_without_a_change_it_is_another_question(self):
        """The form nearest to the old text would be the old text."""
        for drafted in draft(JOB, "en", 12, types=("okr",), focus_kpi_ids=(1,)).drafts:
            self.assertNotEqual(self._again(JOB, drafted, "en").text, drafted.text)

    def test_a_pattern_that_is_gone_gives_an_ordinary_draft(self):
        [drafted] = draft(JOB, count=1, types=("okr",), template="okr.gone.99", revises="Some text.").drafts
        self.assertEqual(drafted.type, "okr")
