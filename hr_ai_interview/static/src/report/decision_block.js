import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatMoment } from "./score_format";

/** What a person decided, why, and who disagreed. */
export class DecisionBlock extends Component {
    static template = "hr_ai_interview.DecisionBlock";
    static props = { decision: Object };

    get signature() {
        const { user, date } = this.props.decision;
        return `${user}, ${formatMoment(date)}`;
    }

    getDissent({ user, text }) {
        return _t("Dissent of %(user)s: %(text)s", { user, text });
    }
}
