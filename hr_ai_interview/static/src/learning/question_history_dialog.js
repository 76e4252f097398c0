import { Component, onWillStart } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { makeHistoryChart } from "./charts";
import { LearningBlock } from "./learning_block";
import { RUN_MODEL } from "./learning_constants";

/** What every run said about a question, in all its versions. */
export class QuestionHistoryDialog extends Component {
    static template = "hr_ai_interview.QuestionHistoryDialog";
    static components = { Dialog, LearningBlock };
    static props = {
        questionId: Number,
        familyId: Number,
        companyId: Number,
        onOpen: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.makeHistoryChart = makeHistoryChart;
        onWillStart(async () => {
            const { questionId, familyId, companyId } = this.props;
            this.history = await this.orm.call(RUN_MODEL, "get_question_history", [
                { question_id: questionId, family_id: familyId, company_id: companyId },
            ]);
        });
    }

    openQuestion() {
        this.open("hr.interview.question", this.props.questionId);
    }

    openRun(place) {
        this.open(RUN_MODEL, this.history.rows[place].run_id);
    }

    open(model, id) {
        this.props.close();
        this.props.onOpen(model, id);
    }
}
