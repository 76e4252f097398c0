import { Component, onMounted, useRef } from "@odoo/owl";

/** The end of the batch: what was decided, what is left. */
export class ReviewSummary extends Component {
    static template = "hr_ai_interview.ReviewSummary";
    static props = { counts: Object, onResume: Function, onBank: Function };

    setup() {
        this.heading = useRef("heading");
        onMounted(() => this.heading.el.focus());
    }
}
