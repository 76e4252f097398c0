"""What a question can be about: one subject per fragment, KPI, competency or job name."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..schema import CompetencyRef, KpiRef


@dataclass(frozen=True, slots=True)
class Subject:
    """cls: class of the sentence pattern (vp np tool field lang trait claim quote kpi comp name).

    kind / ref_id / excerpt / literal: for the trace. term: as it stands in the sentence.
    label: noun phrase for rubrics. goal: verb phrase of a KPI ("cut the scrap rate to 2%").
    """

    cls: str
    kind: str
    term: str
    literal: str
    excerpt: str
    label: str
    ref_id: int | None = None
    goal: str = ""
    kpi: KpiRef | None = None
    competency: CompetencyRef | None = None
    key: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.cls}:{self.term.lower()}")
