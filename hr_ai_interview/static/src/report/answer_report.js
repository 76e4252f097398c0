import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { toEvidenceSegments } from "./evidence";
import { formatRating, formatScore } from "./score_format";

/** One answer with its evidence marked, and what each rater gave for each criterion. */
export class AnswerReport extends Component {
    static template = "hr_ai_interview.AnswerReport";
    static props = { answer: Object, position: Number };

    setup() {
        this.formatRating = formatRating;
    }

    get segments() {
        return toEvidenceSegments(this.props.answer);
    }

    /** The people first, then the AI, apart. */
    getGroups(criterion) {
        const of = (isAi) => criterion.ratings.filter(({ kind }) => (kind === "ai") === isAi);
        return [
            { kind: "human", label: _t("Interviewers"), ratings: of(false) },
            { kind: "ai", label: _t("AI suggestion"), ratings: of(true) },
        ].filter(({ ratings }) => ratings.length);
    }

    /** What the number came from. */
    getSource({ engine, version, spread }) {
        const parts = [engine, version];
        if (spread) {
            parts.push(_t("spread %s", formatScore(spread, 2)));
        }
        return parts.filter(Boolean).join(", ");
    }
}
