import { Component } from "@odoo/owl";

/** Nothing waits for a review: say what fills the queue. */
export class ReviewEmpty extends Component {
    static template = "hr_ai_interview.ReviewEmpty";
    static props = { canGenerate: Boolean, onGenerate: Function, onBank: Function };
}
