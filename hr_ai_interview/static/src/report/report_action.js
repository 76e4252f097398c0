import { Component, onMounted, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { INTERVIEW_MODEL, REPORT_ACTION, STATES } from "../console/console_constants";
import { getActionId } from "./action_id";
import { AgreementLine } from "./agreement_line";
import { AnswerReport } from "./answer_report";
import { DecisionBlock } from "./decision_block";
import { DimensionTable } from "./dimension_table";
import { openApplicant } from "./open_actions";
import { InterviewRadar } from "./radar";
import { formatMoment, formatPercent, formatScore, hasScore } from "./score_format";
import { SummaryBlock } from "./summary_block";

/** What an interview showed, for the one who decides: people's scores, evidence, and the AI's view apart. */
export class ReportAction extends Component {
    static template = "hr_ai_interview.ReportAction";
    static components = {
        AgreementLine,
        AnswerReport,
        DecisionBlock,
        DimensionTable,
        InterviewRadar,
        Layout,
        SummaryBlock,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.states = STATES;
        this.formatMoment = formatMoment;
        this.state = useState({ report: null });
        const id = getActionId(this.props);
        if (!this.props.action.name) {
            this.env.config.setDisplayName(_t("Interview report"));
        }
        onWillStart(() => id && this.load(id));
        onMounted(() => id && this.props.updateActionState({ resId: id }));
    }

    async load(id) {
        const [report] = await this.orm.call(INTERVIEW_MODEL, "get_report", [[id]]);
        this.state.report = report;
    }

    get report() {
        return this.state.report;
    }

    get waitingText() {
        const waiting = this.report.panel.filter(({ is_submitted }) => !is_submitted);
        return waiting.length && _t("Not submitted yet: %s", waiting.map(({ name }) => name).join(", "));
    }

    /** What the means rest on. */
    get basis() {
        const { composite, formula } = this.report;
        return _t(
            "%(share)s of the weight is covered. “Not assessed” is left out of every mean. Formula %(formula)s.",
            { share: formatPercent(composite.coverage), formula }
        );
    }

    /** The composite without the leniency of its raters, where that is known well enough. */
    get adjusted() {
        const { adjusted, composite } = this.report;
        return (
            adjusted &&
            hasScore(adjusted.composite) &&
            _t(
                "Without the leniency of its raters: %(adjusted)s (as given: %(raw)s; n ≥ %(n)s scores each for this job). Only fair if candidates are assigned to interviewers without regard to how good they are; nothing else uses it.",
                {
                    adjusted: formatScore(adjusted.composite, 2),
                    raw: formatScore(composite.human, 2),
                    n: adjusted.n,
                }
            )
        );
    }

    openApplicant() {
        return openApplicant(this.action, this.report.applicant_id);
    }
}

registry.category("actions").add(REPORT_ACTION, ReportAction);
