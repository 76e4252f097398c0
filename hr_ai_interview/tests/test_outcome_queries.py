import logging
import time

from odoo.tests import tagged, warmup

from .outcome_common import OutcomeCase

_logger = logging.getLogger(__name__)


@tagged("post_install", "-at_install")
class TestOutcomeQueries(OutcomeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hires = cls.env["hr.employee"]
        for number in range(0, 500, 100):
            cls.hires += cls.env["hr.employee"].create(
                [
                    {
                        "name": f"Hire {number + n}",
                        "job_id": cls.job.id,
                        "contract_date_start": "2024-01-01",
                        "date_version": "2024-01-01",
                        "interview_key": f"key{number + n}",
                    }
                    for n in range(100)
                ]
            )

    def rows(self, hires, **vals):
        """A row per hire and window."""
        return [
            self.row(hire, window_days=window, external_id=f"{hire.id}-{window}", **vals)
            for hire in hires
            for window in (30, 90, 180, 365)
        ]

    def queries(self, rows):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        result = self.store(*rows)
        self.assertFalse(result["errors"])
        return self.env.cr.sql_log_count - before

    @warmup
    def test_no_query_per_row(self):
        few, many = self.rows(self.hires[:10]), self.rows(self.hires[10:50])
        first, second = self.queries(few), self.queries(many)
        # Measured: 23 queries cold and 18 warm for 40 and 160 rows; inserts go in batches of 100 rows.
        self.assertLess(second, first + 10)
        self.assertLess(self.queries(many), 25, "unchanged rows are read only")

    def test_two_thousand_rows(self):
        rows = self.rows(self.hires)
        self.assertEqual(len(rows), 2000)
        # Measured: created in 3.1 s with 67 queries, unchanged in 1.0 s with 19.
        for what, most in (("created", 100), ("unchanged", 30)):
            start = time.monotonic()
            count = self.queries(rows)
            took = time.monotonic() - start
            _logger.info("2,000 rows %s: %.1f s, %s queries", what, took, count)
            self.assertLess(count, most)
            self.assertLess(took, 60)
        self.assertEqual(self.store(*rows)["unchanged"], 2000)
