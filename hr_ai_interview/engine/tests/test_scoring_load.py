"""What many answers cost. ``./run bench scoring`` does the same with 10,000 long ones."""

import unittest

from . import scoring_load


class TestLoad(unittest.TestCase):
    def test_memory_does_not_grow_with_the_answers(self):
        """A process of its own; more answers than a cache of the scorer holds. Measured 15 MB."""
        found = scoring_load.measure(1_100, words=50)
        self.assertEqual(found["count"], 1_100)
        self.assertGreater(found["scored"], 100)
        self.assertLess(found["megabytes"], 60)
