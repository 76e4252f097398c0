import { _t } from "@web/core/l10n/translation";

export const QUESTION_MODEL = "hr.interview.question";
export const BANK_ACTION = "hr_ai_interview.hr_interview_question_action";
export const REVIEWER_GROUP = "hr_ai_interview.group_reviewer";
export const SCORES = [1, 2, 3, 4, 5];

/** The three verdicts, in the order of the keys. */
export const VERDICTS = [
    {
        key: "relevance",
        label: _t("Relevance"),
        hint: _t("Does the answer tell how somebody would do this job? 1 = no, 5 = at its heart."),
    },
    {
        key: "reasonableness",
        label: _t("Reasonableness"),
        hint: _t("Fair, clear and answerable in the time? 1 = no, 5 = for every candidate."),
    },
    {
        key: "culture",
        label: _t("Cultural fit"),
        hint: _t("Polite and natural in this language and country? 1 = no, 5 = fully."),
    },
];

/** How a severity looks; the icon and the label stand beside the colour. */
export const SEVERITIES = {
    block: { label: _t("Blocked"), icon: "fa-ban", color: "danger" },
    warn: { label: _t("Warning"), icon: "fa-exclamation-triangle", color: "warning" },
    info: { label: _t("Hint"), icon: "fa-info-circle", color: "info" },
};

/** What became of a question in this batch. */
export const OUTCOMES = {
    open: { label: _t("Open"), icon: "fa-circle-o", color: "muted" },
    approved: { label: _t("Approved"), icon: "fa-check-circle", color: "success" },
    waiting: { label: _t("Approved, waits for another reviewer"), icon: "fa-users", color: "success" },
    edited: { label: _t("Edited, in review"), icon: "fa-pencil", color: "info" },
    rejected: { label: _t("Rejected"), icon: "fa-times-circle", color: "danger" },
    planted: { label: _t("Test question, missed"), icon: "fa-flag", color: "warning" },
    closed: { label: _t("Already retired"), icon: "fa-archive", color: "muted" },
};

/** The keys and what they do, for the help. */
export const REVIEW_KEYS = [
    [["1", "…", "5"], _t("Give the verdict that is marked and go to the next one")],
    [["Backspace"], _t("Take back the last verdict")],
    [["A"], _t("Approve")],
    [["E"], _t("Edit the wording")],
    [["R"], _t("Reject, with a reason")],
    [["Ctrl+Enter"], _t("Save the edit, or confirm the rejection")],
    [["Esc"], _t("Cancel the edit or the rejection")],
    [["N", "→"], _t("Next question")],
    [["P", "←"], _t("Previous question")],
    [["?"], _t("Show these keys")],
];
