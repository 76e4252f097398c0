"""The names of the package are what they say, whatever was imported before."""

import importlib
import inspect
import pkgutil
import unittest

from .. import __all__
from .. import __name__ as package_name
from .. import __path__ as package_path


class TestNames(unittest.TestCase):
    def test_no_module_hides_a_name(self):
        """A module of the same name took the place of a function once it had been imported."""
        package = importlib.import_module(package_name)
        for module in pkgutil.iter_modules(package_path):
            if not module.ispkg:
                importlib.import_module(f"{package_name}.{module.name}")
        for name in __all__:
            self.assertFalse(inspect.ismodule(getattr(package, name)), name)
