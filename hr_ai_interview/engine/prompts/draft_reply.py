"""The form of a reply with drafted questions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..schema import ANCHOR_LEVELS
from .fields import Label, Reply, Short, Text

#: Language-neutral keys of criteria; the offline engine uses the same.
CRITERION_KEYS = Literal[
    "cooperation",
    "contribution",
    "result",
    "speed",
    "solution",
    "empathy",
    "method",
    "depth",
    "verification",
    "innovation",
    "logic",
    "data",
    "conduct",
    "respect",
    "reflection",
    "substance",
    "structure",
    "use",
    "competency",
]
Signs = Annotated[list[Short], Field(min_length=1, max_length=6)]


class AnchorsReply(Reply):
    level_0: Text = Field(alias="0")
    level_2: Text = Field(alias="2")
    level_4: Text = Field(alias="4")
    level_6: Text = Field(alias="6")
    level_8: Text = Field(alias="8")
    level_10: Text = Field(alias="10")

    def as_dict(self) -> dict[int, str]:
        return {level: getattr(self, f"level_{level}") for level in ANCHOR_LEVELS}


class CriterionReply(Reply):
    key: CRITERION_KEYS
    name: Short
    weight: Annotated[float, Field(gt=0, le=100)]
    source: Label | None
    anchors: AnchorsReply
    positive: Signs
    negative: Signs


class SourceReply(Reply):
    id: Label
    term: Short


class RolePlayReply(Reply):
    persona: Text
    opening_line: Text
    hidden_facts: Annotated[list[Text], Field(min_length=2, max_length=4)]
    turns: Annotated[list[Text], Field(min_length=4, max_length=6)]


class QuestionReply(Reply):
    type: Literal["behavioural", "situational", "technical", "okr", "culture", "written"]
    difficulty: Literal["basic", "intermediate", "advanced"]
    text: Text
    minutes: Annotated[int, Field(ge=1, le=120)]
    sources: Annotated[list[SourceReply], Field(min_length=1, max_length=4)]
    criteria: Annotated[list[CriterionReply], Field(min_length=3, max_length=5)]
    probes: Annotated[list[Short], Field(min_length=2, max_length=4)]
    roleplay: RolePlayReply | None


class DraftReply(Reply):
    questions: Annotated[list[QuestionReply], Field(max_length=20)]
