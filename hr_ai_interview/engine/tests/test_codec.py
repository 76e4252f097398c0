"""Requests survive the way through the queue."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from .. import codec
from ..schema import (
    CandidateRef,
    CompetencyRef,
    CriterionScore,
    DraftRequest,
    Evidence,
    JobRef,
    KpiRef,
    ScoreCriterion,
    ScoreRequest,
    ScoreResult,
    SkillRef,
    WeakPoint,
)

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
ANCHORS = st.dictionaries(st.sampled_from((0, 2, 4, 6, 8, 10)), TEXT)
JOBS = st.builds(
    JobRef,
    name=TEXT,
    duties=st.lists(TEXT, max_size=3).map(tuple),
    skills=st.lists(st.builds(SkillRef, st.integers(1, 99), TEXT, TEXT), max_size=2).map(tuple),
    kpis=st.lists(
        st.builds(KpiRef, id=st.integers(1, 9), name=TEXT, target=st.none() | st.floats(0, 1e6)), max_size=2
    ).map(tuple),
    competencies=st.lists(
        st.builds(CompetencyRef, id=st.integers(1, 9), name=TEXT, anchors=ANCHORS), max_size=2
    ).map(tuple),
)
CANDIDATES = st.none() | st.builds(
    CandidateRef, resume=TEXT, weak_points=st.lists(st.builds(WeakPoint, TEXT), max_size=2).map(tuple)
)


class TestCodec(unittest.TestCase):
    @given(
        st.builds(DraftRequest, job=JOBS, candidate=CANDIDATES, avoid=st.lists(TEXT, max_size=2).map(tuple))
    )
    def test_draft_request(self, request):
        self.assertEqual(codec.load("draft", codec.dump("draft", request)), request)

    @given(
        st.builds(
            ScoreRequest,
            question=TEXT,
            answer=TEXT,
            criteria=st.lists(
                st.builds(ScoreCriterion, st.integers(1, 9), TEXT, st.floats(0.1, 1), ANCHORS), max_size=3
            ).map(tuple),
        )
    )
    def test_score_request(self, request):
        text = codec.dump("score", request)
        self.assertEqual(codec.load("score", text), request)
        self.assertEqual(codec.dump("score", codec.load("score", text)), text)

    def test_result_keeps_what_has_no_score(self):
        result = ScoreResult(
            "x",
            "1",
            (
                CriterionScore(1, "A", None, "insufficient_evidence"),
                CriterionScore(2, "B", 0.0, "scored", (Evidence("a", 0, 1),)),
            ),
            0.0,
        )
        back = codec.load_result("score", codec.dump_result("score", result))
        self.assertEqual(back, result)
        self.assertIsNone(back.criteria[0].score)
        self.assertEqual(back.criteria[1].score, 0.0)

    def test_equal_requests_have_equal_fingerprints(self):
        job = JobRef("港口", duties=("维护",))
        texts = {codec.fingerprint(codec.dump("draft", DraftRequest(job))) for _ in range(3)}
        self.assertEqual(len(texts), 1)
        self.assertNotIn(codec.fingerprint(codec.dump("draft", DraftRequest(job, seed=1))), texts)
