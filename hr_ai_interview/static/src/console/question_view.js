import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ORIGINS } from "./console_constants";
import { TimerBadge } from "./timer_badge";

/** What to ask: the question, its probes to tick off, and the role-play material. */
export class QuestionView extends Component {
    static template = "hr_ai_interview.QuestionView";
    static components = { TimerBadge };
    static props = {
        answer: Object,
        position: String,
        lang: String,
        isTimed: Boolean,
        ticks: Object,
        getSeconds: Function,
        onTick: Function,
    };

    get facts() {
        const { answer } = this.props;
        return [ORIGINS[answer.origin], ...answer.competencies].filter(Boolean);
    }

    get timerLabel() {
        return _t("This question");
    }

    get minutes() {
        return _t("%s min", this.props.answer.minutes);
    }

    getTickKey(index) {
        return `${this.props.answer.answer_id}/${index}`;
    }
}
