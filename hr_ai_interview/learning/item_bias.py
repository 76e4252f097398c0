"""Which question carries a difference between groups: differential item functioning (DIF).

For every question the score is regressed on the rest-score (the mean of the person's other questions, all of
them standardised) and on membership of a group. z is the t value of the group: how far the group scores
above (+) or below (-) the others *at the same rest-score*. Beyond ``WARN_AT`` a person reviews the wording.

What it cannot do: prove bias. The rest-score is unreliable, so a true difference between the groups reaches
the group term as well; a bias that runs through all questions is in the rest-score and stays unseen; where
many questions are biased, the fair ones look biased the other way.
"""

from __future__ import annotations

#: |z| from which a question goes to review (p = .01 for two groups)
WARN_AT = 2.58
#: persons of a group, and of the rest, below which there is no value
MIN_GROUP = 10
_BLOCK = 64
_ZERO = 1e-10


def dif(scores, group):
    """Return z[q] for scores[n, q] (NaN = not asked) and group[n]: any labels; None, NaN and "" = unknown.

    Two labels: z of the later one in sorted order. More: each label against all others, z of the largest |z|;
    with many labels large ones come by chance more often. People of unknown group are left out. NaN where a
    value cannot be had: fewer than two groups of 10 who were asked this question and another one, or scores
    that do not differ. Scores should be standardised within job family and period before.

    Raises ValueError unless there is one label per person.
    """
    import numpy as np

    scores = np.asarray(scores, dtype=float)
    labels, codes = _codes(group)
    if scores.ndim != 2 or len(codes) != len(scores):
        raise ValueError("Every person needs a row of scores and a group, which may be unknown.")
    known = codes >= 0
    x, mark = _standardise(scores[known])
    members = codes[known][:, None] == np.arange(len(labels))
    if len(labels) == 2:
        members = members[:, 1:]
    elif len(labels) < 2:
        members = members[:, :0]
    found = np.full((members.shape[1], scores.shape[1]), np.nan)
    total, count = x.sum(axis=1), mark.sum(axis=1)
    for start in range(0, scores.shape[1], _BLOCK):
        part = slice(start, start + _BLOCK)
        rest = (total[:, None] - x[:, part]) / np.maximum(count[:, None] - 1, 1)
        asked = mark[:, part] * (count[:, None] > 1)
        for row, member in zip(found, members.T.astype(float), strict=True):
            row[part] = _group_term(x[:, part], rest, member, asked)
    largest = np.argmax(np.nan_to_num(np.abs(found), nan=-1.0), axis=0) if len(found) else []
    return found[largest, np.arange(scores.shape[1])] if len(found) else np.full(scores.shape[1], np.nan)


def _codes(group):
    """Return the labels, sorted as text, and a code per person; -1 = unknown."""
    import numpy as np

    labels = [None if _is_unknown(label) else label for label in group]
    ordered = sorted({label for label in labels if label is not None}, key=str)
    places = {label: place for place, label in enumerate(ordered)}
    return ordered, np.array([places.get(label, -1) for label in labels], dtype=int)


def _is_unknown(label) -> bool:
    return label is None or label != label or (isinstance(label, str) and not label.strip())


def _standardise(scores):
    """Scores with mean 0 and variance 1 per question, 0 where not asked, and the mark of what was asked."""
    import numpy as np

    asked = np.isfinite(scores)
    x = np.where(asked, scores, 0.0)
    top = np.abs(x).max(axis=0, initial=0.0)
    x /= np.where(top > 0, top, 1.0)
    mark = asked.astype(float)
    size = np.maximum(mark.sum(axis=0), 1)
    x -= mark * (x.sum(axis=0) / size)
    sd = np.sqrt((x**2).sum(axis=0) / size)
    return x / np.where(sd > _ZERO, sd, np.inf), mark


def _group_term(x, rest, member, asked):
    """The t value of ``member`` [n] in x = a + b rest + c member, for every column, over those ``asked``."""
    import numpy as np

    n = asked.sum(axis=0)
    size = np.maximum(n, 1)

    def centred(values):
        values = values * asked
        return values - asked * (values.sum(axis=0) / size)

    x, rest, m = centred(x), centred(rest), centred(np.broadcast_to(member[:, None], asked.shape))
    srr, srm, srx = (rest**2).sum(axis=0), (rest * m).sum(axis=0), (rest * x).sum(axis=0)
    flat = srr <= _ZERO * size
    slope_m, slope_x = (np.where(flat, 0.0, part / np.where(flat, 1.0, srr)) for part in (srm, srx))
    m, x = m - rest * slope_m, x - rest * slope_x
    smm = (m**2).sum(axis=0)
    coefficient = (m * x).sum(axis=0) / np.where(smm > 0, smm, 1.0)
    error = ((x - m * coefficient) ** 2).sum(axis=0) / np.maximum(n - 3, 1)
    inside = member @ asked
    enough = (inside >= MIN_GROUP) & (n - inside >= MIN_GROUP)
    usable = enough & (smm > _ZERO * size) & (error > _ZERO)
    return np.where(usable, coefficient * np.sqrt(smm / np.where(usable, error, 1.0)), np.nan)
