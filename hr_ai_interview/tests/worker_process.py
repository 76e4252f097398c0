"""Real workers for the tests of crashes: a program that loads Odoo once and forks a worker per order.

It is forked as Odoo's own prefork server does it: no connection and no thread is shared. Orders come in as
lines of JSON, each answered with a line: the first one says what to load; ``{"spawn": {...}}`` gives the id of a
new worker, ``{"wait": id}`` how it ended (0, or minus the signal). The end of the input ends all workers.

A worker works until no task is open. Its options: ``parallel``, and what only a test wants:
clock: seconds its clocks are wrong. deaf: it never makes the call of what it has claimed. tries: of a
transaction. turns: it ends after so many looks at the queue. order: it is no worker, but a request that queues
a task with these values; it ends with the number of times Odoo ran it.
"""

import contextlib
import ctypes
import gc
import json
import os
import signal
import sys
import threading
import time
from datetime import datetime, timedelta, timezone

# Python puts the folder of a program first: names in it would hide those of libraries.
del sys.path[0]

from odoo import SUPERUSER_ID, api, sql_db  # noqa: E402
from odoo.modules.registry import Registry  # noqa: E402
from odoo.service.model import retrying  # noqa: E402
from odoo.tools import config  # noqa: E402

PR_SET_PDEATHSIG = 1
OPEN = ("queued", "running")
#: Advisory lock that a test holds until all orders are there.
START_LOCK = 0x5254


def main():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    setup = json.loads(sys.stdin.readline())
    config.parse_config(setup["arguments"], setup_logging=True)
    registry = Registry(setup["database"])
    _warm_up(registry, setup["url"])
    # A connection in two processes is the end of both.
    sql_db.close_all()
    workers = set()
    try:
        _answer("ready")
        for line in sys.stdin:
            order = json.loads(line)
            if "wait" in order:
                workers.discard(order["wait"])
                _answer(os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1]))
            else:
                pid = os.fork() or _work_and_exit(registry, order["spawn"])
                workers.add(pid)
                _answer(pid)
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGKILL)


def _answer(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _warm_up(registry, url):
    """Load what is loaded at the first call, once for all workers: it takes seconds."""
    from odoo.addons.hr_ai_interview.engine.errors import CallError
    from odoo.addons.hr_ai_interview.engine.openai_engine import OpenAIEngine
    from odoo.addons.hr_ai_interview.engine.prompts import get_task
    from odoo.addons.hr_ai_interview.engine.provider import Provider
    from odoo.addons.hr_ai_interview.engine.schema import ScoreCriterion, ScoreRequest

    request = ScoreRequest("Why?", "Because.", (ScoreCriterion(1, "Reason", 1.0, {0: "None"}),))
    engine = OpenAIEngine(
        Provider(code="warm", base_url=url, model="toy-1", allow_private=True, deadline=30.0), None
    )
    with contextlib.suppress(CallError):
        engine.run(get_task("score"), request)
    with registry.cursor() as cr:
        api.Environment(cr, SUPERUSER_ID, {})["hr.interview.ai.worker"]._work(0)
    # Collecting garbage would copy the pages that the workers share with this process.
    gc.collect()
    gc.freeze()


def _work_and_exit(registry, options):
    code = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        os.dup2(2, 1)
        if "order" in options:
            code = _order(registry, options["order"])
        else:
            with _clock(options.get("clock", 0)):
                _work(registry, options)
            code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
        raise
    finally:
        # Not through the clean-up of the program it was forked from.
        os._exit(code)


def _work(registry, options):
    from odoo.addons.hr_ai_interview.models import hr_interview_ai_worker as module

    module.TRIES = options.get("tries", module.TRIES)
    if options.get("deaf"):
        module._call = lambda engine, claim: threading.Event().wait()  # until it is killed
    with registry.cursor() as cr:
        worker = api.Environment(cr, SUPERUSER_ID, {})["hr.interview.ai.worker"]
    for _turn in range(options.get("turns", 100_000)):
        if not worker._in_transaction(lambda queue: queue.search_count([("state", "in", OPEN)])):
            return
        worker._work(5, parallel=options.get("parallel", module.PARALLEL))
        # As a scheduled action comes again, only sooner. A poll: pauses and leases end by the clock of the
        # database, and it tells nobody.
        time.sleep(0.1)


def _order(registry, vals):
    runs = 0
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})

        def order():
            nonlocal runs
            runs += 1
            # The snapshot of a transaction is of its first statement, also when that has to wait.
            cr.execute("SELECT pg_advisory_xact_lock_shared(%s)", [START_LOCK])
            return env["hr.interview.ai.task"]._enqueue([vals])

        if len(retrying(order, env)) != 1:
            return 99
    return runs


def _clock(seconds):
    """Every clock of this process goes ``seconds`` wrong."""
    if not seconds:
        return contextlib.nullcontext()
    from freezegun import freeze_time

    wrong = datetime.now(timezone.utc) + timedelta(seconds=seconds)
    return freeze_time(wrong, tick=True)


main()
