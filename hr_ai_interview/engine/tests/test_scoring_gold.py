"""The offline scorer on answers by people who had not seen it (see docs/scoring.md for the numbers).

Half of the items (odd numbers) were looked at while the engine was tuned. The bars of the other half are
what was measured without looking, less a margin; a bar that is not reached is said in docs/scoring.md.
"""

import unittest

from .scoring_gold import FILES, NEVER_SCORED, half, load, measure, moves, translated

#: share of the pairs strong > medium > weak in the right order: tuned half, held-out half
ORDER = {"en": (0.95, 0.70), "zh_CN": (0.92, 0.85), "ja": (0.90, 0.75), "es": (0.90, 0.72)}


class TestGold(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.found = {
            (lang, tuned): measure(half(load(file), tuned))
            for lang, file in FILES.items()
            for tuned in (True, False)
        }

    def test_every_quote_is_literal(self):
        for place, counts in self.found.items():
            self.assertEqual(1.0, counts.share("literal"), (place, counts.faults))

    def test_order(self):
        for (lang, tuned), counts in self.found.items():
            self.assertGreaterEqual(counts.share("order"), ORDER[lang][not tuned], (lang, tuned))

    def test_what_is_never_scored(self):
        """One answer of a set may slip through: "off-topic" compares words."""
        for place, counts in self.found.items():
            for kind in NEVER_SCORED:
                right, whole = counts.counts[f"no score: {kind}"]
                self.assertGreaterEqual(right, whole - (kind in ("off_topic", "copied")), (place, kind))

    def test_fluff_and_keywords(self):
        for place, counts in self.found.items():
            for kind in ("fluff", "keywords"):
                for name in (f"{kind} not above medium", f"{kind} at most 3"):
                    right, whole = counts.counts[name]
                    self.assertGreaterEqual(right, whole - (2 if whole > 2 else 1), (place, name))

    def test_instructions(self):
        for place, counts in self.found.items():
            self.assertEqual(1.0, counts.share("injection flagged"), (place, counts.faults))
            self.assertGreaterEqual(counts.share("injection lifts nothing"), 0.75, (place, counts.faults))


class TestInvariance(unittest.TestCase):
    def test_no_score_moves_by_more_than_half_a_point(self):
        """Names, pronouns, employers, universities, a break, politeness: never. Filler: see docs/scoring.md."""
        rows = [row for item in load("gold_invariance") for row in moves(item)]
        for kind in {kind for kind, _distance in rows} - {"filler_300", "career_break_added"}:
            moved = [distance for name, distance in rows if name == kind]
            self.assertLessEqual(max(moved), 0.5, kind)
        self.assertGreaterEqual(sum(distance <= 0.5 for _kind, distance in rows) / len(rows), 0.9)

    def test_same_answer_in_chinese_and_english(self):
        for tuned, least in ((True, 0.9), (False, 0.7)):
            rows = [row for item in half(load("gold_pairs_zh_en"), tuned) for row in translated(item)]
            self.assertGreaterEqual(sum(distance <= 1.5 for _kind, distance in rows) / len(rows), least)


if __name__ == "__main__":
    unittest.main()
