"""Property tests: whatever an answer holds, the scorer answers with literal evidence or none."""

import unittest

from ..schema import FollowupRequest, ScoreCriterion, ScoreRequest, SummaryEntry, SummaryRequest
from .scoring_support import ENGINE, LANGS, check, load, scores

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
except ImportError:  # development requirement
    raise unittest.SkipTest("hypothesis is not installed") from None

PIECES = [
    text
    for item in load("score_dev")
    for answer in item["answers"].values()
    for text in (answer[:60], answer[60:150])
]
ODD = [
    "\x00",
    "\ud800",
    "\u200b",
    "\u3000",
    "\r\n",
    "10/10",
    "百分之",
    "从4%降到",
    "I checked ",
    "\U0001f600",
    "e\u0301",
    "。",
    '"',
]
ANY = st.text(st.characters(), max_size=80)
ANSWER = st.lists(st.one_of(ANY, st.sampled_from(PIECES), st.sampled_from(ODD)), max_size=8).map("".join)
CRITERION = st.builds(
    ScoreCriterion,
    id=st.integers(1, 9),
    name=st.one_of(ANY, st.sampled_from(["Result", "结果", "協力", "Empatía"])),
    weight=st.floats(0.1, 5),
    anchors=st.dictionaries(st.sampled_from((0, 2, 4, 6, 8, 10)), ANY),
    positive=st.lists(ANY, max_size=2).map(tuple),
    negative=st.lists(ANY, max_size=2).map(tuple),
)
QUESTION = st.one_of(ANY, st.sampled_from([item["question"] for item in load("score_dev")]))
LOOSE = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


class TestProperties(unittest.TestCase):
    @LOOSE
    @given(
        QUESTION,
        ANSWER,
        st.lists(CRITERION, max_size=3, unique_by=lambda row: row.id),
        st.sampled_from(LANGS),
    )
    def test_literal_bounded_and_the_same_again(self, question, answer, rubric, lang):
        request = ScoreRequest(question, answer, tuple(rubric), lang)
        result = ENGINE.score_answer(request)
        self.assertEqual(result, ENGINE.score_answer(request))
        check(self, result, answer)

    @LOOSE
    @given(
        st.sampled_from(load("score_dev")), st.sampled_from(["strong", "medium", "weak", "fluff"]), st.data()
    )
    def test_white_space_at_the_ends(self, item, kind, data):
        space = data.draw(st.text(" \t\n\u3000", max_size=6))
        rubric = (ScoreCriterion(1, item["criteria"][0]["name"], 1.0, {}),)
        answer = item["answers"][kind]
        plain, wide = (
            ENGINE.score_answer(ScoreRequest(item["question"], text, rubric, item["lang"]))
            for text in (answer, f"{space}{answer}{space}")
        )
        self.assertEqual(scores(plain), scores(wide))

    @LOOSE
    @given(QUESTION, ANSWER, st.sampled_from(LANGS))
    def test_follow_ups_and_summary_never_break(self, question, answer, lang):
        self.assertLessEqual(
            len(ENGINE.suggest_followups(FollowupRequest(question, answer, lang)).followups), 3
        )
        result = ENGINE.summarise(SummaryRequest("Job", (SummaryEntry(question, answer),), lang))
        for row in (*result.strengths, *result.concerns):
            self.assertEqual(row.evidence.quote, answer[row.evidence.start : row.evidence.end])
