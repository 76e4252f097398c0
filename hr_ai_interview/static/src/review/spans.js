/**
 * Text spans for the review: cuts a text where findings begin and end.
 *
 * The server counts in code points (Python), JavaScript strings count in UTF-16 units. A text is
 * therefore taken apart with Array.from, which yields one entry per code point, and every offset
 * that comes in is an index into that list. Nothing here knows about the DOM.
 */

const SEVERITY_ORDER = ["info", "warn", "block"];
const WORD_CHARACTER = /[\p{L}\p{N}_]/u;

/**
 * @typedef {{start: number, end: number, severity?: string}} Span offsets in code points
 * @typedef {{text: string, marks: number[], starts: number[], severity: string}} Segment
 *   marks: indexes of the spans that cover it; starts: of those that begin here;
 *   severity: the worst of its spans, "" when there is none
 */

/** @returns {number} length of a text in code points */
export function codePointLength(text) {
    return Array.from(text).length;
}

/** @returns {string} the part of a text between two code-point offsets */
export function sliceCodePoints(text, start, end) {
    return Array.from(text).slice(start, end).join("");
}

/**
 * Cut a text into the stretches over which the set of covering spans is the same.
 *
 * Spans may overlap, lie in each other, or reach beyond the text (they are cut off); empty and
 * reversed ones are left out.
 *
 * @param {string} text
 * @param {Span[]} spans
 * @returns {Segment[]}
 */
export function toSegments(text, spans) {
    const points = Array.from(text);
    const inside = spans
        .map((span, index) => ({
            index,
            severity: span.severity || "",
            start: Math.max(0, span.start),
            end: Math.min(points.length, span.end),
        }))
        .filter((span) => span.start < span.end);
    const edges = new Set([0, points.length]);
    for (const span of inside) {
        edges.add(span.start).add(span.end);
    }
    const cuts = [...edges].sort((a, b) => a - b);
    return cuts.slice(1).map((end, i) => {
        const start = cuts[i];
        const covering = inside.filter((span) => span.start <= start && span.end >= end);
        return {
            text: points.slice(start, end).join(""),
            marks: covering.map((span) => span.index),
            starts: covering.filter((span) => span.start === start).map((span) => span.index),
            severity: worstSeverity(covering.map((span) => span.severity)),
        };
    });
}

/**
 * The same for a text of several lines: one list of segments for each line.
 *
 * @param {string[]} lines offsets of the spans count in these lines joined by line feeds
 * @param {Span[]} spans
 * @returns {Segment[][]}
 */
export function toLineSegments(lines, spans) {
    let offset = 0;
    return lines.map((line) => {
        const start = offset;
        offset += codePointLength(line) + 1;
        return toSegments(
            line,
            spans.map((span) => ({ ...span, start: span.start - start, end: span.end - start }))
        );
    });
}

/** @returns {string} "block", "warn", "info" or "" */
export function worstSeverity(severities) {
    return SEVERITY_ORDER[Math.max(...severities.map((s) => SEVERITY_ORDER.indexOf(s)))] || "";
}

/**
 * Mark every occurrence of a term in an excerpt, whatever its case. A term of letters is found as a
 * word first ("rate" is not found in "generate"); in languages without spaces as it stands.
 *
 * @param {string} excerpt
 * @param {string} term
 * @returns {{text: string, hit: boolean}[]}
 */
export function splitTerm(excerpt, term) {
    const points = Array.from(excerpt);
    const found = findTerm(points, Array.from(term || ""));
    const parts = [];
    let from = 0;
    for (const [start, end] of found) {
        if (start > from) {
            parts.push({ text: points.slice(from, start).join(""), hit: false });
        }
        parts.push({ text: points.slice(start, end).join(""), hit: true });
        from = end;
    }
    if (from < points.length || !parts.length) {
        parts.push({ text: points.slice(from).join(""), hit: false });
    }
    return parts;
}

function findTerm(points, term) {
    if (!term.length) {
        return [];
    }
    // Lower case by code point: lowering the whole text could change its length.
    const haystack = points.map((point) => point.toLowerCase());
    const needle = term.map((point) => point.toLowerCase());
    const hits = [];
    for (let start = 0; start + needle.length <= haystack.length; start++) {
        if (needle.every((point, i) => haystack[start + i] === point)) {
            hits.push([start, start + needle.length]);
            start += needle.length - 1;
        }
    }
    const isWord = (point) => point !== undefined && WORD_CHARACTER.test(point);
    const whole = hits.filter(([start, end]) => !isWord(points[start - 1]) && !isWord(points[end]));
    return whole.length ? whole : hits;
}
