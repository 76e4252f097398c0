import { deserializeDateTime, toLocaleDateTimeString } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

const STATUSES = {
    none: _t("No score"),
    not_assessed: _t("Not assessed"),
    insufficient_evidence: _t("Insufficient evidence"),
    unstable: _t("Unstable, withheld"),
};

/** What an engine noticed about an answer (ANSWER_FLAGS of the engine). */
const FLAGS = {
    vague: _t("Vague"),
    generic: _t("Generic: could be anybody's answer"),
    keyword_list: _t("A list of keywords"),
    off_topic: _t("Off-topic"),
    suspected_injection: _t("Talks to the AI"),
    copied_question: _t("Repeats the question"),
};

export function formatFlag(flag) {
    return (FLAGS[flag] || flag).toString();
}

/** @returns {string[]} what to know about when a score was given */
export function getRemarks({ is_outdated, is_again }) {
    return [
        is_outdated && _t("The answer was changed after this score."),
        is_again && _t("Given again after the scores were open."),
    ].filter(Boolean);
}

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

/** "4–8", "7.5–8.0", or "" when there is no spread to tell of. */
export function formatRange({ low, high }) {
    if (!hasScore(low) || !hasScore(high)) {
        return "";
    }
    const digits = [low, high].every(Number.isInteger) ? 0 : 1;
    return [low, high].map((score) => formatFloat(score, { digits: [0, digits] })).join("–");
}

/** A moment of the server in the time zone and words of the reader. */
export function formatMoment(text) {
    return text ? toLocaleDateTimeString(deserializeDateTime(text)) : "";
}

export function formatPercent(share) {
    return `${formatFloat(100 * share, { digits: [0, 0] })} %`;
}
