import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { FindingList } from "./finding_list";
import { LintText } from "./lint_text";
import { QuestionEditor } from "./question_editor";
import { OUTCOMES } from "./review_constants";

/** The question itself: its words with the findings, or the editor; what changed; what is outdated. */
export class QuestionPanel extends Component {
    static template = "hr_ai_interview.QuestionPanel";
    static components = { FindingList, LintText, QuestionEditor };
    static props = {
        entry: Object,
        labels: Object,
        isSaving: Boolean,
        onUseWording: Function,
        onDraft: Function,
        onSave: Function,
        onCancel: Function,
        onShowNewer: Function,
        onOpen: Function,
        canEdit: Boolean,
    };

    setup() {
        this.outcomes = OUTCOMES;
    }

    get card() {
        return this.props.entry.card;
    }

    get numbered() {
        return this.card.findings.map((finding, index) => ({ ...finding, number: index + 1 }));
    }

    get ownFindings() {
        return this.numbered.filter((finding) => finding.field === "text");
    }

    get facts() {
        const { labels } = this.props;
        return [
            labels.question_type[this.card.type],
            labels.difficulty[this.card.difficulty],
            _t("%s min", this.card.minutes),
            labels.lang[this.card.lang],
        ].filter(Boolean);
    }

    get heading() {
        return this.card.version > 1
            ? _t("%(code)s, version %(version)s", {
                  code: this.card.code,
                  version: this.card.version,
              })
            : this.card.code;
    }

    get staleReasons() {
        return (this.card.stale_reason || "").split("\n").filter(Boolean);
    }

    get htmlLang() {
        return this.card.lang.replace("_", "-");
    }
}
