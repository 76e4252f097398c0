import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatScore, hasScore } from "./score_format";

/** How far two raters agree, with the interval, or that there is too little to say. */
export class AgreementLine extends Component {
    static template = "hr_ai_interview.AgreementLine";
    static props = { agreement: Object, kind: String };

    get label() {
        return this.props.kind === "ai"
            ? _t("Agreement of interviewers and AI")
            : _t("Agreement of the interviewers");
    }

    get text() {
        const { n_pairs: n, mae, icc, low, high } = this.props.agreement;
        const parts = [];
        if (hasScore(icc)) {
            const values = { icc: formatScore(icc, 2), low: formatScore(low, 2), high: formatScore(high, 2) };
            parts.push(_t("ICC %(icc)s (%(low)s to %(high)s)", values));
        }
        if (hasScore(mae)) {
            parts.push(_t("mean difference %s", formatScore(mae, 2)));
        }
        if (!hasScore(icc)) {
            parts.push(_t("insufficient data for an ICC"));
        }
        parts.push(_t("n = %s pairs", n || 0));
        return parts.join("; ");
    }
}
