"""The loop learns, whoever drives it: few companies, wider limits than ``bench/bench_learning.py`` has."""

import unittest

from .company import WORLDS, mean_turns, play

SEEDS = range(3)


def turns(world, **options):
    return mean_turns([play(WORLDS[world](100 + seed), seed, **options) for seed in SEEDS])


class TestLearningLoop(unittest.TestCase):
    def check_learnt(self, loops):
        first, fifth, last = loops[0], loops[4], loops[9]
        self.assertGreaterEqual(fifth.rank, 0.45)
        self.assertGreaterEqual(last.rank, 0.60)
        self.assertGreaterEqual(last.hits, 0.70)
        self.assertGreater(last.hits, first.hits + 0.1)
        self.assertLessEqual(last.rmse, 0.11)
        self.assertLess(last.rmse, last.rmse_raw / 2)
        self.assertGreaterEqual(last.cover, 0.70)
        self.assertEqual(last.shown, 1)
        self.assertGreater(last.quality, first.quality)
        self.assertLessEqual(last.placebo, 0.02)
        self.assertLessEqual(last.scored, 14)

    def test_traits_and_weights_carried_on(self):
        self.check_learnt(turns("traits, families alike", placebo_at=(10,)))

    def test_free_validities_and_the_best_twelve(self):
        self.check_learnt(turns("free, families apart", best=True, placebo_at=(10,)))

    def test_biased_ratings_are_warned_about_by_loop_three(self):
        third = turns("traits, families alike", loops=3, bias=0.5)[2]
        self.assertGreaterEqual(third.auc, 0.9)
        self.assertGreaterEqual(third.warned, 0.6)

    def test_fair_ratings_are_not(self):
        third = turns("traits, families alike", loops=3, bias=0.0)[2]
        self.assertLessEqual(third.false_alarms, 0.04)
