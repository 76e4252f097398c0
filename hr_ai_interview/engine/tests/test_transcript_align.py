"""align: which part of a transcript answers which question, how sure that is, and that nothing is lost."""

import doctest
import random
import time
import unittest

from hypothesis import given, settings
from hypothesis import strategies as st

from .. import transcript
from ..transcript import (
    Transcript,
    TranscriptError,
    Turn,
    align,
    chain,
    guess_candidate,
    matching,
    read_transcript,
)
from .transcript_samples import (
    QUESTIONS_EN,
    QUESTIONS_ZH,
    TURNS_EN,
    TURNS_ZH,
    as_text,
    as_vtt,
    clock,
    without_speakers,
)


def talk(turns):
    return Transcript(tuple(Turn(name, text) for name, text in turns))


def answers(found):
    return {row.question_id: row.answer for row in found if row.question_id is not None}


def joined(turns, *places):
    return "\n".join(turns[place][1] for place in places)


class TestWithSpeakers(unittest.TestCase):
    def test_english(self):
        found = align(read_transcript(as_vtt(TURNS_EN).encode(), "a.vtt"), QUESTIONS_EN, "en")
        self.assertEqual([row.question_id for row in found], [None, 11, 12, 13, None])
        self.assertEqual(
            [row.turns for row in found], [(0, 1), (2, 3, 4, 5), (6, 7, 8, 9), (10, 11), (12, 13, 14)]
        )
        self.assertEqual(
            answers(found),
            {11: joined(TURNS_EN, 3, 5), 12: joined(TURNS_EN, 7, 9), 13: joined(TURNS_EN, 11)},
        )
        self.assertEqual((found[0].confidence, found[-1].confidence), (0.0, 0.0))
        self.assertTrue(all(row.confidence > 0.7 for row in found[1:-1]), found)

    def test_chinese(self):
        found = align(
            read_transcript(as_text(TURNS_ZH, "：").encode("gb18030"), "a.txt"), QUESTIONS_ZH, "zh_CN"
        )
        self.assertEqual([row.question_id for row in found], [None, "q1", "q2", "q3", None])
        self.assertEqual(
            answers(found), {"q1": joined(TURNS_ZH, 3, 5), "q2": TURNS_ZH[7][1], "q3": TURNS_ZH[9][1]}
        )
        self.assertTrue(all(row.confidence > 0.5 for row in found[1:-1]), found)

    def test_japanese(self):
        turns = (
            ("面接官", "それでは、お客様からの苦情に対応した経験を一つ教えてください。"),
            ("応募者", "去年の冬、暖房の修理が遅れて怒られました。まず謝り、翌日の訪問を手配しました。"),
            (
                "面接官",
                "ありがとうございます。次に、売上目標を二か月続けて達成できなかったら、原因をどう調べますか。",
            ),
            ("応募者", "来店数と成約率を分けて見ます。"),
            ("面接官", "最後に何か質問はありますか。"),
            ("応募者", "勤務時間について伺いたいです。"),
        )
        questions = (
            (
                1,
                "お客様の苦情に対応したご経験を一つお聞かせください。どのように対応し、結果はどうなりましたか。",
                (),
            ),
            (2, "売上目標を二か月続けて達成できなかった場合、どのように原因を調べますか。", ()),
        )
        found = align(talk(turns), questions, "ja")
        self.assertEqual([row.question_id for row in found], [1, 2, None])
        self.assertEqual(answers(found), {1: turns[1][1], 2: turns[3][1]})

    def test_spanish(self):
        turns = (
            (
                "Entrevistadora",
                "Hola, Luis. Cuénteme una ocasión en que tuvo que tratar con un cliente muy enfadado.",
            ),
            (
                "Luis",
                "El invierno pasado una clienta volvió dos veces por la misma caldera. La escuché y llamé al taller.",
            ),
            (
                "Entrevistadora",
                "¿Y cómo averiguaría por qué su equipo no llega al objetivo de ventas dos meses seguidos?",
            ),
            ("Luis", "Separaría visitas, conversión y cesta media."),
            ("Entrevistadora", "¿Tiene alguna pregunta para nosotros?"),
            ("Luis", "Sí, el horario."),
        )
        questions = (
            (
                1,
                "Cuénteme una ocasión en la que trató con un cliente enfadado. ¿Qué hizo y cómo terminó?",
                (),
            ),
            (
                2,
                "Su equipo no alcanza el objetivo de ventas dos meses seguidos. ¿Cómo averiguaría por qué?",
                (),
            ),
        )
        found = align(talk(turns), questions, "es")
        self.assertEqual([row.question_id for row in found], [1, 2, None])
        self.assertEqual(answers(found), {1: turns[1][1], 2: turns[3][1]})

    def test_another_order(self):
        order = [*TURNS_EN[:2], *TURNS_EN[10:12], *TURNS_EN[6:10], *TURNS_EN[2:6]]
        found = align(talk(order), QUESTIONS_EN, "en")
        self.assertEqual([row.question_id for row in found], [None, 13, 12, 11])
        self.assertEqual(answers(found)[11], joined(TURNS_EN, 3, 5))
        planned = {row.question_id: row.confidence for row in align(talk(TURNS_EN), QUESTIONS_EN, "en")}
        for row in found:
            self.assertLessEqual(row.confidence, planned[row.question_id])

    def test_a_probe_of_another_question_begins_nothing(self):
        turns = [
            *TURNS_EN[2:4],
            ("Maria Lopez", "Which numbers would you look at first?"),
            ("Ben Carter", "At returns."),
        ]
        found = align(talk(turns), QUESTIONS_EN, "en")
        self.assertEqual([row.question_id for row in found], [11])
        self.assertEqual(found[0].answer, f"{turns[1][1]}\n{turns[3][1]}")

    def test_a_question_that_is_come_back_to_is_one_stretch(self):
        turns = [*TURNS_EN[2:4], *TURNS_EN[6:8], TURNS_EN[2], ("Ben Carter", "I forgot: she came back.")]
        found = align(talk(turns), QUESTIONS_EN, "en")
        self.assertEqual([(row.question_id, row.turns) for row in found], [(11, (0, 1, 4, 5)), (12, (2, 3))])
        self.assertTrue(found[0].answer.endswith("\nI forgot: she came back."))

    def test_two_questions_in_one_breath(self):
        both = f"{QUESTIONS_EN[1][1]} And another one: {QUESTIONS_EN[2][1]}"
        found = align(talk([("Lee", both), ("Ann", "I would ask the team.")]), QUESTIONS_EN, "en")
        self.assertEqual([row.question_id for row in found], [12, 13])
        self.assertEqual((found[0].answer, found[1].answer), ("", "I would ask the team."))
        self.assertLess(found[0].confidence, 0.4)


class TestCandidate(unittest.TestCase):
    def test_who_speaks_after_questions(self):
        """Not who speaks most: an interviewer may."""
        turns = list(TURNS_EN)
        turns[0] = ("Maria Lopez", "We are a shop of nine people and we sell heaters. " * 40)
        self.assertEqual(guess_candidate(talk(turns), QUESTIONS_EN, "en"), "Ben Carter")

    def test_labels_say_it(self):
        turns = [("Panel 1", "Why?"), ("候选人", "近。"), ("HR", "I talk " * 50)]
        self.assertEqual(guess_candidate(talk(turns), (), "en"), "候选人")
        turns = [("面试官", "为什么？" * 40), ("王芳", "近。")]
        self.assertEqual(guess_candidate(talk(turns), (), "zh_CN"), "王芳")
        self.assertIsNone(guess_candidate(talk([("Ann", "Hello.")]), (), "en"))

    def test_a_person_may_say_otherwise(self):
        found = align(talk(TURNS_EN), QUESTIONS_EN, "en", candidate=" ben carter ")
        self.assertEqual(found, align(talk(TURNS_EN), QUESTIONS_EN, "en"))
        turned = align(talk(TURNS_EN), QUESTIONS_EN, "en", candidate="Maria Lopez")
        self.assertNotEqual(turned, found)
        with self.assertRaisesRegex(TranscriptError, "Nobody named Eve speaks"):
            align(talk(TURNS_EN), QUESTIONS_EN, "en", candidate="Eve")

    def test_a_guess_without_ground_lowers_confidence(self):
        turns = [
            ("Ann", QUESTIONS_EN[0][1]),
            ("Ben", "Well, yes, I did that."),
            ("Ann", QUESTIONS_EN[1][1]),
            ("Eve", "I would look at the numbers."),
        ]
        guessed, told = (
            align(talk(turns), QUESTIONS_EN, "en"),
            align(talk(turns), QUESTIONS_EN, "en", candidate="Ben"),
        )
        self.assertLess(guessed[0].confidence, told[0].confidence + 1e-9)


class TestConfidence(unittest.TestCase):
    def confidence(self, turns, questions=QUESTIONS_EN, lang="en"):
        return {row.question_id: row.confidence for row in align(talk(turns), questions, lang)}

    def test_letter_for_letter_is_sure_and_other_words_are_less(self):
        exact = self.confidence([("Lee", QUESTIONS_EN[0][1]), ("Ann", "She was angry and I listened.")])
        loose = self.confidence(
            [("Lee", "Ever had a really angry customer? What did you do?"), ("Ann", "I listened.")]
        )
        self.assertGreater(exact[11], 0.95)
        self.assertLess(loose[11], 0.8)

    def test_questions_that_are_alike(self):
        pair = (
            (1, "Tell me about a time you persuaded a colleague.", ()),
            (2, "Tell me about a time you persuaded a customer.", ()),
        )
        alike = self.confidence(
            [("Lee", "Tell me about a time you persuaded somebody."), ("Ann", "I did.")], pair
        )
        self.assertLess(max(alike.values()), 0.5)
        twins = self.confidence([("Lee", pair[0][1]), ("Ann", "I did.")], (pair[0], (2, pair[0][1], ())))
        self.assertLess(max(twins.values()), 0.5)

    def test_nobody_answers(self):
        found = self.confidence(
            [
                ("Lee", QUESTIONS_EN[0][1]),
                ("Lee", "Next."),
                ("Ann", ""),
                ("Lee", QUESTIONS_EN[1][1]),
                ("Ann", "Well."),
            ]
        )
        self.assertLess(found[11], 0.4)
        self.assertGreater(found[12], 0.9)

    def test_a_strange_question_in_the_stretch(self):
        """Its answer stays with the question before, and the confidence says so."""
        strange = (
            "Maria Lopez",
            "And if the cash drawer is forty euros short on a Friday evening, whom would you call?",
        )
        turns = [*TURNS_EN[2:4], strange, ("Ben Carter", "The owner.")]
        self.assertLess(self.confidence(turns)[11], 0.7 * self.confidence(TURNS_EN[2:4])[11])

    def test_unknown_speakers(self):
        lines = [("", text) for _name, text in TURNS_EN]
        known, unknown = self.confidence(TURNS_EN), self.confidence(lines)
        for question in (11, 12, 13):
            self.assertLess(unknown[question], 0.8 * known[question])


class TestWithoutSpeakers(unittest.TestCase):
    def test_paragraphs(self):
        found = align(read_transcript(without_speakers(TURNS_EN).encode(), "a.txt"), QUESTIONS_EN, "en")
        self.assertEqual([row.question_id for row in found], [None, 11, 12, 13, None])
        text = answers(found)
        self.assertTrue(text[11].startswith("Sure. Last winter"))
        self.assertNotIn("What exactly did you say", text[11])
        self.assertIn("she wrote a good review", text[11])
        self.assertEqual(text[13], TURNS_EN[11][1])

    def test_running_text(self):
        for turns, questions, lang, gap in (
            (TURNS_EN, QUESTIONS_EN, "en", " "),
            (TURNS_ZH, QUESTIONS_ZH, "zh_CN", ""),
        ):
            text = gap.join(text for _name, text in turns)
            found = align(read_transcript(text.encode(), "a.txt"), questions, lang)
            self.assertEqual(
                [row.question_id for row in found], [None, *(row[0] for row in questions[:3]), None]
            )
            for row in found:
                for part in row.answer.split("\n"):
                    self.assertIn(part, text)
            self.assertIn(turns[9 if lang == "zh_CN" else 11][1], answers(found)[questions[2][0]])

    def test_cues_that_break_anywhere(self):
        chunks = [TURNS_EN[n][1][i : i + 40] for n in (2, 3, 6, 7) for i in range(0, len(TURNS_EN[n][1]), 40)]
        vtt = "WEBVTT\n\n" + "\n\n".join(
            f"{clock(n * 3)} --> {clock(n * 3 + 3)}\n{chunk}" for n, chunk in enumerate(chunks)
        )
        found = align(read_transcript(vtt.encode(), "a.vtt"), QUESTIONS_EN, "en")
        self.assertEqual([row.question_id for row in found if row.question_id], [11, 12])

    def test_one_named_speaker_is_no_known_speaker(self):
        text = " ".join(text for _name, text in TURNS_EN)
        found = align(talk([("Speaker 1", text)]), QUESTIONS_EN, "en")
        self.assertEqual([row.question_id for row in found], [None, 11, 12, 13, None])


class TestNothingIsLost(unittest.TestCase):
    def test_nothing_matches(self):
        found = align(talk([("Lee", "Nice weather."), ("Ann", "Indeed it is.")]), QUESTIONS_EN, "en")
        self.assertEqual(
            [(row.question_id, row.turns, row.confidence) for row in found], [(None, (0, 1), 0.0)]
        )
        self.assertEqual(align(talk(TURNS_EN), (), "en")[0].turns, tuple(range(len(TURNS_EN))))
        self.assertEqual(align(Transcript(()), QUESTIONS_EN, "en"), ())

    TURN = st.tuples(
        st.sampled_from(("Ann", "Lee", "Tom", "")),
        st.sampled_from(
            [row[1] for row in (*QUESTIONS_EN, *QUESTIONS_ZH)]
            + [text for _name, text in (*TURNS_EN, *TURNS_ZH)]
        )
        | st.text(max_size=40),
    )

    @settings(deadline=None, max_examples=150)
    @given(st.lists(TURN, max_size=12), st.sampled_from(("en", "zh_CN", "ja", "es", "")), st.booleans())
    def test_every_turn_is_somewhere_and_every_answer_was_said(self, turns, lang, chinese):
        turns = [(name, text.strip()) for name, text in turns if text.strip()]
        questions = QUESTIONS_ZH if chinese else QUESTIONS_EN
        found = align(talk(turns), questions, lang)
        self.assertEqual({place for row in found for place in row.turns}, set(range(len(turns))))
        ids = [row.question_id for row in found if row.question_id is not None]
        self.assertEqual(len(ids), len(set(ids)))
        for row in found:
            self.assertTrue(0 <= row.confidence < 1)
            self.assertEqual(list(row.turns), sorted(set(row.turns)))
            for line in filter(None, row.answer.split("\n")):
                self.assertTrue(any(line in turns[place][1] for place in row.turns), line)

    def test_the_same_each_time(self):
        found = {align(talk(TURNS_ZH), QUESTIONS_ZH, "zh_CN") for _ in range(3)}
        self.assertEqual(len(found), 1)


class TestSpeed(unittest.TestCase):
    """An interview of an hour: 10,000 words, 15 questions; processor time, for busy machines."""

    WORDS = sorted({word.strip(".,:?").lower() for _name, text in TURNS_EN for word in text.split()})

    def interview(self, rng):
        def speech(count):
            words = [rng.choice(self.WORDS) + ("." if rng.random() < 0.08 else "") for _ in range(count)]
            return " ".join(words).capitalize() + "."

        topics = rng.sample(range(1000), 15)
        questions = [
            (n, f"Tell me how project {topic} at site {topic * 7 % 991} went, and {speech(12)}", (speech(6),))
            for n, topic in enumerate(topics)
        ]
        turns = []
        for _id, text, probes in questions:
            turns += [("Lee", text), ("Ann", speech(400)), ("Lee", probes[0]), ("Ann", speech(250))]
        return turns, questions

    def test_an_hour(self):
        turns, questions = self.interview(random.Random(1))
        self.assertGreater(sum(len(text.split()) for _name, text in turns), 10_000)
        align(talk(turns[:2]), questions, "en")  # imports rapidfuzz
        for named in (True, False):
            start = time.process_time()
            found = align(talk(turns if named else [("", text) for _name, text in turns]), questions, "en")
            self.assertLess(time.process_time() - start, 1.0)
            self.assertEqual(
                [row.question_id for row in found if row.question_id is not None], list(range(15))
            )


def load_tests(loader, tests, pattern):
    for module in (transcript, chain, matching):
        tests.addTests(doctest.DocTestSuite(module))
    return tests
