import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";

/**
 * Ask whether a screen may be left although something would be lost.
 *
 * @param {Object} dialog the dialog service
 * @param {{ title: string, body: string }} texts
 * @returns {Promise<boolean>} true: leave
 */
export function askToLeave(dialog, texts) {
    return new Promise((resolve) => {
        dialog.add(
            ConfirmationDialog,
            {
                ...texts,
                confirmLabel: _t("Leave"),
                confirm: () => resolve(true),
                cancel: () => resolve(false),
            },
            { onClose: () => resolve(false) }
        );
    });
}
