import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { LearningChart } from "./learning_chart";
import { LearningTable } from "./learning_table";

/** A part of the dashboard: what it says as a chart, or the same as a table. */
export class LearningBlock extends Component {
    static template = "hr_ai_interview.LearningBlock";
    static components = { LearningChart, LearningTable };
    static props = {
        name: String,
        table: Object,
        data: { type: Object, optional: true },
        make: { type: Function, optional: true },
        height: { type: Number, optional: true },
        onOpen: { type: Function, optional: true },
    };

    setup() {
        this.state = useState({ isTable: !this.props.make });
    }

    get label() {
        return _t("%s; the table has the numbers.", this.props.table.title);
    }

    toggle() {
        this.state.isTable = !this.state.isTable;
    }
}
