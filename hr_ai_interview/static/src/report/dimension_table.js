import { Component } from "@odoo/owl";
import { formatRange, formatScore } from "./score_format";

/** Scores by dimension: the interviewers with their number and spread, the AI apart from them. */
export class DimensionTable extends Component {
    static template = "hr_ai_interview.DimensionTable";
    static props = { dimensions: Array, composite: { type: [Object, Boolean], optional: true } };

    setup() {
        this.formatScore = formatScore;
        this.formatRange = formatRange;
    }

    get hasExpected() {
        return this.props.dimensions.some(({ expected }) => expected !== false);
    }

    get hasAi() {
        return this.props.dimensions.some(({ ai }) => ai);
    }
}
