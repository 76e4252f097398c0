import { _t } from "@web/core/l10n/translation";

export const INTERVIEW_MODEL = "hr.interview";
export const CONSOLE_ACTION = "hr_ai_interview.console";
export const REPORT_ACTION = "hr_ai_interview.interview_report";
export const COMPARE_ACTION = "hr_ai_interview.compare";
/** Told to the panel when somebody changed a shared answer. */
export const BUS_MESSAGE = "hr_interview/console";

export const STATES = {
    planned: { label: _t("Planned"), color: "secondary" },
    running: { label: _t("Running"), color: "success" },
    scoring: { label: _t("Scoring"), color: "info" },
    decided: { label: _t("Decided"), color: "primary" },
    cancelled: { label: _t("Cancelled"), color: "danger" },
};

/** Where a question that is not in the kit came from. */
export const ORIGINS = {
    follow_up: _t("Follow-up"),
    candidate: _t("Only for this candidate"),
};
