import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { RubricLevels } from "../review/rubric";
import { OtherScores } from "./other_scores";
import { needsComment } from "./ratings";
import { ScoreScale } from "./score_scale";

/** One criterion: its levels, the own score and comment, and later what the others gave. */
export class CriterionRating extends Component {
    static template = "hr_ai_interview.CriterionRating";
    static components = { OtherScores, RubricLevels, ScoreScale };
    static props = {
        criterion: Object,
        rating: Object,
        share: Number,
        others: Array,
        draft: { type: Object, optional: true },
        lang: String,
        isReadonly: Boolean,
        isFocused: Boolean,
        missing: { type: String, optional: true },
        onFocus: Function,
        onRate: Function,
    };

    get id() {
        return `o_interview_score_${this.props.criterion.criterion_id}`;
    }

    get share() {
        return `${formatFloat(100 * this.props.share, { digits: [0, 0] })} %`;
    }

    get anchors() {
        return Object.entries(this.props.criterion.anchors);
    }

    get needsComment() {
        return needsComment(this.props.rating) && !this.props.rating.comment.trim();
    }

    get refusal() {
        const { refusal } = this.props.draft || {};
        return refusal ? _t("Not saved: %s", refusal) : "";
    }

    score(score) {
        this.props.onRate({ status: "scored", score });
    }

    skip() {
        this.props.onRate({ status: "not_assessed", score: false });
    }

    takeBack() {
        this.props.onRate({ status: "none", score: false });
    }
}
