const PROVIDER_MODEL = "hr.interview.provider";
const TRIAL_ACTION = "hr_ai_interview.hr_interview_trial_action";

/** Whether there is an engine that may score the sample answers of reviewers. */
export async function canTryRubrics(orm) {
    const domain = [
        ["state", "=", "enabled"],
        ["is_stopped", "=", false],
        ["send_answers", "=", true],
    ];
    return Boolean(await orm.searchCount(PROVIDER_MODEL, domain, { limit: 1 }));
}

/** Open the window in which an engine scores a sample answer to the question. */
export function tryRubric(action, questionId) {
    return action.doAction(TRIAL_ACTION, {
        additionalContext: { active_id: questionId, default_question_id: questionId },
    });
}
