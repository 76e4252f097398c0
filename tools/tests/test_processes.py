"""Nothing a command started is left when it has ended."""

import contextlib
import os
import select
import subprocess
import sys
import unittest

from tools.paths import ROOT

# A command whose child has made a daemon of itself: another session, another parent.
PARENT = """
import subprocess, sys
sys.path.insert(0, {root!r})
from tools import processes
processes.adopt_orphans()
daemon = "import os, time\\nif os.fork() == 0: os.setsid(); print(os.getpid(), flush=True); time.sleep(600)"
processes.run([sys.executable, "-c", daemon])
{rest}
"""


def alive(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


class TestEndAll(unittest.TestCase):
    def command(self, rest):
        program = PARENT.format(root=str(ROOT), rest=rest)
        process = subprocess.Popen([sys.executable, "-B", "-c", program], stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.stdout.close)
        daemon = int(process.stdout.readline())
        return process, daemon

    def test_a_daemon_of_a_child_is_ended(self):
        process, daemon = self.command("processes.end_all()")
        self.assertEqual(process.wait(20), 0)
        self.assertFalse(alive(daemon))

    def test_a_spared_one_is_not(self):
        rest = "pid = processes.descendants()[0]; processes.spare(pid); processes.end_all()"
        process, daemon = self.command(rest)
        self.assertEqual(process.wait(20), 0)
        self.assertTrue(alive(daemon))
        os.kill(daemon, 9)

    def test_a_child_dies_with_a_killed_command(self):
        program = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
            "from tools import processes\n"
            "processes.run([sys.executable, '-c', 'import time; print(1, flush=True); time.sleep(600)'])"
        )
        process = subprocess.Popen([sys.executable, "-B", "-c", program], stdout=subprocess.PIPE)
        self.addCleanup(process.stdout.close)
        process.stdout.readline()
        process.kill()
        process.wait(10)
        readable, _, _ = select.select([process.stdout], [], [], 10)
        self.assertTrue(readable, "the child still holds its output open")
        self.assertEqual(process.stdout.read(), b"")
