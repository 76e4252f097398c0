import { VERDICTS } from "./review_constants";

/** A question of the batch and all that the reviewer has said of it. */
export function makeEntry(id) {
    return {
        id,
        card: null,
        outcome: "open",
        wasEdited: false,
        verdicts: makeVerdicts(),
        mode: "read",
        draft: "",
        reason: "",
        newerCard: null,
    };
}

/** No verdict is preset: each has to be given. */
export function makeVerdicts() {
    return Object.fromEntries(VERDICTS.map(({ key }) => [key, 0]));
}

/** What became of the entries, in numbers; ``beyond`` more are not here yet. */
export function countEntries(entries, beyond) {
    const count = (...outcomes) => entries.filter((entry) => outcomes.includes(entry.outcome)).length;
    return {
        total: entries.length + beyond,
        loaded: entries.length,
        approved: count("approved", "waiting"),
        waiting: count("waiting"),
        edited: entries.filter((entry) => entry.wasEdited).length,
        inReview: count("edited"),
        rejected: count("rejected"),
        planted: count("planted"),
        open: count("open"),
    };
}
