import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { BANK_ACTION, QUESTION_MODEL } from "./review_constants";
import { tryRubric } from "./rubric_trial";

/** The ways out of the review. */
export function useReviewExits(queue) {
    const action = useService("action");
    return {
        openBank: () => action.doAction(BANK_ACTION, { clearBreadcrumbs: true }),
        openQuestion: () =>
            action.doAction({
                type: "ir.actions.act_window",
                res_model: QUESTION_MODEL,
                res_id: queue.current.id,
                views: [[false, "form"]],
            }),
        tryRubric: () => tryRubric(action, queue.current.id),
        generate: () =>
            action.doAction({
                type: "ir.actions.act_window",
                name: _t("Generate questions"),
                res_model: "hr.interview.generate",
                views: [[false, "form"]],
                target: "new",
            }),
    };
}
