import { Component } from "@odoo/owl";
import { formatCell, isNumber } from "./learning_format";

/** One figure of a run with its interval, n and what it rests on; without enough data, those words instead. */
export class FigureCard extends Component {
    static template = "hr_ai_interview.FigureCard";
    static props = {
        title: String,
        figure: Object,
        interval: String,
        basis: String,
        status: String,
        note: String,
    };

    get hasValue() {
        return isNumber(this.props.figure.value);
    }

    get value() {
        return formatCell("share", this.props.figure.value);
    }

    get range() {
        const { low, high } = this.props.figure;
        return isNumber(low) && isNumber(high) && formatCell("share_range", [low, high]);
    }
}
