/** The rules of rating, without a screen: what counts as rated, what is missing, what is sent. */

export const LOW = 2;
export const HIGH = 9;
export const NO_RATING = { score: false, status: "none", comment: "" };

/** A score at the ends of the scale has to be explained. */
export function needsComment({ status, score }) {
    return status === "scored" && (score <= LOW || score >= HIGH);
}

export function isRated(rating) {
    return rating.status !== "none";
}

/** @returns {""|"score"|"comment"} what a rating lacks before it can be submitted */
export function getMissingCode(rating) {
    if (!isRated(rating)) {
        return "score";
    }
    return needsComment(rating) && !rating.comment.trim() ? "comment" : "";
}

/**
 * @param {Object[]} answers of the console
 * @param {(answer: Object, criterion: Object) => Object} getRating
 * @returns {{answer_id: number, criterion_id: number, code: string}[]}
 */
export function getMissing(answers, getRating) {
    return answers.flatMap((answer) =>
        answer.criteria
            .map((criterion) => ({
                answer_id: answer.answer_id,
                criterion_id: criterion.criterion_id,
                code: getMissingCode(getRating(answer, criterion)),
            }))
            .filter(({ code }) => code)
    );
}

/** The row of save_ratings; a false score without a status says "not assessed". */
export function toRatingRow({ answerId, criterionId, value }) {
    const row = {
        answer_id: answerId,
        criterion_id: criterionId,
        score: value.score,
        comment: value.comment,
    };
    return value.status === "none" ? { ...row, score: false, status: "none" } : row;
}

export function isSameRating(a, b) {
    return a.status === b.status && a.score === b.score && a.comment.trim() === b.comment.trim();
}
