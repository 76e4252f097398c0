"""The tests with a real language model: of the engines, then inside Odoo."""

from tools import llm, odoo_tests, unit_tests

TAG = "llm"
# Inside an add-on; named so that the discovery of the other tests passes it by.
ENGINE_TESTS = "engine/tests/llm_stage.py"


def run(bench, outcome, database, allow, *, install):
    """`install`: the add-ons are not in the database yet. Raises llm.Unavailable."""
    with llm.serving(bench.paths) as model:
        for addon in bench.paths.addons():
            folder = bench.paths.root / addon
            if (folder / ENGINE_TESTS).is_file():
                _run_engine_tests(bench.paths, outcome, addon, model)
        odoo_tests.run_tagged(bench, outcome, database, TAG, allow, model.environ(), install=install)


def _run_engine_tests(paths, outcome, addon, model):
    module = ENGINE_TESTS.removesuffix(".py").replace("/", ".")
    unit_tests.run_suite(
        paths, outcome, f"{addon}/{ENGINE_TESTS}", paths.root / addon, ["-b", module], model.environ()
    )
