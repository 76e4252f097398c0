import { Component, onWillStart, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { CoverageTable } from "./coverage_table";
import { getGaps } from "./heat";

const STORAGE_KEY = "hr_ai_interview.coverage.job";

/** How often each competency of a job is covered by the bank and by the kits of its rounds. */
export class CoverageAction extends Component {
    static template = "hr_ai_interview.CoverageAction";
    static components = { CoverageTable, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ jobs: [], jobId: 0, coverage: null, isOfficer: false });
        useSetupAction({ getLocalState: () => ({ jobId: this.state.jobId }) });
        // Found again by its address, the action has lost the name it was opened with.
        if (!this.props.action.name) {
            this.env.config.setDisplayName(_t("Coverage"));
        }
        onWillStart(() => this.load());
    }

    async load() {
        this.state.isOfficer = await user.hasGroup("hr_recruitment.group_hr_recruitment_user");
        this.state.jobs = await this.orm.searchRead("hr.job", [], ["display_name"], {
            order: "name, id",
        });
        const jobId = this.chooseJob();
        if (jobId) {
            await this.selectJob(jobId);
        }
    }

    /** What the caller asks for, else the last choice, else the first job. */
    chooseJob() {
        const { params, context } = this.props.action;
        const wanted = [
            this.props.state?.jobId,
            params?.job_id,
            context?.active_model === "hr.job" && context.active_id,
            Number(browser.localStorage.getItem(STORAGE_KEY)),
        ];
        const known = new Set(this.state.jobs.map((job) => job.id));
        return wanted.find((id) => known.has(id)) || this.state.jobs[0]?.id;
    }

    async selectJob(jobId) {
        this.state.jobId = jobId;
        const [coverage] = await this.keepLast.add(
            this.orm.call("hr.job", "get_interview_coverage", [[jobId]])
        );
        this.state.coverage = coverage;
        browser.localStorage.setItem(STORAGE_KEY, jobId);
    }

    onSelect(ev) {
        return this.selectJob(Number(ev.target.value));
    }

    get gaps() {
        return getGaps(this.state.coverage);
    }

    // --- ways out ------------------------------------------------------------------------------

    openRecord(resModel, resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: resModel,
            res_id: resId,
            views: [[false, "form"]],
        });
    }

    openJob() {
        return this.openRecord("hr.job", this.state.jobId);
    }

    openRound(round) {
        return round.kit_id
            ? this.openRecord("hr.interview.kit", round.kit_id)
            : this.openRecord("hr.interview.round", round.round_id);
    }

    assemble(round) {
        return this.action.doActionButton({
            type: "object",
            name: "action_assemble",
            resModel: "hr.interview.round",
            resId: round.round_id,
        });
    }

    /** The approved, up-to-date questions that the number counts. */
    openBank(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("%(job)s: %(competency)s", {
                job: this.state.coverage.job,
                competency: row.name,
            }),
            res_model: "hr.interview.question",
            views: [
                [false, "list"],
                [false, "form"],
            ],
            domain: [
                ["job_id", "=", this.state.jobId],
                ["competency_ids", "in", [row.competency_id]],
                ["state", "=", "approved"],
                ["is_stale", "=", false],
            ],
        });
    }

    generate(competencyId) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                name: _t("Generate questions"),
                res_model: "hr.interview.generate",
                views: [[false, "form"]],
                target: "new",
                context: {
                    default_job_id: this.state.jobId,
                    default_competency_ids: [competencyId],
                },
            },
            { onClose: () => this.selectJob(this.state.jobId) }
        );
    }
}

registry.category("actions").add("hr_ai_interview.coverage", CoverageAction);
