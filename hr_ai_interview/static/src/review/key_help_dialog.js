import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";

/** The keys of the review. */
export class KeyHelpDialog extends Component {
    static template = "hr_ai_interview.KeyHelpDialog";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.title = _t("Keys of the review");
        this.rows = [
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
    }
}
