import { Component } from "@odoo/owl";
import { formatCell } from "./learning_format";

/** Texts above this many characters get a wide column. */
const LONG = 40;

/** A table of the server (hr.interview.learning.table). With ``onOpen``, the first cell of a row opens it. */
export class LearningTable extends Component {
    static template = "hr_ai_interview.LearningTable";
    static props = { table: Object, onOpen: { type: Function, optional: true } };

    setup() {
        this.formatCell = formatCell;
    }

    getClass({ kind }, value) {
        if (kind !== "text") {
            return "text-end text-nowrap";
        }
        return value.length > LONG ? "o_learning_words" : "";
    }
}
