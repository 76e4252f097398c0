"""Property tests: whatever the profile says, the engine answers cleanly or refuses clearly."""

import unittest

from ..base import EngineInputError
from ..schema import CandidateRef, CompetencyRef, JobRef, KpiRef, SkillRef
from .offline_support import LANGS, draft

try:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
except ImportError:  # development requirement
    raise unittest.SkipTest("hypothesis is not installed") from None

TEXT = st.text(max_size=120)
LINE = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "Manage suppliers",
            "负责供应商管理；",
            "在庫管理を担当",
            "Gestionar pedidos",
            "<b>SAP</b>",
            "{x} {ask}",
            "%s {0}",
            "iOS",
        ]
    ),
)
NUMBER = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))


@st.composite
def job_refs(make):
    return JobRef(
        name=make(TEXT),
        duties=tuple(make(st.lists(LINE, max_size=6))),
        requirements=tuple(make(st.lists(LINE, max_size=4))),
        skills=tuple(SkillRef(i, name) for i, name in enumerate(make(st.lists(LINE, max_size=4)))),
        kpis=tuple(
            KpiRef(i, name, target=make(NUMBER), unit=make(st.text(max_size=5)))
            for i, name in enumerate(make(st.lists(LINE, max_size=3)))
        ),
        competencies=tuple(CompetencyRef(i, name) for i, name in enumerate(make(st.lists(LINE, max_size=3)))),
    )


class TestProperties(unittest.TestCase):
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(job=job_refs(), lang=st.sampled_from(LANGS), seed=st.integers(0, 99), resume=TEXT)
    def test_never_breaks(self, job, lang, seed, resume):
        try:
            result = draft(job, lang, 8, seed=seed, candidate=CandidateRef(resume=resume))
        except EngineInputError:
            return
        self.assertLessEqual(len(result.drafts), 8)
        self.assertEqual(len({d.text for d in result.drafts}), len(result.drafts))
        for drafted in result.drafts:
            self.assertNotRegex(drafted.text, r"[{}<>]|  ")
            self.assertTrue(drafted.text.strip())
            self.assertAlmostEqual(sum(c.weight for c in drafted.criteria), 1.0, places=6)
