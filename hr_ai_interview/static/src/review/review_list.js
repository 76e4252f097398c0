import { Component, useEffect, useRef } from "@odoo/owl";
import { OUTCOMES } from "./review_constants";

const SHORT = 90;

/** All questions of the batch with what became of them; a click jumps there. */
export class ReviewList extends Component {
    static template = "hr_ai_interview.ReviewList";
    static props = { entries: Array, index: Number, onGo: Function };

    setup() {
        this.outcomes = OUTCOMES;
        this.root = useRef("root");
        useEffect(
            () => {
                // Not scrollIntoView: it would move the page around the list too.
                const list = this.root.el;
                const item = list.querySelector("[aria-current]");
                if (item) {
                    list.scrollTop = item.offsetTop - list.clientHeight / 2;
                }
            },
            () => [this.props.index]
        );
    }

    getShortText(card) {
        const points = Array.from(card.text);
        return points.length > SHORT ? `${points.slice(0, SHORT).join("")}…` : card.text;
    }

    isBlocked(entry) {
        return entry.card && !entry.card.can_approve && entry.outcome === "open";
    }
}
