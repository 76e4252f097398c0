/** Where in an answer the evidence of its scores stands. Offsets count code points, like the server's. */

import { sliceCodePoints, toSegments } from "../review/spans";

/**
 * @param {string} text of the answer
 * @param {{quote: string, start: number, end: number}[]} evidence
 * @returns {{start: number, end: number}[]} only those whose quote stands in the text; an answer that was
 *   changed after it was scored may have moved it
 */
export function locate(text, evidence) {
    return evidence.map((span) => locateQuote(text, span)).filter(Boolean);
}

function locateQuote(text, { quote, start, end }) {
    if (quote && sliceCodePoints(text, start, end) === quote) {
        return { start, end };
    }
    const at = quote ? text.indexOf(quote) : -1;
    if (at === -1) {
        return null;
    }
    const from = Array.from(text.slice(0, at)).length;
    return { start: from, end: from + Array.from(quote).length };
}

/** The answer cut where evidence begins and ends: [{text, marks}]. */
export function toEvidenceSegments(answer) {
    const evidence = answer.criteria.flatMap((criterion) =>
        criterion.ratings.flatMap((rating) => rating.evidence || [])
    );
    return toSegments(answer.text || "", locate(answer.text || "", evidence));
}
