/** What the hires that were judged wrongly said, question by question. */

import { formatCell } from "./learning_format";

/**
 * @param {Object[]} people of hr.interview.learning.run.get_misses
 * @returns {{questionId: number, question: string, over: Object[], under: Object[]}[]} answers to the same question next to each
 *   other; first the questions that both kinds were asked
 */
export function groupAnswers(people) {
    const rows = new Map();
    for (const { kind, name, applicant_id: id, answers } of people) {
        for (const { question_id: questionId, question, text, score } of answers) {
            if (!rows.has(questionId)) {
                rows.set(questionId, { questionId, question, over: [], under: [] });
            }
            rows.get(questionId)[kind].push({ id, name, text, score });
        }
    }
    const isOneSided = (row) => Number(!row.over.length || !row.under.length);
    return [...rows.values()].sort((one, other) => isOneSided(one) - isOneSided(other));
}

/** An outcome as people know it: attainment in percent of the target, a rating as it is. */
export function formatOutcome(criterion, value) {
    return formatCell(criterion === "attainment" ? "share" : "days", value);
}
