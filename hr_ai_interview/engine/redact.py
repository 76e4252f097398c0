"""Take out of a text what says who wrote it, and put it back afterwards.

How: known names (applicant, interviewers, recruiters), optionally employers, and everything that
identifies by its shape or its label (mail, telephone, identity numbers, bank accounts, addresses,
links, accounts, dates of birth, names behind 姓名:, "Name:", 氏名:, "Me llamo") become placeholders
such as [PERSON_1]. A placeholder stands for one surface form, never for a person: "Wei Zhang" and
"Zhang Wei" get two, so that ``restore`` gives back literally what stood there and a restored quote
is a literal quote. Text that looks like a placeholder already becomes one too ([LITERAL_1]), so
nobody can write "[PERSON_1]" and have a name put there.

What it does not see: names never told and without a label before them, nicknames, pinyin of a name
told in characters only, a first name that is also a word at the start of a sentence ("Will ..."),
two-letter names alone, addresses without label and house number, links without path and label, accounts
without label, photographs, and whatever identifies indirectly (a rare post, a school and a year).
Employers stay unless asked for. It is data minimisation, not anonymisation.

The object holds the originals and is as confidential as the text. Positions (``start``, ``end`` of
a quote) are not moved by ``redact_value`` and ``restore_value``: locate a quote again.

>>> redactor = Redactor(["Zhang Wei"])
>>> redactor.redact("I am Wei Zhang, mail wei@example.com. Zhang led the team.")
'I am [PERSON_1], mail [EMAIL_1]. [PERSON_2] led the team.'
>>> redactor.restore("[PERSON_2] led the team")
'Zhang led the team'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from .privacy.fold import Folded, fold
from .privacy.identifiers import KINDS, Span, identifiers
from .privacy.names import Names, organisations

VERSION = "redact-1.0.0"
_PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(KINDS)})_[0-9]+\]")


class Redactor:
    """Hides identifiers in the texts of one interview, the same form always behind the same placeholder."""

    def __init__(
        self, names: Iterable[str] = (), employers: Iterable[str] = (), *, hide_employers: bool = False
    ) -> None:
        """Take the names as the caller has them ("张伟", "Zhang Wei", "García López, Ana", "Dr. Lee")."""
        self.names = tuple(names)
        self.employers = tuple(employers)
        self.hide_employers = hide_employers
        self._known = Names(self.names)
        self._organisations = organisations(self.employers) if hide_employers else None
        self._by_placeholder: dict[str, str] = {}
        self._by_original: dict[str, str] = {}
        self._count = dict.fromkeys(KINDS, 0)

    @property
    def mapping(self) -> dict[str, str]:
        """A copy of {placeholder: original}."""
        return dict(self._by_placeholder)

    def redact(self, text: str) -> str:
        """Return ``text`` with placeholders; ``restore`` of it is ``text``."""
        out, done = [], 0
        for span in self.spans(text):
            out += text[done : span.start], self._placeholder(text[span.start : span.end], span.kind)
            done = span.end
        return "".join([*out, text[done:]])

    def restore(self, text: str) -> str:
        """Return ``text`` with the originals; placeholders that were never given out stay."""
        return _PLACEHOLDER.sub(lambda match: self._by_placeholder.get(match[0], match[0]), text)

    def spans(self, text: str) -> list[Span]:
        """Return what would be hidden, in order, without overlaps."""
        folded = fold(text)
        found = [Span(*match.span(), "LITERAL") for match in _PLACEHOLDER.finditer(text)]
        found += identifiers(folded)
        found += self._known_spans(folded)
        return _united(found)

    def redact_value(self, value: Any) -> Any:
        """Return a copy of a str, list, tuple, set, dict or dataclass with every text redacted; no keys."""
        return _mapped(self.redact, value)

    def restore_value(self, value: Any) -> Any:
        """Return a copy of such a value with every text restored; keys stay as they are."""
        return _mapped(self.restore, value)

    def to_dict(self) -> dict[str, Any]:
        """Return all that ``from_dict`` needs, as JSON values. Confidential: it holds the originals."""
        return {
            "version": VERSION,
            "names": list(self.names),
            "employers": list(self.employers),
            "hide_employers": self.hide_employers,
            "mapping": self.mapping,
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Redactor:
        """Return the redactor ``to_dict`` was called on, its placeholders included."""
        redactor = cls(stored["names"], stored["employers"], hide_employers=stored["hide_employers"])
        for placeholder, original in stored["mapping"].items():
            kind, number = placeholder.strip("[]").rsplit("_", 1)
            redactor._remember(placeholder, original)
            redactor._count[kind] = max(redactor._count[kind], int(number))
        return redactor

    def _known_spans(self, folded: Folded) -> Iterable[Span]:
        """Yield the names and employers the caller told."""
        for start, end in self._known.find(folded):
            yield Span(*folded.original(start, end), "PERSON")
        if self._organisations:
            for match in self._organisations.finditer(folded.text):
                yield Span(*folded.original(*match.span()), "ORG")

    def _placeholder(self, original: str, kind: str) -> str:
        """Return the placeholder of a surface form, a new one the first time it is seen."""
        if original not in self._by_original:
            self._count[kind] += 1
            self._remember(f"[{kind}_{self._count[kind]}]", original)
        return self._by_original[original]

    def _remember(self, placeholder: str, original: str) -> None:
        self._by_placeholder[placeholder] = original
        self._by_original[original] = placeholder


def _united(spans: list[Span]) -> list[Span]:
    """Return the spans in order, those that overlap as one: a rest of an identifier is one still."""
    united: list[Span] = []
    for span in sorted(spans, key=lambda each: each.start):
        last = united[-1] if united else None
        if last and span.start < last.end:
            kind = min(last.kind, span.kind, key=KINDS.index)
            united[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            united.append(span)
    return united


def _mapped(change: Callable[[str], str], value: Any) -> Any:
    """Return a copy of a nested value with ``change`` done to every text in it, keys excepted."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(change, each) for key, each in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(_mapped(change, each) for each in value))
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)(_mapped(change, each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: _mapped(change, getattr(value, f.name)) for f in fields(value) if f.init}
        )
    return value
