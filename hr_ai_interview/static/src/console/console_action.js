import { Component, onMounted, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { session } from "@web/session";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { explain } from "../refusal";
import { getActionId } from "../report/action_id";
import { openReport } from "../report/open_actions";
import { KeyHelpDialog } from "../review/key_help_dialog";
import { useReviewKeys } from "../review/review_keys";
import { AnswerList } from "./answer_list";
import { CONSOLE_ACTION } from "./console_constants";
import { ConsoleHeader } from "./console_header";
import { CONSOLE_KEYS } from "./console_keys";
import { ConsoleModel } from "./console_model";
import { ConsoleNotices } from "./console_notices";
import { useConsoleLeave, useConsoleMemory, useConsoleSync } from "./console_sync";
import { CriterionRating } from "./criterion_rating";
import { DraftStore } from "./draft_store";
import { FollowupBox } from "./followup_box";
import { MissingList } from "./missing_list";
import { QuestionView } from "./question_view";
import { needsComment } from "./ratings";
import { TabMemory } from "./tab_memory";
import { TextSlot } from "./text_slot";

/** Hold an interview: ask, write down, score blind, submit, and then see what the others saw. */
export class ConsoleAction extends Component {
    static template = "hr_ai_interview.ConsoleAction";
    static components = {
        AnswerList,
        ConsoleHeader,
        ConsoleNotices,
        CriterionRating,
        FollowupBox,
        Layout,
        MissingList,
        QuestionView,
        TextSlot,
    };
    static props = { ...standardActionServiceProps };

    setup() {
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.action = useService("action");
        this.root = useRef("root");
        const id = getActionId(this.props);
        const store = new DraftStore(session.db, user.userId, id);
        const memory = new TabMemory(id);
        const { spent, ticks } = memory.read();
        this.model = useState(new ConsoleModel(useService("orm"), id, store));
        this.model.clock.spent = spent || {};
        this.state = useState({ focused: 0, isBusy: false, hasTried: false, ticks: ticks || {} });
        this.keepMemory = useConsoleMemory(this.model, memory, this.state.ticks);
        useConsoleSync(this.model);
        useConsoleLeave(this.model);
        useReviewKeys(this.root, {
            onKey: (key, ev) => this.onKey(key, ev),
            onConfirm: () => {},
            onEscape: () => document.activeElement?.blur(),
        });
        if (!this.props.action.name) {
            this.env.config.setDisplayName(_t("Interview"));
        }
        onWillStart(() => id && this.model.load());
        onMounted(() => id && this.props.updateActionState({ resId: id }));
        useEffect(
            () => this.showFromTop(),
            () => [this.model.current?.answer_id]
        );
    }

    showFromTop() {
        const heading = this.root.el?.querySelector(".o_interview_heading");
        if (heading && !this.target) {
            heading.focus({ preventScroll: true });
            this.root.el.closest(".o_action")?.scrollTo(0, 0);
            this.root.el.querySelectorAll(".o_interview_columns > *").forEach((el) => el.scrollTo(0, 0));
        }
        this.focusTarget();
    }

    // --- what is shown -------------------------------------------------------------------------

    get answer() {
        return this.model.current;
    }

    get position() {
        return _t("%(n)s of %(total)s", { n: this.model.index + 1, total: this.model.answers.length });
    }

    get isRunning() {
        return this.model.data.state === "running";
    }

    get answerHint() {
        return this.answer.author
            ? _t("Shared with the panel; last written by %s", this.answer.author)
            : this.words.shared;
    }

    get words() {
        return {
            answer: _t("Answer (shared with the panel)"),
            shared: _t("In the candidate's own words; everybody on the panel writes in this one text."),
            note: _t("Your note"),
            private: _t("Only you see it."),
        };
    }

    get canSuggest() {
        return this.model.canWrite("answer") && !this.model.data.is_ai_stopped;
    }

    getShare(criterion) {
        const total = this.answer.criteria.reduce((sum, { weight }) => sum + weight, 0);
        return total ? criterion.weight / total : 0;
    }

    getMissingCode(criterion) {
        const found =
            this.state.hasTried &&
            this.model.missing.find(({ criterion_id }) => criterion_id === criterion.criterion_id);
        return found ? found.code : "";
    }

    // --- keys ----------------------------------------------------------------------------------

    onKey(key, ev) {
        const handlers = {
            j: () => this.go(1),
            k: () => this.go(-1),
            "=": () => this.score(10),
            x: () => this.rateFocused({ status: "not_assessed", score: false }),
            a: () => this.focus("textarea[name=answer]"),
            n: () => this.focus("textarea[name=note]"),
            c: () => this.focus(".o_interview_rating_focused textarea[name=comment]"),
            f: () => this.root.el.querySelector("button[name=followup]")?.click(),
            s: () => this.submit(),
            "?": () => this.showHelp(),
        };
        const handler = /^[0-9]$/.test(key) ? () => this.score(Number(key)) : handlers[key];
        if (handler && this.answer) {
            ev.preventDefault();
            handler();
        }
    }

    focus(selector) {
        this.root.el.querySelector(selector)?.focus();
    }

    score(score) {
        this.rateFocused({ status: "scored", score });
    }

    rateFocused(change) {
        const criterion = this.answer.criteria[this.state.focused];
        if (!criterion || !this.model.canRate) {
            return;
        }
        this.rate(criterion, change);
        // A score that wants a comment keeps the mark, so that C leads to it.
        if (!needsComment(this.model.getRating(this.answer, criterion))) {
            this.state.focused = Math.min(this.state.focused + 1, this.answer.criteria.length - 1);
        }
    }

    showHelp() {
        this.dialog.add(KeyHelpDialog, { title: _t("Keys of the interview"), rows: CONSOLE_KEYS });
    }

    // --- actions -------------------------------------------------------------------------------

    go(step) {
        this.goTo(this.model.index + step);
    }

    goTo(index) {
        this.model.go(index);
        this.state.focused = 0;
    }

    /** The criterion that digits belong to. */
    mark(index) {
        this.state.focused = index;
    }

    tick(key, isTicked) {
        this.state.ticks[key] = isTicked;
        this.keepMemory();
    }

    rate(criterion, change) {
        this.model.setRating(this.answer, criterion, change);
    }

    /** To a criterion that lacks something. */
    goToMissing({ answer_id, criterion_id, code }) {
        const answer = this.model.getAnswer(answer_id);
        if (answer) {
            const field = code === "comment" ? "textarea[name=comment]" : "input";
            this.target = `[data-criterion="${criterion_id}"] ${field}`;
            this.model.goTo(answer_id);
            this.state.focused = Math.max(
                0,
                answer.criteria.findIndex((criterion) => criterion.criterion_id === criterion_id)
            );
            this.focusTarget();
        }
    }

    /** Once the question it belongs to is drawn. */
    focusTarget() {
        const el = this.target && this.root.el.querySelector(this.target);
        if (el) {
            this.target = "";
            el.closest(".o_interview_rating").scrollIntoView({ block: "center" });
            el.focus({ preventScroll: true });
        }
    }

    async attempt(step) {
        this.state.isBusy = true;
        try {
            return await step();
        } catch (error) {
            explain(this.notification, error);
        } finally {
            this.state.isBusy = false;
        }
    }

    start() {
        return this.attempt(() => this.model.start());
    }

    finish() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Finish the interview?"),
            body: _t("The clock stops. Answers, notes and scores can still be completed until you submit."),
            confirmLabel: _t("Finish"),
            confirm: () => this.attempt(() => this.model.finish()),
            cancel: () => {},
        });
    }

    submit() {
        if (!this.model.canRate || this.state.isBusy) {
            return;
        }
        this.state.hasTried = true;
        if (this.model.ownMissing.length) {
            return;
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Submit your scores?"),
            body: _t("They are locked then, and you see what your colleagues and the AI gave."),
            confirmLabel: _t("Submit and lock"),
            confirm: () => this.attempt(() => this.sendScores()),
            cancel: () => {},
        });
    }

    async sendScores() {
        if ((await this.model.submit()) === "unsaved") {
            this.notification.add(
                _t("Something is not saved yet, so nothing was submitted. Try again when all is saved."),
                { type: "warning" }
            );
        }
    }

    openReport() {
        return openReport(this.action, this.model.interviewId);
    }
}

registry.category("actions").add(CONSOLE_ACTION, ConsoleAction);
