/**
 * The heat map of a job without its looks: which shade a cell gets, and what is missing.
 * Works on one row of hr.job.get_interview_coverage().
 */

/** From this number on a cell has the strongest shade. */
export const MAX_LEVEL = 4;

/** @returns {number} 0-4 */
export function getLevel(count) {
    return Math.max(0, Math.min(MAX_LEVEL, count));
}

/**
 * Competencies that count for the job and that nobody would ask about.
 *
 * @param {{rounds: Object[], competencies: Object[]}} coverage
 * @returns {{name: string, kind: "bank"|"kits", competencyId: number}[]} "bank": no approved question;
 *   "kits": there are some, and none of the kits takes one
 */
export function getGaps(coverage) {
    const hasKit = coverage.rounds.some((round) => round.kit_id);
    return coverage.competencies
        .filter((row) => row.weight > 0)
        .map((row) => ({ name: row.name, competencyId: row.competency_id, kind: getGap(row, hasKit) }))
        .filter((gap) => gap.kind);
}

function getGap(row, hasKit) {
    if (!row.bank) {
        return "bank";
    }
    return hasKit && row.cells.every((count) => !count) ? "kits" : "";
}
