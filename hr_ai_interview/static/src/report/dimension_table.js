import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatRange, formatScore, formatWeight } from "./score_format";

/** Scores by dimension: the interviewers with their number and spread, the AI apart from them. */
export class DimensionTable extends Component {
    static template = "hr_ai_interview.DimensionTable";
    static props = { dimensions: Array, composite: Object };

    setup() {
        Object.assign(this, { formatScore, formatWeight });
    }

    get hasAi() {
        return this.props.dimensions.some(({ ai }) => ai);
    }

    /** Low and high of the raters, how many they are, and how much of the dimension was scored. */
    getBasis({ human }) {
        if (!human?.n_scored) {
            return "";
        }
        return [
            formatRange(human),
            _t("n = %s raters", human.n_raters),
            _t("%(scored)s of %(total)s scores", { scored: human.n_scored, total: human.n_total }),
        ]
            .filter(Boolean)
            .join("; ");
    }

    getAiBasis({ ai }) {
        return _t("%(scored)s of %(total)s scores", { scored: ai.n_scored, total: ai.n_total });
    }
}
