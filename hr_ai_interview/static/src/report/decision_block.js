import { Component } from "@odoo/owl";

/** What a person decided, why, and who disagreed. */
export class DecisionBlock extends Component {
    static template = "hr_ai_interview.DecisionBlock";
    static props = { decision: Object };
}
