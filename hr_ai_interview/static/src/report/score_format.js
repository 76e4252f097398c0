import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

const STATUSES = {
    none: _t("No score"),
    not_assessed: _t("Not assessed"),
    insufficient_evidence: _t("Insufficient evidence"),
    unstable: _t("Unstable, withheld"),
};

/** @returns {boolean} 0 is a score, false is none */
export function hasScore(score) {
    return typeof score === "number";
}

/** @returns {string} "7", "6.5", "6.0" for a mean of 5.98, or a dash where there is no score */
export function formatScore(score, digits = 1) {
    const trailingZeros = !Number.isInteger(score);
    return hasScore(score) ? formatFloat(score, { digits: [0, digits], trailingZeros }) : "–";
}

/** "Weight 3, expected 7" of a dimension. */
export function formatWeight({ weight, expected }) {
    const values = { weight: formatScore(weight, 2), expected: formatScore(expected) };
    return hasScore(expected)
        ? _t("Weight %(weight)s, expected %(expected)s", values)
        : _t("Weight %(weight)s", values);
}

/** The score of a rating, or why it has none. */
export function formatRating({ score, status }) {
    return status === "scored" ? formatScore(score) : (STATUSES[status] || status).toString();
}

/** "low–high", or "" when there is no spread to tell of. */
export function formatRange({ low, high }) {
    return hasScore(low) && hasScore(high) ? `${formatScore(low)}–${formatScore(high)}` : "";
}

/** A moment of the server in the time zone and words of the reader. */
export function formatMoment(text) {
    return text ? toLocaleDateTimeString(deserializeDateTime(text)) : "";
}

export function formatPercent(share) {
    return `${formatFloat(100 * share, { digits: [0, 0] })} %`;
}
