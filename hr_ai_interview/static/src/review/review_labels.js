import { QUESTION_MODEL } from "./review_constants";

/**
 * The words of the selection fields and field names, in the language of the user.
 *
 * @param {Object} fieldService the "field" service
 */
export async function loadReviewLabels(fieldService) {
    const [question, source] = await Promise.all([
        fieldService.loadFields(QUESTION_MODEL, {
            fieldNames: ["question_type", "difficulty", "lang", "state", "probes", "opening_line", "turns"],
        }),
        fieldService.loadFields("hr.interview.question.source", { fieldNames: ["kind"] }),
    ]);
    const words = (field) => Object.fromEntries(field.selection);
    return {
        question_type: words(question.question_type),
        difficulty: words(question.difficulty),
        lang: words(question.lang),
        state: words(question.state),
        kind: words(source.kind),
        fields: Object.fromEntries(
            ["probes", "opening_line", "turns"].map((name) => [name, question[name].string])
        ),
    };
}
