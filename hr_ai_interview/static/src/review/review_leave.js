import { useComponent } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { askToLeave } from "../leave_dialog";

/** Ask before words that were typed and not saved are left; keep the batch for the way back. */
export function useReviewLeave(queue) {
    const component = useComponent();
    const dialog = useService("dialog");
    const hasUnsaved = () =>
        queue.entries.some(
            ({ mode, draft, reason, card }) =>
                (mode === "edit" && draft.trim() !== card.text.trim()) || (mode === "reject" && reason.trim())
        );
    const ask = () =>
        askToLeave(dialog, {
            title: _t("Leave the review?"),
            body: _t("You typed something that is not saved yet. It will be lost."),
        });
    useSetupAction({
        beforeLeave: ({ forceLeave } = {}) => forceLeave || !hasUnsaved() || ask(),
        beforeUnload: (ev) => hasUnsaved() && ev.preventDefault(),
        getLocalState: () => ({ queue: component.queue.toState() }),
    });
}
