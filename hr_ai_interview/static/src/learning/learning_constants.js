import { _t } from "@web/core/l10n/translation";

export const RUN_MODEL = "hr.interview.learning.run";
export const DASHBOARD_ACTION = "hr_ai_interview.learning_dashboard";
export const MISSES_ACTION = "hr_ai_interview.learning_misses";
export const ADMINISTRATOR = "hr_recruitment.group_hr_recruitment_manager";

export const STATES = {
    proposed: { label: _t("Proposed"), color: "info" },
    approved: { label: _t("Approved"), color: "success" },
    refused: { label: _t("Refused"), color: "secondary" },
    rolled_back: { label: _t("Rolled back"), color: "secondary" },
};

export const STATUSES = {
    ok: _t("Enough data"),
    provisional: _t("Provisional"),
    insufficient: _t("Insufficient evidence"),
};

const CRITERIA = { attainment: _t("KPI attainment"), rating: _t("Rating") };

/** What an outcome is: when it was taken and what it measures. */
export function describeCriterion({ window_days: days, criterion }) {
    return _t("Outcomes after %(days)s days, measured by: %(criterion)s.", {
        days,
        criterion: CRITERIA[criterion],
    });
}
