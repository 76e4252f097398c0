"""Tests of the engine. Whatever they call, nothing leaves this machine.

Inside Odoo this package only lends its servers and cases; closing the gate there is its tests' choice.
"""

from .network_gate import install

if not __name__.startswith("odoo."):
    install()
