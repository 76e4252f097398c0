import { Component } from "@odoo/owl";

/** What an engine says the answers showed: each sentence with the words it rests on, and what stayed open. */
export class SummaryBlock extends Component {
    static template = "hr_ai_interview.SummaryBlock";
    static props = { summary: Object };

    get statements() {
        const { strengths, concerns } = this.props.summary;
        return [
            ...strengths.map((row) => ({ ...row, icon: "fa-plus-circle text-success" })),
            ...concerns.map((row) => ({ ...row, icon: "fa-minus-circle text-warning" })),
        ];
    }
}
