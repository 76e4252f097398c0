import { Component, onPatched, onWillPatch, useRef } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { joinTexts } from "./drafts";

/** A text that saves itself: the shared answer or the own note, with the other version when there are two. */
export class TextSlot extends Component {
    static template = "hr_ai_interview.TextSlot";
    static props = {
        name: String,
        label: String,
        hint: { type: String, optional: true },
        text: String,
        draft: { type: Object, optional: true },
        lang: { type: String, optional: true },
        isReadonly: Boolean,
        rows: Number,
        onInput: Function,
        onResolve: Function,
    };

    setup() {
        this.area = useRef("area");
        let selection;
        // A colleague's words may replace these while the caret stands in them.
        onWillPatch(() => {
            const { el } = this.area;
            selection = document.activeElement === el && [el.value, el.selectionStart, el.selectionEnd];
        });
        onPatched(() => {
            const { el } = this.area;
            if (selection && selection[0] !== el.value) {
                el.setSelectionRange(selection[1], selection[2]);
            }
        });
    }

    get id() {
        return `o_interview_${this.props.name}`;
    }

    get conflict() {
        return this.props.draft?.conflict;
    }

    get refusal() {
        const { refusal } = this.props.draft || {};
        return refusal ? _t("Not saved: %s", refusal) : "";
    }

    keepMine() {
        this.props.onResolve(this.props.draft, this.props.text);
    }

    takeTheirs() {
        this.props.onResolve(this.props.draft, this.conflict.text);
    }

    join() {
        this.props.onResolve(this.props.draft, joinTexts(this.conflict.text, this.props.text));
    }
}
