import { Component } from "@odoo/owl";

/** How many outcomes there are against how many a reliable ranking needs. */
export class OutcomeMeter extends Component {
    static template = "hr_ai_interview.OutcomeMeter";
    static props = { outcomes: Object, basis: String, onOpen: { type: Function, optional: true } };

    get share() {
        const { n, needed } = this.props.outcomes;
        return Math.min(100, Math.round((100 * n) / needed));
    }
}
