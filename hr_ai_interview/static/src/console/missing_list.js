import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** What is missing before the scores can be submitted; a click goes there. */
export class MissingList extends Component {
    static template = "hr_ai_interview.MissingList";
    static props = { model: Object, onGo: Function };

    setup() {
        this.model = useState(this.props.model);
    }

    get items() {
        return this.model.missing.map((row, index) => ({ ...row, key: index, label: this.getLabel(row) }));
    }

    getLabel({ answer_id, criterion_id, code, message }) {
        const answer = this.model.getAnswer(answer_id);
        const criterion = answer?.criteria.find((item) => item.criterion_id === criterion_id);
        if (!criterion) {
            return message || "";
        }
        const position = this.model.answers.indexOf(answer) + 1;
        const values = { position, criterion: criterion.name };
        return code === "comment"
            ? _t("Question %(position)s, %(criterion)s: a comment", values)
            : _t("Question %(position)s, %(criterion)s: a score or “n/a”", values);
    }
}
