import { Component, onMounted, onWillStart, useRef, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { FindingList } from "./finding_list";
import { LintText } from "./lint_text";
import { QUESTION_MODEL } from "./review_constants";

const LINT_DELAY = 350;

/** Edit the words of a question; the wording check runs along while typing. */
export class QuestionEditor extends Component {
    static template = "hr_ai_interview.QuestionEditor";
    static components = { FindingList, LintText };
    static props = {
        lang: String,
        original: String,
        text: String,
        isSaving: Boolean,
        onChange: Function,
        onSave: Function,
        onCancel: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.textarea = useRef("textarea");
        this.state = useState({ findings: [], checked: "", hasFailed: false });
        this.lint = useDebounced(() => this.check(), LINT_DELAY);
        onWillStart(() => this.check());
        onMounted(() => {
            const el = this.textarea.el;
            el.focus();
            el.setSelectionRange(el.value.length, el.value.length);
        });
    }

    onInput(ev) {
        this.props.onChange(ev.target.value);
        this.lint();
    }

    use(text) {
        this.props.onChange(text);
        this.textarea.el.focus();
        this.lint();
    }

    async check() {
        const text = this.props.text;
        try {
            const findings = await this.orm.silent.call(QUESTION_MODEL, "lint_text", [text, this.props.lang]);
            // An answer about words that were typed over since is of no use.
            if (text === this.props.text) {
                Object.assign(this.state, { findings, checked: text, hasFailed: false });
            }
        } catch {
            // Typing goes on; the server checks the words again when they are saved.
            this.state.hasFailed = true;
        }
    }

    get htmlLang() {
        return this.props.lang.replace("_", "-");
    }

    get isChecked() {
        return this.state.checked === this.props.text;
    }
}
