import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** All questions of the interview, with what is done of each; a click goes there. */
export class AnswerList extends Component {
    static template = "hr_ai_interview.AnswerList";
    static props = { model: Object, onGo: Function };

    setup() {
        this.model = useState(this.props.model);
    }

    /** The signs of a question: an icon and the words for it. */
    getMarks(answer) {
        const { model } = this;
        const unsaved = model.queue.all.filter(
            (draft) => draft.answerId === answer.answer_id && !draft.isHeld
        );
        return [
            model.isAnswered(answer) && { icon: "fa-comment text-info", title: _t("Answered") },
            answer.criteria.length &&
                model.data.is_panel &&
                model.isRated(answer) && { icon: "fa-star text-success", title: _t("Rated") },
            unsaved.some(({ conflict, refusal }) => conflict || refusal) && {
                icon: "fa-exclamation-triangle text-warning",
                title: _t("Needs your attention"),
            },
        ].filter(Boolean);
    }
}
