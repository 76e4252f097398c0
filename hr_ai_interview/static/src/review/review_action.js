import { Component, onMounted, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { KeyHelpDialog } from "./key_help_dialog";
import { MaterialPanel } from "./material_panel";
import { QuestionPanel } from "./question_panel";
import { RejectForm } from "./reject_form";
import { REVIEWER_GROUP, REVIEW_KEYS } from "./review_constants";
import { useReviewDecisions } from "./review_decisions";
import { ReviewEmpty } from "./review_empty";
import { useReviewExits } from "./review_exits";
import { useReviewKeys } from "./review_keys";
import { loadReviewLabels } from "./review_labels";
import { canTryRubrics } from "./rubric_trial";
import { useReviewLeave } from "./review_leave";
import { ReviewList } from "./review_list";
import { ReviewProgress } from "./review_progress";
import { ReviewQueue } from "./review_queue";
import { ReviewSummary } from "./review_summary";
import { VerdictBar } from "./verdict_bar";

/** Review drafted questions one after the other, with the keyboard. */
export class ReviewAction extends Component {
    static template = "hr_ai_interview.ReviewAction";
    static components = {
        Layout,
        MaterialPanel,
        QuestionPanel,
        RejectForm,
        ReviewEmpty,
        ReviewList,
        ReviewProgress,
        ReviewSummary,
        VerdictBar,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.dialog = useService("dialog");
        this.fieldService = useService("field");
        this.root = useRef("root");
        this.queue = useState(new ReviewQueue(useService("orm")));
        this.orm = useService("orm");
        this.state = useState({ isReviewer: false, canGenerate: false, canTry: false });
        this.decisions = useReviewDecisions(this.queue, this.root);
        useReviewKeys(this.root, {
            onKey: (key, ev) => this.onKey(key, ev),
            onConfirm: (ev) => this.onConfirm(ev),
            onEscape: () => this.decisions.cancel(),
        });
        this.exits = useReviewExits(this.queue);
        useReviewLeave(this.queue);
        // Found again by its address, the action has lost the name it was opened with.
        if (!this.props.action.name) {
            this.env.config.setDisplayName(_t("Review questions"));
        }
        onWillStart(() => this.load());
        onMounted(() => this.queue.loadRest());
        useEffect(
            () => {
                this.queue.loadNext();
            },
            () => [this.queue.index]
        );
        useEffect(
            () => this.showFromTop(),
            () => [this.queue.index, this.queue.current?.id, this.queue.current?.mode]
        );
    }

    async load() {
        const saved = this.props.state?.queue;
        const [labels, isReviewer, canGenerate] = await Promise.all([
            loadReviewLabels(this.fieldService),
            user.hasGroup(REVIEWER_GROUP),
            user.hasGroup("hr_recruitment.group_hr_recruitment_user"),
            saved ? this.queue.restore(saved) : this.queue.load(this.props.action.params?.question_ids),
        ]);
        this.labels = labels;
        const canTry = isReviewer && (await canTryRubrics(this.orm));
        Object.assign(this.state, { isReviewer, canGenerate, canTry });
        this.decisions.focusFirstMissing();
    }

    showFromTop() {
        if (this.queue.isFinished || this.queue.current.mode !== "read") {
            return;
        }
        const root = this.root.el;
        const heading = root.querySelector(".o_interview_question .o_interview_heading");
        heading?.focus({ preventScroll: true });
        // On a small screen the whole action scrolls, on a middle one the columns do.
        root.closest(".o_action")?.scrollTo(0, 0);
        root.querySelector(".o_interview_columns").scrollTo(0, 0);
    }

    // --- what may be done ----------------------------------------------------------------------

    get entry() {
        return this.queue.current;
    }

    get canDecide() {
        return this.state.isReviewer && Boolean(this.entry.card) && this.queue.canDecide(this.entry);
    }

    /** Why the question cannot be approved as it stands, or "". */
    get blocker() {
        if (!this.canDecide || this.entry.mode !== "read" || this.entry.card.can_approve) {
            return "";
        }
        const blocked = this.entry.card.findings.filter(({ severity }) => severity === "block");
        return blocked.some(({ field }) => field === "text")
            ? _t("Blocked wording: edit the question, or reject it.")
            : _t("Blocked wording beside the question: open it to change that, or reject it.");
    }

    get canAct() {
        return this.canDecide && !this.queue.isSaving && this.entry.mode === "read";
    }

    // --- keys ----------------------------------------------------------------------------------

    onKey(key, ev) {
        const handlers = {
            n: () => this.go(1),
            arrowright: () => this.go(1),
            p: () => this.go(-1),
            arrowleft: () => this.go(-1),
            "?": () => this.showHelp(),
            a: () => this.approve(),
            e: () => this.edit(),
            r: () => this.reject(),
            backspace: () => this.decisions.takeBack(),
        };
        const handler = /^[1-5]$/.test(key) ? () => this.score(Number(key)) : handlers[key];
        if (handler && !(this.queue.isSaving && key !== "?")) {
            ev.preventDefault();
            handler();
        }
    }

    onConfirm(ev) {
        if (this.entry && this.entry.mode !== "read") {
            ev.preventDefault();
            this.confirm();
        }
    }

    // --- actions -------------------------------------------------------------------------------

    go(step) {
        this.goTo(this.queue.index + step);
    }

    goTo(index) {
        this.queue.go(index);
        this.decisions.focusFirstMissing();
    }

    resume() {
        this.queue.goFirstOpen();
        this.decisions.focusFirstMissing();
    }

    score(score) {
        if (this.entry && this.canDecide) {
            this.decisions.score(score);
        }
    }

    approve() {
        if (this.entry && this.canAct && !this.blocker) {
            this.decisions.send("approve");
        }
    }

    edit(text) {
        if (this.entry && this.canAct) {
            this.decisions.startEdit(typeof text === "string" ? text : undefined);
        }
    }

    reject() {
        if (this.entry && this.canAct) {
            this.decisions.startReject();
        }
    }

    confirm() {
        if (this.canDecide && !this.queue.isSaving) {
            this.decisions.send(this.entry.mode);
        }
    }

    showHelp() {
        this.dialog.add(KeyHelpDialog, { title: _t("Keys of the review"), rows: REVIEW_KEYS });
    }
}

registry.category("actions").add("hr_ai_interview.review", ReviewAction);
