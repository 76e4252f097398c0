"""Steps run once per set of inputs."""

import tempfile
import unittest
from pathlib import Path

from tools.steps import digest, once


class TestOnce(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home, self.built = Path(folder.name), 0

    def build(self):
        self.built += 1

    def test_again_only_when_an_input_changes(self):
        for inputs in (["a"], ["a"], ["b"]):
            once(self.home, "step", inputs, self.build)
        self.assertEqual(self.built, 2)

    def test_again_when_the_result_is_gone(self):
        once(self.home, "step", ["a"], self.build)
        once(self.home, "step", ["a"], self.build, lambda: self.built > 1)
        self.assertEqual(self.built, 2)

    def test_a_failed_step_leaves_no_stamp(self):
        with self.assertRaises(ZeroDivisionError):
            once(self.home, "step", ["a"], lambda: 1 / 0)
        once(self.home, "step", ["a"], self.build)
        self.assertEqual(self.built, 1)

    def test_digest_keeps_inputs_apart(self):
        self.assertNotEqual(digest("ab", "c"), digest("a", "bc"))
