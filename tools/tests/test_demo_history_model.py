"""The made-up past: the same every time, within the scales, and with what its docstring says in it."""

import unittest

import numpy as np

from tools import demo_history_model as model


def draw_past(count=4000):
    random = model.make_random(7)
    trait = random.standard_normal(count)
    raters = model.draw_raters(random, count)
    scores = model.draw_scores(random, trait, model.LOADINGS, [2] * len(model.LOADINGS), raters)
    return random, trait, raters, scores


class TestDemoHistoryModel(unittest.TestCase):
    def test_same_numbers_each_time(self):
        for one, other in zip(draw_past()[3], draw_past()[3], strict=True):
            np.testing.assert_array_equal(one, other)

    def test_two_different_raters_each(self):
        _random, _trait, raters, _scores = draw_past()
        self.assertTrue((raters[:, 0] != raters[:, 1]).all())
        self.assertEqual(set(raters.ravel().tolist()), set(range(len(model.LENIENCY))))

    def test_scores_are_whole_numbers_of_the_scale_and_show_the_trait_as_far_as_said(self):
        _random, trait, _raters, scores = draw_past()
        shown = []
        for levels in scores:
            self.assertEqual(levels.shape, (4000, 2, 2))
            self.assertTrue(((levels >= 0) & (levels <= 10) & (levels == np.round(levels))).all())
            shown.append(np.corrcoef(trait, levels.mean(axis=(1, 2)))[0, 1])
        self.assertEqual(shown, sorted(shown, reverse=True))
        self.assertLess(abs(shown[-1]), 0.15)

    def test_a_share_is_hired_and_mostly_the_best(self):
        random, trait, _raters, _scores = draw_past()
        hired = model.choose_hires(random, trait)
        self.assertAlmostEqual(hired.mean(), model.HIRED, places=2)
        self.assertGreater(trait[hired].mean(), trait[~hired].mean() + 1)

    def test_results_follow_the_trait_and_the_weak_are_dismissed(self):
        random, trait, _raters, _scores = draw_past()
        attained, rating, is_dismissed, is_missing = model.draw_results(random, trait, 2)
        self.assertEqual(attained.shape, (4000, 2))
        self.assertGreater(np.corrcoef(trait, attained.mean(axis=1))[0, 1], 0.35)
        known = rating[~np.isnan(rating)]
        self.assertAlmostEqual(len(known) / 4000, model.RATED, delta=0.03)
        self.assertTrue(((known >= 0) & (known <= 10)).all())
        self.assertAlmostEqual(is_dismissed.mean(), model.DISMISSED, delta=0.01)
        self.assertAlmostEqual(is_missing.mean(), model.MISSING, delta=0.015)
        self.assertFalse((is_dismissed & is_missing).any())
        self.assertLess(attained[is_dismissed].mean(), attained.mean())


if __name__ == "__main__":
    unittest.main()
