"""The queue with 200 tasks against a server that takes half a second for each, 16 calls at a time.

Ideal = 200 x 0.5 / 16 seconds. The sequential loop is measured on 20 calls of the same engine and
scaled. Database time is the time inside cursors of the worker's process, claims, ledger and results
together.
"""

import json
import time
from contextlib import contextmanager

NEEDS = "odoo"
TASKS, SECONDS, PARALLEL = 200, 0.5, 16
SEQUENTIAL = 20
LIMIT_IDEAL, LIMIT_DATABASE, LIMIT_SEQUENTIAL = 1.25, 0.020, 0.1


def reply(payload):
    material = json.loads(payload["messages"][-1]["content"].splitlines()[1])
    rows = [
        {
            "criterion_id": row["criterion_id"],
            "quotes": ["measured the pressure at the pump"],
            "reason": "Names what was measured.",
            "status": "scored",
            "score": 7,
        }
        for row in material["criteria"]
    ]
    return json.dumps({"criteria": rows, "flags": [], "followups": []})


def make_provider(env, server):
    vals = server.provider_vals(code="bench", max_parallel=PARALLEL, state="enabled")
    return env["hr.interview.provider"].create(vals)


def request(seed):
    from odoo.addons.hr_ai_interview.engine.schema import ScoreCriterion, ScoreRequest

    criteria = tuple(
        ScoreCriterion(number, f"Criterion {number}", 0.25, {0: "Nothing", 10: "Measures first"})
        for number in range(4)
    )
    answer = "First I measured the pressure at the pump, then at the valve, and replaced the seal."
    return ScoreRequest("Walk me through a hydraulic fault you diagnosed.", answer, criteria, seed=seed)


def enqueue(env, provider):
    outbound = env["hr.interview.outbound"]
    rows = [
        {**outbound._prepare_task_vals("score", request(seed), provider), "company_id": env.company.id}
        for seed in range(TASKS)
    ]
    return env["hr.interview.ai.task"]._enqueue(rows)


@contextmanager
def database_seconds():
    """Measure the seconds spent inside ``Cursor.execute`` and ``commit``."""
    from odoo.sql_db import Cursor

    spent, originals = [0.0], {name: getattr(Cursor, name) for name in ("execute", "commit")}

    def timed(function):
        def call(*args, **kwargs):
            started = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent[0] += time.perf_counter() - started

        return call

    for name, function in originals.items():
        setattr(Cursor, name, timed(function))
    try:
        yield spent
    finally:
        for name, function in originals.items():
            setattr(Cursor, name, function)


def sequential(env, provider):
    from odoo.addons.hr_ai_interview.engine.prompts import get_task

    engine, task = provider._get_engine(), get_task("score")
    started = time.perf_counter()
    for seed in range(SEQUENTIAL):
        engine.run(task, request(seed))
    return (time.perf_counter() - started) / SEQUENTIAL * TASKS


def rows(env):
    """Yield (name, measured, reference, ratio, limit, ok)."""
    from odoo.addons.hr_ai_interview.engine.tests.fault_server import FaultServer

    with FaultServer(content=reply) as server:
        provider = make_provider(env, server)
        provider._get_engine().run(*warm_up())
        server.delay = SECONDS
        tasks = enqueue(env, provider)
        env.cr.commit()
        with database_seconds() as spent:
            started = time.perf_counter()
            env["hr.interview.ai.worker"]._work(600, parallel=PARALLEL)
            seconds = time.perf_counter() - started
        env.invalidate_all()
        done = set(tasks.mapped("state")) == {"done"} and len(server.requests) == TASKS + 1
        ideal, one_by_one = TASKS * SECONDS / PARALLEL, sequential(env, provider)
        provider.state = "draft"
        env.cr.commit()
    ratio = seconds / ideal
    yield (
        f"{TASKS} tasks, {PARALLEL} calls at a time / ideal [s]",
        seconds,
        ideal,
        ratio,
        LIMIT_IDEAL,
        (done and ratio <= LIMIT_IDEAL),
    )
    share = seconds / one_by_one
    yield (
        "the same / one after the other [s]",
        seconds,
        one_by_one,
        share,
        LIMIT_SEQUENTIAL,
        share <= LIMIT_SEQUENTIAL,
    )
    each = spent[0] / TASKS
    yield (
        "database time of a task [s]",
        each,
        LIMIT_DATABASE,
        each / LIMIT_DATABASE,
        1.0,
        each <= LIMIT_DATABASE,
    )


def warm_up():
    from odoo.addons.hr_ai_interview.engine.prompts import get_task

    return get_task("score"), request(10_000)
