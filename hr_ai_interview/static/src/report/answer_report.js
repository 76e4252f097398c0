import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { toEvidenceSegments } from "./evidence";
import { formatFlag, formatRating, formatScore, getRemarks } from "./score_format";

/** One answer with its evidence marked, and what each rater gave for each criterion. */
export class AnswerReport extends Component {
    static template = "hr_ai_interview.AnswerReport";
    static props = { answer: Object, position: Number };

    setup() {
        Object.assign(this, { formatFlag, formatRating, getRemarks });
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

    /** What the number of an engine came from. */
    getSource({ version, spread }) {
        const parts = [version];
        if (spread) {
            parts.push(_t("spread %s", formatScore(spread, 2)));
        }
        return parts.filter(Boolean).join(", ");
    }
}
