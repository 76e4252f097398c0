"""A made-up past in numbers: how good people were, what they scored, what became of them. No Odoo in here.

Everything in this file is invented for the demo company and measured nowhere:

- each candidate has one hidden trait, normal with mean 0 and variance 1;
- each question shows it more or less: ``LOADINGS`` of the questions of the kit, ``TRIED`` of those on trial;
- an interviewer adds a leniency of their own (``LENIENCY``) and chance, and gives whole numbers, 0 to 10;
- the company hires ``HIRED`` of each group, by the composite of the product and some chance;
- after half a year each goal was reached to about 100 %, more where the trait is high (``TRANSFER``).

What the product then finds (validities, weights, hit rate, brakes) it computes from the scores and outcomes
alone: it sees neither the trait nor the loadings. ``SEED`` is one for which its brakes let the first run
pass, as they do for most seeds at this size.
"""

SEED = 3
#: How far the trait shows in each question of the kit, and in those on trial; turned for the second job.
LOADINGS = (0.9, 0.7, 0.5, 0.25, 0.05)
TRIED = (0.8, 0.45, 0.15, 0.0)
#: Four interviewers, in points of the scale.
LENIENCY = (0.5, 0.1, -0.2, -0.4)
CENTRE, SPREAD = 5.6, 1.5
#: What the answer of the day, and the rater at one criterion, add by chance (standard deviations).
ANSWER_NOISE, RATER_NOISE = 0.7, 0.7
HIRED, HIRE_NOISE = 0.42, 0.4
#: Correlation of the trait with the work done later.
TRANSFER = 0.55
DISMISSED, MISSING, RATED = 0.03, 0.06, 0.3


def make_random(*key):
    import numpy as np

    return np.random.default_rng([SEED, *key])


def turned(values, count, by):
    """Return ``count`` of the loadings, turned round by so many places."""
    return [values[(place + by) % len(values)] for place in range(count)]


def draw_scores(random, trait, loadings, sizes, raters):
    """Return the scores: for each question whole numbers [candidate, criterion, rater].

    sizes: criteria of each question; raters: int[n, 2], places in ``LENIENCY``.
    """
    import numpy as np

    leniency = np.array(LENIENCY)[raters][:, None, :]
    found = []
    for loading, size in zip(loadings, sizes, strict=True):
        shown = loading * trait + ANSWER_NOISE * random.standard_normal(len(trait))
        noise = RATER_NOISE * random.standard_normal((len(trait), size, 2))
        levels = CENTRE + SPREAD * shown[:, None, None] + leniency + noise
        found.append(np.clip(np.round(levels), 0, 10))
    return found


def draw_raters(random, count):
    """Return int[count, 2]: two different interviewers for each candidate."""
    import numpy as np

    return np.array([random.permutation(len(LENIENCY))[:2] for _candidate in range(count)])


def choose_hires(random, composite):
    """Return bool[n]: the best by composite, with some chance."""
    import numpy as np

    rank = np.asarray(composite) + HIRE_NOISE * random.standard_normal(len(composite))
    return rank >= np.quantile(rank, 1 - HIRED)


def draw_results(random, trait, kpis):
    """Return what became of people: attainment [n, kpis], rating 0-10 or NaN, is dismissed, is missing.

    Only people of the lower half are dismissed.
    """
    import numpy as np

    n = len(trait)
    work = TRANSFER * trait + np.sqrt(1 - TRANSFER**2) * random.standard_normal(n)
    attained = 1.02 + 0.12 * work[:, None] + 0.08 * random.standard_normal((n, kpis))
    rating = np.clip(np.round(6.3 + 1.2 * work + 0.8 * random.standard_normal(n), 1), 0, 10)
    luck = random.random((3, n))
    rating[luck[0] >= RATED] = np.nan
    is_dismissed = (luck[1] < 2 * DISMISSED) & (work < np.median(work))
    return attained, rating, is_dismissed, (luck[2] < MISSING) & ~is_dismissed
