import { _t } from "@web/core/l10n/translation";
import { REPORT_ACTION } from "../console/console_constants";

/** The report of an interview; ``action`` is the action service. */
export function openReport(action, interviewId) {
    return action.doAction({
        type: "ir.actions.client",
        tag: REPORT_ACTION,
        name: _t("Interview report"),
        params: { interview_id: interviewId },
    });
}

/** The application of a candidate. */
export function openApplicant(action, applicantId) {
    return action.doAction({
        type: "ir.actions.act_window",
        res_model: "hr.applicant",
        res_id: applicantId,
        views: [[false, "form"]],
    });
}
