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

/** @returns {string} "7", "6.5", or a dash where there is no score */
export function formatScore(score, digits = 1) {
    return hasScore(score) ? formatFloat(score, { digits: [0, digits], trailingZeros: false }) : "–";
}

/** The score of a rating, or why it has none. */
export function formatRating({ score, status }) {
    return status === "scored" ? formatScore(score) : (STATUSES[status] || status).toString();
}

/** "low–high", or "" when there is no spread to tell of. */
export function formatRange({ low, high }) {
    return hasScore(low) && hasScore(high) ? `${formatScore(low)}–${formatScore(high)}` : "";
}

export function formatPercent(share) {
    return `${formatFloat(100 * share, { digits: [0, 0] })} %`;
}
