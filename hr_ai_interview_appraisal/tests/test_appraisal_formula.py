import doctest

from odoo.tests import TransactionCase, tagged

from .. import formula


@tagged("post_install", "-at_install")
class TestAppraisalFormula(TransactionCase):
    def test_the_formula_is_what_its_text_says(self):
        result = doctest.testmod(formula)
        self.assertGreater(result.attempted, 5)
        self.assertEqual(result.failed, 0)
