import ast
import re
from pathlib import Path

from odoo.tests import tagged

from .outcome_common import OutcomeCase

PAGE = Path(__file__).resolve().parents[2] / "docs" / "outcomes.md"


@tagged("post_install", "-at_install")
class TestOutcomePage(OutcomeCase):
    def test_the_rows_of_the_page_are_stored(self):
        text = PAGE.read_text(encoding="utf-8")
        rows = ast.literal_eval(re.search(r"^rows = (\[.*?^\])", text, re.MULTILINE | re.DOTALL)[1])
        shown = ast.literal_eval(re.search(r"^# (\{.*\})$", text, re.MULTILINE)[1])
        self.employee.barcode = "A17"
        self.employee.version_id.write({"contract_date_start": "2024-12-01", "date_version": "2024-12-01"})
        self.kpi.code = "SCRAP"
        self.assertEqual(self.store(*rows), shown)
