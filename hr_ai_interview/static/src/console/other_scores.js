import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatRating, getRemarks } from "../report/score_format";

/** The scores of the colleagues and, apart from them, what the AI suggests. */
export class OtherScores extends Component {
    static template = "hr_ai_interview.OtherScores";
    static props = { others: Array, lang: String };

    setup() {
        Object.assign(this, { formatRating, getRemarks });
    }

    get groups() {
        const of = (kind) => this.props.others.filter((other) => (other.kind === "ai") === (kind === "ai"));
        return [
            { kind: "human", label: _t("Scores of your colleagues"), scores: of("human") },
            { kind: "ai", label: _t("AI suggestion"), scores: of("ai") },
        ].filter(({ scores }) => scores.length);
    }
}
