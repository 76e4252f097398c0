import { Component, onWillDestroy, useExternalListener, useState } from "@odoo/owl";
import { getMissingCode, needsComment } from "@hr_ai_interview/console/ratings";
import { ScoreScale } from "@hr_ai_interview/console/score_scale";
import { askToLeave } from "@hr_ai_interview/leave_dialog";
import { explain, getSentence, isRefusal, isSentence } from "@hr_ai_interview/refusal";
import { _t } from "@web/core/l10n/translation";
import { parseFloat } from "@web/views/fields/parsers";
import { registry } from "@web/core/registry";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { formatFloat } from "@web/core/utils/numbers";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { useSetupAction } from "@web/search/action_hook";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { SheetValues } from "./sheet_values";

const SAVE_DELAY = 800;
/** After a lost connection, or while somebody else holds the record. */
const RETRY_DELAY = 3000;

/**
 * KPIs, competencies and results of an appraisal: what the reader may see, and their own view to write.
 *
 * What is written is saved as it is typed, as a draft; one call at a time. Submitting hands the appraisal on.
 */
export class AppraisalSheet extends Component {
    static template = "hr_ai_interview_appraisal.Sheet";
    static components = { ScoreScale };
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.values = new SheetValues();
        this.saving = Promise.resolve();
        this.state = useState({ sheet: null, status: "saved", refusal: "", missing: [], badFigures: {} });
        useRecordObserver((record) => this.load(record.resId, record.data.state, record.data.write_date));
        useSetupAction({ beforeLeave: () => this.leave() });
        useExternalListener(window, "beforeunload", (ev) => {
            if (!this.values.isEmpty) {
                this.flush();
                ev.preventDefault();
            }
        });
        onWillDestroy(() => clearTimeout(this.timer));
    }

    async load(id) {
        this.id = id;
        this.state.missing = [];
        this.state.sheet = id ? await this.orm.call(this.props.record.resModel, "get_sheet", [id]) : null;
    }

    // --- what is shown --------------------------------------------------------------------------

    get isOwnView() {
        return ["self", "manager"].includes(this.state.sheet.my_view);
    }

    get writesKpis() {
        return ["manager", "kpis"].includes(this.state.sheet.my_view);
    }

    get intro() {
        const { state, my_view: view, seen } = this.state.sheet;
        if (view === "self") {
            return _t(
                "Write your own view. Your manager sees it only after writing theirs, and it counts in no rating."
            );
        }
        if (view === "manager") {
            return _t("Write the manager's view. The employee's view opens to you once you have submitted.");
        }
        if (view === "kpis") {
            return _t("The manager writes. You can enter the figures of the KPIs meanwhile.");
        }
        if (state === "self" || state === "manager") {
            return seen.includes("self")
                ? _t("You have submitted. You read the rest once the appraisal is closed.")
                : _t("Both views open once both are in.");
        }
        return state === "calibration" && !seen.includes("manager")
            ? _t("Both views are in. You read the rest once the appraisal is closed.")
            : "";
    }

    get views() {
        const labels = { self: _t("Employee"), manager: _t("Manager") };
        return ["self", "manager"]
            .filter((view) => this.state.sheet.seen.includes(view))
            .map((view) => ({ view, label: labels[view] }));
    }

    get otherViews() {
        return this.views.filter(({ view }) => view !== this.state.sheet.my_view);
    }

    share(row, rows) {
        const total = rows.reduce((sum, other) => sum + other.weight, 0);
        return total ? `${formatFloat((100 * row.weight) / total, { digits: [0, 0] })} %` : "";
    }

    number(value, digits = 2) {
        return value === false ? "–" : formatFloat(value, { digits: [0, digits], trailingZeros: false });
    }

    percent(value) {
        return value === false ? "–" : `${this.number(100 * value, 0)} %`;
    }

    scoreText(rating) {
        return { none: "–", not_assessed: _t("n/a") }[rating.status] || this.number(rating.score);
    }

    asCriterion(rating) {
        return { criterion_id: `appraisal_${rating.rating_id}`, name: rating.name, anchors: rating.anchors };
    }

    own(rating) {
        return rating[this.state.sheet.my_view];
    }

    needsComment(rating) {
        return needsComment(this.own(rating)) && !this.own(rating).comment.trim();
    }

    isMissing(row) {
        return this.state.missing.some(
            (other) =>
                (row.rating_id && other.rating_id === row.rating_id) ||
                (row.line_id && other.line_id === row.line_id)
        );
    }

    get statusText() {
        return {
            saved: _t("Saved"),
            typing: _t("Saving…"),
            saving: _t("Saving…"),
            refused: _t("Not saved: %s", this.state.refusal),
        }[this.state.status];
    }

    // --- what is written ------------------------------------------------------------------------

    rate(rating, values) {
        Object.assign(this.own(rating), values);
        if (getMissingCode(this.own(rating)) === "") {
            this.forget(rating);
        }
        this.values.setRating(rating, this.own(rating));
        this.saveSoon("comment" in values ? SAVE_DELAY : 0);
    }

    setActual(line, text) {
        delete this.state.badFigures[line.line_id];
        let actual = false;
        if (text.trim()) {
            try {
                actual = parseFloat(text);
            } catch {
                this.state.badFigures[line.line_id] = true;
                return;
            }
        }
        this.changeKpi(line, { actual, status: actual === false ? "none" : "measured" });
    }

    setUnmeasured(line, isUnmeasured) {
        this.changeKpi(line, { actual: false, status: isUnmeasured ? "not_measured" : "none" });
    }

    changeKpi(line, values) {
        Object.assign(line, values);
        if (line.status !== "none") {
            this.forget(line);
        }
        this.values.setKpi(line);
        this.saveSoon("comment" in values ? SAVE_DELAY : 0);
    }

    summarise(text) {
        this.state.sheet.summary[this.state.sheet.my_view] = text;
        this.values.summary = text;
        this.saveSoon(SAVE_DELAY);
    }

    forget(row) {
        this.state.missing = this.state.missing.filter(
            (other) => other.rating_id !== row.rating_id || other.line_id !== row.line_id
        );
    }

    // --- saving ---------------------------------------------------------------------------------

    saveSoon(delay) {
        this.state.status = "typing";
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.flush(), delay);
    }

    /** Send what is not on the server yet, after what is on its way. */
    flush() {
        clearTimeout(this.timer);
        this.saving = this.saving.then(() => this.send());
        return this.saving;
    }

    async send() {
        if (this.values.isEmpty) {
            return;
        }
        const values = this.values.take();
        this.state.status = "saving";
        try {
            await this.orm.silent.call(this.props.record.resModel, "save_view", [this.id, values]);
            this.state.status = this.values.isEmpty ? "saved" : "typing";
        } catch (error) {
            this.values.giveBack(values);
            this.state.status = "refused";
            this.state.refusal = isSentence(error) ? getSentence(error) : _t("the server cannot be reached");
            if (!isRefusal(error)) {
                this.timer = setTimeout(() => this.flush(), RETRY_DELAY);
            }
        }
    }

    /** Nothing typed is lost without a question. */
    async leave() {
        await this.flush();
        return (
            this.values.isEmpty ||
            askToLeave(this.dialog, {
                title: _t("Not saved"),
                body: _t("What you wrote last is not saved. Leave all the same?"),
            })
        );
    }

    submit() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Submit"),
            body: _t("Nothing can be changed afterwards. Submit your view?"),
            confirmLabel: _t("Submit"),
            confirm: () => this.confirmSubmit(),
            cancel: () => {},
        });
    }

    async confirmSubmit() {
        await this.flush();
        if (this.state.status === "refused") {
            return;
        }
        try {
            const { submitted, missing } = await this.orm.call(this.props.record.resModel, "submit_view", [
                this.id,
            ]);
            this.state.missing = missing;
            if (submitted) {
                await this.props.record.load();
            }
        } catch (error) {
            explain(this.notification, error);
        }
    }
}

export const appraisalSheet = {
    component: AppraisalSheet,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "write_date", type: "datetime" },
    ],
};

registry.category("view_widgets").add("interview_appraisal_sheet", appraisalSheet);
