import { Component, onMounted, useRef } from "@odoo/owl";

/** Ask why a question is rejected; the reason stands in its history. */
export class RejectForm extends Component {
    static template = "hr_ai_interview.RejectForm";
    static props = {
        reason: String,
        isSaving: Boolean,
        onChange: Function,
        onConfirm: Function,
        onCancel: Function,
    };

    setup() {
        this.textarea = useRef("textarea");
        onMounted(() => this.textarea.el.focus());
    }
}
