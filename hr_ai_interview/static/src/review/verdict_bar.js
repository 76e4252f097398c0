import { Component } from "@odoo/owl";
import { SCORES, VERDICTS } from "./review_constants";

/** The three verdicts and the decisions; stays in sight at the lower edge. */
export class VerdictBar extends Component {
    static template = "hr_ai_interview.VerdictBar";
    static props = {
        entry: Object,
        focusedKey: String,
        hint: { optional: true },
        blocker: { optional: true },
        canDecide: Boolean,
        isSaving: Boolean,
        onVerdict: Function,
        onFocusVerdict: Function,
        onApprove: Function,
        onEdit: Function,
        onReject: Function,
        onSkip: Function,
    };

    setup() {
        this.verdicts = VERDICTS;
        this.scores = SCORES;
    }

    get isEditing() {
        return this.props.entry.mode !== "read";
    }
}
