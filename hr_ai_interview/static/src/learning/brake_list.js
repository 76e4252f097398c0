import { Component } from "@odoo/owl";

const LOOKS = {
    passed: { icon: "fa-check-circle text-success" },
    failed: { icon: "fa-ban text-danger" },
    not_run: { icon: "fa-circle-o text-muted" },
};

/** The brakes of a run: passed, failed or not run, each with the sentence that says why. */
export class BrakeList extends Component {
    static template = "hr_ai_interview.BrakeList";
    static props = { gates: Array, table: Object };

    getIcon({ status }) {
        return LOOKS[status].icon;
    }
}
