/** What was typed and the server has not confirmed: how it is named, compared and placed on a newer text. */

import { hashCode } from "@web/core/utils/strings";
import { isSameRating } from "./ratings";

/**
 * @typedef {Object} Draft words or a rating that the server has not confirmed yet
 * @property {string} key
 * @property {"answer"|"note"|"rating"} kind
 * @property {number} answerId
 * @property {number} [criterionId]
 * @property {string|Object} value
 * @property {number} revision of the text it was typed on
 * @property {string} base print of that text
 * @property {string[]} sent prints of what was sent without hearing of it again
 * @property {{revision: number, text: string}} [conflict] somebody else changed the text meanwhile
 * @property {string} [refusal] why the server does not take it
 * @property {boolean} [isHeld] a comment without a score: kept here only
 */

export function makeKey({ kind, answerId, criterionId }) {
    return [kind, answerId, criterionId].filter(Boolean).join("/");
}

const normalize = (text) => text.replace(/\r\n?/g, "\n").trim();

/** A short stand-in for a text, to know it again without keeping it. */
export function printOf(text) {
    const words = normalize(text);
    return `${words.length}:${hashCode(words)}`;
}

export function isSameValue(a, b) {
    return typeof a === "string" ? normalize(a) === normalize(b) : isSameRating(a, b);
}

/**
 * Put a draft on the text as the server has it now.
 *
 * @param {Draft} draft
 * @param {{revision: number, text: string}} known
 * @returns {Object} what changes: a newer revision when the text is the one it was typed on, or our own words
 *   of a try whose answer was lost; else a conflict
 */
export function placeDraft(draft, { revision, text }) {
    const theirs = printOf(text);
    if (revision === draft.revision || theirs === draft.base || draft.sent.includes(theirs)) {
        return { revision, base: theirs, sent: [] };
    }
    return { conflict: { revision, text } };
}

/** Both texts one after the other; a text that contains the other one is enough. */
export function joinTexts(theirs, mine) {
    const [a, b] = [normalize(theirs), normalize(mine)];
    if (a.includes(b)) {
        return theirs;
    }
    return b.includes(a) ? mine : `${a}\n\n${b}`;
}
