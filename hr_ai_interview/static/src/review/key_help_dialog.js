import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** The keys of a screen: rows of [keys, what they do]. */
export class KeyHelpDialog extends Component {
    static template = "hr_ai_interview.KeyHelpDialog";
    static components = { Dialog };
    static props = { title: String, rows: Array, close: Function };
}
