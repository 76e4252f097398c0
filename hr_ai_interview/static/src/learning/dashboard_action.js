import { Component, markRaw, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { BrakeList } from "./brake_list";
import {
    getHeight,
    makeBandsChart,
    makeCalibrationChart,
    makeChancesChart,
    makeCorrelationsChart,
    makeLedgerChart,
    makeRunsChart,
    makeTimeChart,
} from "./charts";
import { FigureCard } from "./figure_card";
import { LearningBlock } from "./learning_block";
import {
    ADMINISTRATOR,
    DASHBOARD_ACTION,
    describeCriterion,
    RUN_MODEL,
    STATUSES,
} from "./learning_constants";
import { OutcomeMeter } from "./outcome_meter";
import { QuestionHistoryDialog } from "./question_history_dialog";
import { RunPanel } from "./run_panel";

/** "Does our interviewing work?": what the newest learning run found, with n and interval, and how it went. */
export class DashboardAction extends Component {
    static template = "hr_ai_interview.DashboardAction";
    static components = { BrakeList, FigureCard, Layout, LearningBlock, OutcomeMeter, RunPanel };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({ board: null, isAdministrator: false });
        if (!this.props.action.name) {
            this.env.config.setDisplayName(_t("Does our interviewing work?"));
        }
        this.openOutcomes = () => this.action.doAction("hr_ai_interview.hr_interview_outcome_action");
        onWillStart(async () => {
            this.state.isAdministrator = await user.hasGroup(ADMINISTRATOR);
            await this.load();
        });
    }

    async load() {
        const options = { company_id: user.activeCompany.id };
        // Raw: it goes to Chart.js, and nothing changes in place.
        this.state.board = markRaw(await this.orm.call(RUN_MODEL, "get_dashboard", [options]));
    }

    get board() {
        return this.state.board;
    }

    get basis() {
        return describeCriterion(this.board);
    }

    get hitRate() {
        const {
            hit_rate: value,
            hit_low: low,
            hit_high: high,
            hit_status: status,
            n_in_use: n,
        } = this.board.latest;
        return {
            figure: { value: status === "insufficient" ? false : value, low, high },
            status: STATUSES[status].toString(),
            basis: _t("n = %s questions", n),
        };
    }

    get success() {
        const {
            success_ratio: value,
            success_low: low,
            success_high: high,
            n_success: n,
        } = this.board.latest;
        return { figure: { value, low, high }, basis: _t("n = %s hires", n) };
    }

    /** The parts that have something to say, in the order of the page. */
    get blocks() {
        const { board } = this;
        const bands = board.bands.reduce((sum, { bands: rows }) => sum + rows.length, 0);
        const correlations = board.tables.correlations.rows.length;
        return [
            { name: "runs", make: makeRunsChart, onOpen: (place) => this.openRun(board.runs[place].run_id) },
            {
                name: "ledger",
                make: makeLedgerChart,
                height: getHeight(board.ledger.length),
                onOpen: (place) => this.openHistory(board.ledger[place]),
                isWide: true,
            },
            { name: "bands", make: makeBandsChart, height: getHeight(bands) },
            {
                name: "chances",
                make: makeChancesChart,
                height: getHeight(board.tables.chances.rows.length * 1.4),
            },
            { name: "correlations", make: makeCorrelationsChart, height: getHeight(correlations * 1.4) },
            { name: "features" },
            { name: "calibration", make: makeCalibrationChart },
            { name: "importance" },
            {
                name: "time_to_hire",
                make: makeTimeChart,
                height: getHeight(board.time_to_hire.length),
                onOpen: this.state.isAdministrator
                    ? (place) => this.openMonth(board.time_to_hire[place].month)
                    : undefined,
            },
        ].filter(({ name }) => board.tables[name].rows.length);
    }

    // --- ways out ------------------------------------------------------------------------------

    openRecord(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openRun(id) {
        return this.openRecord(RUN_MODEL, id);
    }

    openHistory({ question_id: questionId, job_family_id: familyId }) {
        // A question that was deleted keeps its row, and has no history to open.
        if (questionId) {
            this.dialog.add(QuestionHistoryDialog, {
                questionId,
                familyId,
                companyId: this.board.company_id,
                onOpen: (model, id) => this.openRecord(model, id),
            });
        }
    }

    /** The people hired in a month, for who may read them. */
    openMonth(month) {
        const from = luxon.DateTime.fromISO(`${month}-01`, { zone: "utc" });
        const until = from.plus({ months: 1 });
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Hired in %s", month),
            res_model: "hr.applicant",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [
                ["company_id", "=", this.board.company_id],
                ["date_closed", ">=", from.toISODate()],
                ["date_closed", "<", until.toISODate()],
            ],
            context: { active_test: false },
        });
    }

    print() {
        return this.action.doAction("hr_ai_interview.action_report_learning", {
            additionalContext: { active_ids: [this.board.latest.run_id], active_model: RUN_MODEL },
        });
    }

    get xlsxUrl() {
        return `/hr_ai_interview/learning/${this.board.company_id}.xlsx`;
    }
}

registry.category("actions").add(DASHBOARD_ACTION, DashboardAction);
