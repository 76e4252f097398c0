"""Base of the tests with a remote engine: a provider behind a fault server on this machine."""

import json
from contextlib import contextmanager

from ..engine.schema import ScoreCriterion, ScoreRequest
from ..engine.tests.fault_server import FaultServer
from ..engine.tests.prompts_support import question as good_question
from .common import InterviewCase

ANSWER = "I measured the pressure at the pump, then at the valve, and replaced the seal."


def score_reply(payload):
    """The reply of an honest model: a score of 7 for each criterion, with the first words as evidence."""
    material = json.loads(payload["messages"][-1]["content"].splitlines()[1])
    quote = " ".join(material["answer"].split()[:6])
    rows = [
        {
            "criterion_id": row["criterion_id"],
            "quotes": [quote],
            "reason": "Names what was measured.",
            "status": "scored",
            "score": 7,
        }
        for row in material["criteria"]
    ]
    return json.dumps({"criteria": rows, "flags": [], "followups": []})


FRAMES = (
    "Describe one time you had to {}. What did you do first?",
    "Which part of “{}” went wrong in your last job, and how did you notice it?",
    "How would you explain to a new colleague what it takes to {}?",
    "What did you measure the last time you had to {}, and what changed afterwards?",
)


def draft_reply(payload):
    """The reply of an honest model: as many questions as ordered, each on a duty, a skill or a résumé line."""
    material = json.loads(payload["messages"][-1]["content"].splitlines()[1])
    sources = [row for row in material["sources"] if row["id"][0] in "DV"]
    order = material["order"]
    types = list(order["types"]) or ["behavioural"]
    questions = []
    for number in range(order["questions"]):
        source = sources[number % len(sources)]
        frame = FRAMES[(number + payload["seed"]) % len(FRAMES)]
        questions.append(
            good_question(
                "en",
                type=types[number % len(types)],
                text=frame.format(source["text"][0].lower() + source["text"][1:]),
                sources=[{"id": source["id"], "term": source["text"]}],
            )
        )
    return json.dumps({"questions": questions})


class AiCase(InterviewCase):
    """An enabled provider whose server answers as ``score_reply`` does; nothing leaves this machine."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(FaultServer(content=score_reply))
        cls.provider = cls.make_provider()
        cls.question = cls.make_question()

    def setUp(self):
        super().setUp()
        self.server.reset()
        self.server.content = score_reply

    @classmethod
    def make_provider(cls, enable=True, **vals):
        provider = cls.env["hr.interview.provider"].create(cls.server.provider_vals(**vals))
        if enable:
            provider.action_enable()
        return provider

    def score_request(self, answer=ANSWER, seed=0):
        return ScoreRequest(
            question="Walk me through a hydraulic fault you diagnosed.",
            answer=answer,
            criteria=(ScoreCriterion(1, "Method", 1.0, {0: "Nothing", 10: "Measures first"}),),
            seed=seed,
        )

    def enqueue(self, count=1, provider=None, **vals):
        """Queue ``count`` scorings, each with an input of its own."""
        provider = provider or self.provider
        rows = []
        for seed in range(count):
            row = self.env["hr.interview.outbound"]._prepare_task_vals(
                "score", self.score_request(seed=seed), provider
            )
            rows.append({**row, "company_id": self.env.company.id, **vals})
        return self.env["hr.interview.ai.task"]._enqueue(rows)

    @contextmanager
    def database_of_the_test(self):
        """New cursors of this registry see the records of the test."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            yield
        self.env.invalidate_all()

    def work(self, seconds=30, **options):
        """Let a worker work until the queue has nothing to give; return the number of results."""
        with self.database_of_the_test():
            return self.env["hr.interview.ai.worker"]._work(seconds, **options)
