import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { COMPARE_ACTION } from "../console/console_constants";
import { isSentence, getSentence } from "../refusal";
import { openApplicant, openReport } from "./open_actions";
import { formatPercent, formatRange, formatScore, formatWeight, hasScore } from "./score_format";

/** Two to six candidates of a job side by side: by dimension, with evidence and gaps. */
export class CompareAction extends Component {
    static template = "hr_ai_interview.CompareAction";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        Object.assign(this, { formatScore, formatWeight, hasScore });
        this.state = useState({ comparison: null, problem: "" });
        const { params, context } = this.props.action;
        const ids = params?.applicant_ids || context.active_ids || [];
        if (!this.props.action.name) {
            this.env.config.setDisplayName(_t("Compare candidates"));
        }
        onWillStart(() => this.load(ids));
        // Kept in the address for a reload.
        onMounted(() => ids.length && this.props.updateActionState({ active_ids: ids.join(",") }));
    }

    async load(ids) {
        try {
            this.state.comparison = await this.orm.call("hr.applicant", "compare_interviews", [ids]);
        } catch (error) {
            if (!isSentence(error)) {
                throw error;
            }
            this.state.problem = getSentence(error);
        }
    }

    get comparison() {
        return this.state.comparison;
    }

    getCell(applicant, dimension) {
        return applicant.cells.find(({ competency_id }) => competency_id === dimension.competency_id);
    }

    getCoverage(applicant) {
        return _t("%s covered", formatPercent(applicant.coverage));
    }

    getAi(score) {
        return _t("AI suggestion: %s", formatScore(score));
    }

    /** "0–7 (n = 2)": how far the raters lie apart and how many they are. */
    getSpread(cell) {
        return hasScore(cell.score)
            ? [formatRange(cell), _t("(n = %s)", cell.n_raters)].filter(Boolean).join(" ")
            : "";
    }

    openReport(interview) {
        return openReport(this.action, interview.interview_id);
    }

    openApplicant(applicant) {
        return openApplicant(this.action, applicant.applicant_id);
    }
}

registry.category("actions").add(COMPARE_ACTION, CompareAction);
