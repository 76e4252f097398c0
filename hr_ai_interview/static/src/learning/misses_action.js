import { Component, markRaw, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { getSentence, isSentence } from "../refusal";
import { openApplicant } from "../report/open_actions";
import { formatScore } from "../report/score_format";
import { describeCriterion, MISSES_ACTION, RUN_MODEL } from "./learning_constants";
import { formatOutcome, groupAnswers } from "./misses";

const COLUMNS = [
    { kind: "over", label: _t("Judged too high: the result is below what the score says") },
    { kind: "under", label: _t("Judged too low: the result is above what the score says") },
];
const LOOKS = { over_rated: "alert-warning", under_rated: "alert-info" };

/** Hires whose result lies farthest from what their interviews said, side by side. For administrators. */
export class MissesAction extends Component {
    static template = "hr_ai_interview.MissesAction";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.columns = COLUMNS;
        this.formatScore = formatScore;
        this.state = useState({ found: null, problem: "" });
        if (!this.props.action.name) {
            this.env.config.setDisplayName(_t("Misses"));
        }
        onWillStart(() => this.load());
    }

    async load() {
        const options = { company_id: user.activeCompany.id };
        try {
            this.state.found = markRaw(await this.orm.call(RUN_MODEL, "get_misses", [options]));
        } catch (error) {
            if (!isSentence(error)) {
                throw error;
            }
            this.state.problem = getSentence(error);
        }
    }

    get found() {
        return this.state.found;
    }

    get basis() {
        return describeCriterion(this.found);
    }

    get compared() {
        return _t("%s hires compared: those of job families with enough outcomes.", this.found.n);
    }

    get tooFew() {
        return _t(
            "A miss is told from chance only where a job family has at least %s hires with an outcome.",
            this.found.needed
        );
    }

    get questions() {
        return groupAnswers(this.found.people);
    }

    getLook({ kind }) {
        return LOOKS[kind] || "border";
    }

    getPeople(kind) {
        return this.found.people.filter((person) => person.kind === kind);
    }

    /** "Score 8.1 of 10; result 72 %, expected 104 %". */
    getVerdict({ composite, outcome, expected }) {
        const { criterion } = this.found;
        return _t("Score %(score)s of 10; result %(outcome)s, expected %(expected)s.", {
            score: formatScore(composite),
            outcome: formatOutcome(criterion, outcome),
            expected: formatOutcome(criterion, expected),
        });
    }

    openApplicant(id) {
        return openApplicant(this.action, id);
    }
}

registry.category("actions").add(MISSES_ACTION, MissesAction);
