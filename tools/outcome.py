"""What the stages of a command came to, and how that is printed."""

import contextlib
import time
from dataclasses import dataclass, field

from tools.errors import RunError


@dataclass
class Outcome:
    """One stage. A stage that ran nothing has failed: silence is no proof."""

    name: str
    passed: int = 0
    failed: int = 0
    seconds: float = 0.0
    notes: list = field(default_factory=list)
    not_run: str = ""  # why there was nothing to run it with; then it has neither passed nor failed

    def fail(self, note):
        self.failed += 1
        self.notes.append(note)


class Report:
    def __init__(self):
        self.outcomes = []

    @property
    def failed(self):
        return sum(outcome.failed for outcome in self.outcomes)

    @contextlib.contextmanager
    def stage(self, name, tests=True):
        """Time a stage; what stops it, said in a RunError, is its failure. `tests`: it must run some."""
        outcome, start = Outcome(name), time.monotonic()
        print(f"== {name}", flush=True)
        self.outcomes.append(outcome)
        try:
            yield outcome
        except RunError as error:
            outcome.fail(str(error))
        finally:
            outcome.seconds = time.monotonic() - start
        if tests and not outcome.passed and not outcome.failed and not outcome.not_run:
            outcome.fail("no test was run")
        counts = f"{outcome.passed} passed, {outcome.failed} failed, " if tests or outcome.failed else ""
        if outcome.not_run:
            counts = f"not run: {outcome.not_run} "
        print(f"   {counts}{outcome.seconds:.0f} s", flush=True)
        for note in outcome.notes:
            print(f"   {note}", flush=True)

    def close(self):
        """Print the table and the closing line; returns the exit code."""
        width = max((len(outcome.name) for outcome in self.outcomes), default=5)
        print(f"\n{'stage'.ljust(width)}  passed  failed  seconds")
        for outcome in self.outcomes:
            counts = "not run".rjust(14) if outcome.not_run else f"{outcome.passed:6}  {outcome.failed:6}"
            print(f"{outcome.name.ljust(width)}  {counts}  {outcome.seconds:7.1f}")
        passed = sum(outcome.passed for outcome in self.outcomes)
        print(f"\n{passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not passed else 0
