"""Read Odoo's log while it is written: test counts, skipped tests, lines that must not be there.

Every WARNING, ERROR or CRITICAL entry and every skipped test is a complaint, unless the allow list
(`log_allow.txt`) has a pattern for it. A complaint reads `LEVEL logger: message`, the message with its
further lines; a skipped test reads `SKIPPED test : reason`. The patterns are searched in that text.
"""

import re
from dataclasses import dataclass, field

from tools.errors import RunError

ENTRY = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ "
    r"(?P<level>[A-Z]+) (?P<db>\S+) (?P<logger>[^\s:]+): (?P<message>.*)$"
)
RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
SKIPPED = re.compile(r"skipped (?P<what>(?:setUpClass|setUpModule|Subtest|\w+\.\w+).*? : .*)", re.DOTALL)
BAD_LEVELS = ("WARNING", "ERROR", "CRITICAL")
# How Odoo reports a failed test; these entries are counted by its closing line already.
TEST_FAILURE = re.compile(r"(ERROR|CRITICAL) \S+: (FAIL|ERROR): ")
TEST_SUMMARY = re.compile(
    r"(ERROR|WARNING) odoo\.(tests\.result|modules\.loading): "
    r"(\d+ failed, |Module \S+: \d+ failures|At least one test failed)"
)


@dataclass
class Pattern:
    regex: re.Pattern
    reason: str
    hits: int = 0


class AllowList:
    """Patterns, each on a line of its own below at least one `#` line that gives the reason."""

    def __init__(self, text):
        self.patterns, reason = [], []
        for number, line in enumerate(text.splitlines(), 1):
            stripped = line.strip()
            if not stripped:
                reason = []
            elif stripped.startswith("#"):
                reason.append(stripped.lstrip("# "))
            elif not reason:
                raise RunError(f"log_allow.txt line {number} gives no reason; write one above it, after '#'.")
            else:
                self._add(number, stripped, " ".join(reason))
                reason = []

    def _add(self, number, text, reason):
        try:
            self.patterns.append(Pattern(re.compile(text), reason))
        except re.error as error:
            raise RunError(f"log_allow.txt line {number} is no regular expression: {error}") from error

    def covers(self, text):
        found = False
        for pattern in self.patterns:
            if pattern.regex.search(text):
                pattern.hits += 1
                found = True
        return found

    def unused(self):
        return [pattern for pattern in self.patterns if not pattern.hits]


@dataclass
class LogReader:
    """Feed it lines; `finish()` closes the last entry. `on_complaint` hears of each as it comes."""

    allow: AllowList
    on_complaint: object = None
    run: int = 0
    failed: int = 0
    skipped: int = 0
    not_run: int = 0
    complaints: list = field(default_factory=list)
    _entry: object = None
    _lines: list = field(default_factory=list)

    def feed(self, line):
        match = ENTRY.match(line)
        if match:
            self.finish()
            self._entry, self._lines = match, [match["message"]]
        elif self._entry:
            self._lines.append(line.rstrip("\n"))

    def finish(self):
        """Judge the entry that has been collected."""
        entry, self._entry = self._entry, None
        if not entry:
            return
        message = "\n".join(self._lines).strip()
        text = f"{entry['level']} {entry['logger']}: {message}"
        result = RESULT.match(message) if entry["logger"] == "odoo.tests.result" else None
        if result:
            failures, errors, run = map(int, result.groups())
            self.run += run
            self.failed += failures + errors
        skip = SKIPPED.match(message) if entry["level"] == "INFO" and ".test" in entry["logger"] else None
        if skip:
            self.not_run += not skip["what"].startswith("setUp")
            self.skipped += not self._judge(f"SKIPPED {skip['what']}")
        elif entry["level"] in BAD_LEVELS and not TEST_SUMMARY.match(text):
            self._judge(text)

    def _judge(self, text):
        if self.allow.covers(text):
            return True
        self.complaints.append(text)
        if self.on_complaint:
            self.on_complaint(text)
        return False

    @property
    def passed(self):
        return max(0, self.run - self.failed - self.not_run)

    @property
    def failures(self):
        """Failed tests, skipped ones, and complaints that are neither."""
        return self.failed + sum(not TEST_FAILURE.match(text) for text in self.complaints)
