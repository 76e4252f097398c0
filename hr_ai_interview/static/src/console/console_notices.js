import { Component, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";

/** What to know before typing: read-only, words brought back, words that cannot be saved. */
export class ConsoleNotices extends Component {
    static template = "hr_ai_interview.ConsoleNotices";
    static props = { model: Object };

    setup() {
        this.model = useState(this.props.model);
    }

    get notice() {
        const { data, canEdit } = this.model;
        if (!data.is_panel) {
            return canEdit
                ? _t(
                      "You are not on the panel of this interview: you can write down answers, not score them."
                  )
                : _t("You are not on the panel of this interview: you can read it, not change it.");
        }
        if (!canEdit) {
            return _t("This interview is closed: nothing can be changed any more.");
        }
        if (data.is_revealed) {
            return _t("All scores are in: answers and notes are fixed.");
        }
        return data.state === "planned"
            ? _t("The interview has not started. Read the questions; start it, or begin to write.")
            : "";
    }

    getQuestion({ answerId }) {
        return this.model.getAnswer(answerId)?.question || "";
    }

    copy(item) {
        return browser.navigator.clipboard.writeText(item.text);
    }
}
