"""People are measured by those the run knew, not by those who came with them."""

import json
import math
import unittest

import numpy as np

from ..scale import scale_from_json, scale_of

NAN = math.nan
SCORES = np.array([[2.0, NAN], [4.0, 7.0], [6.0, 7.0]] * 4 + [[5.0, 1.0]])
GROUP = np.array([0] * 12 + [1])


class TestScale(unittest.TestCase):
    def setUp(self):
        self.scale = scale_of(SCORES, GROUP)

    def test_its_own_people_have_mean_0_and_deviation_1_in_each_group(self):
        own = self.scale.own(SCORES, GROUP)
        self.assertAlmostEqual(float(own[:12, 0].mean()), 0.0)
        self.assertAlmostEqual(float(own[:12, 0].std()), 1.0)
        self.assertTrue(math.isnan(own[0, 1]), "not asked stays not asked")
        self.assertEqual((own[1, 1], own[12, 0]), (0.0, 0.0), "no spread says nothing")

    def test_later_people_are_measured_by_the_same_whoever_comes_with_them(self):
        one = self.scale.later(np.array([[6.0, 9.0]]), np.array([0]))
        many = self.scale.later(np.array([[6.0, 9.0], [10.0, 9.0], [0.0, 0.0]]), np.array([0, 0, 0]))
        self.assertEqual(one[0, 0], many[0, 0])
        self.assertAlmostEqual(one[0, 0], 2.0 / math.sqrt(8 / 3))

    def test_a_column_without_spread_and_a_group_of_a_few_are_no_yardstick(self):
        found = self.scale.later(np.array([[6.0, 9.0], [6.0, 9.0]]), np.array([0, 1]))
        self.assertEqual(np.isnan(found).tolist(), [[False, True], [True, True]])
        self.assertEqual((self.scale.is_usable(0), self.scale.is_usable(1)), (True, False))

    def test_it_is_kept_as_json_to_the_last_digit(self):
        kept = scale_from_json(json.loads(json.dumps(self.scale.to_json())))
        people = np.array([[1 / 3, 2 / 3]])
        self.assertEqual(
            kept.later(people, np.array([0])).tobytes(), self.scale.later(people, np.array([0])).tobytes()
        )

    def test_nobody_is_no_error(self):
        scale = scale_of(np.zeros((0, 2)), np.zeros(0, dtype=int))
        self.assertEqual(scale.own(np.zeros((0, 2)), np.zeros(0, dtype=int)).shape, (0, 2))
