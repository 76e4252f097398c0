import { Component, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { getSentence, isSentence } from "../refusal";
import { RUN_MODEL, STATES } from "./learning_constants";

/** The newest run, and for administrators the button that makes another one. */
export class RunPanel extends Component {
    static template = "hr_ai_interview.RunPanel";
    static props = {
        latest: [Object, { value: false }],
        companyId: Number,
        isAdministrator: Boolean,
        onOpen: Function,
        onMade: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.states = STATES;
        this.state = useState({ isRunning: false, problem: "" });
    }

    get basis() {
        const { n_people: people, n_pairs: n, quality } = this.props.latest;
        return _t("%(people)s candidates decided on, %(n)s outcomes used; data quality %(quality)s of 100.", {
            people,
            n,
            quality,
        });
    }

    ask() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Make a learning run?"),
            body: _t(
                "It compares all interviews with the outcomes so far and proposes weights. Nothing comes into force before an administrator approves it. It can take a minute."
            ),
            confirmLabel: _t("Make a run"),
            confirm: () => {
                // Not awaited: the progress is shown in the page, not in the dialog.
                this.run();
            },
            cancel: () => {},
        });
    }

    async run() {
        Object.assign(this.state, { isRunning: true, problem: "" });
        try {
            await this.orm.call(RUN_MODEL, "run_cycle", [{ company_id: this.props.companyId }]);
            await this.props.onMade();
        } catch (error) {
            if (!isSentence(error)) {
                throw error;
            }
            this.state.problem = getSentence(error);
        } finally {
            this.state.isRunning = false;
        }
    }
}
