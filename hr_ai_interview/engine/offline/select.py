"""Diversity: counts what was used in a batch and refuses texts that are too near to another.

A draft is near to another when rapidfuzz sees the same sentence with other words in the gap
(``ratio``) or the same words in another order (``token_set_ratio``).
"""

from __future__ import annotations

import random
import re
from collections import Counter

from . import langid, textclean

LATIN_RATIO, LATIN_SET, CJK_RATIO = 80.0, 86.0, 74.0

_NO_WORD = re.compile(r"[\W_]+")


class Diversity:
    """Usage counters and accepted texts of one batch."""

    def __init__(self, avoid: tuple[str, ...], rng: random.Random):
        from rapidfuzz import fuzz, process  # heavy: only when drafting

        self._fuzz, self._process = fuzz, process
        self.rng = rng
        self.used: Counter = Counter()
        self.texts = [normal(textclean.clean(text)[:1000]) for text in avoid[:5000] if str(text).strip()]

    def is_near(self, text: str) -> bool:
        low = normal(text)
        if not self.texts:
            return False
        latin = not langid.has_cjk(low)
        cutoff = LATIN_RATIO if latin else CJK_RATIO
        if self._process.extractOne(low, self.texts, scorer=self._fuzz.ratio, score_cutoff=cutoff):
            return True
        return bool(
            latin
            and self._process.extractOne(
                low, self.texts, scorer=self._fuzz.token_set_ratio, score_cutoff=LATIN_SET
            )
        )

    def accept(self, text: str, *keys: str) -> None:
        self.texts.append(normal(text))
        self.used.update(keys)

    def least_used(self, items: list, key, extra=None) -> list:
        """``items`` sorted by use, chance among equals; ``extra`` adds a penalty."""
        rng = self.rng
        scored = [
            (self.used[key(item)] + (extra(item) if extra else 0.0) + rng.random() * 0.9, index)
            for index, item in enumerate(items)
        ]
        return [items[index] for _score, index in sorted(scored)]

    def pick(self, items: tuple, prefix: str) -> tuple:
        """(item, key) of one of the least used options."""
        order = self.least_used(list(range(len(items))), lambda index: f"{prefix}.{index}")
        return items[order[0]], f"{prefix}.{order[0]}"


def normal(text: str) -> str:
    return _NO_WORD.sub(" ", text.lower()).strip()
