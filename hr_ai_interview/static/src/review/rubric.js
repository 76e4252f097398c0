import { Component } from "@odoo/owl";
import { formatFloat } from "@web/core/utils/numbers";

/** The levels of a criterion ([level, text]) and the signs to look for. */
export class RubricLevels extends Component {
    static template = "hr_ai_interview.RubricLevels";
    static props = { criterion: Object, anchors: Array };
}

/** The criteria of a question with their anchors and indicators; folded until asked for. */
export class Rubric extends Component {
    static template = "hr_ai_interview.Rubric";
    static components = { RubricLevels };
    static props = { criteria: Array };

    get total() {
        return this.props.criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
    }

    getShare(criterion) {
        return `${formatFloat((100 * criterion.weight) / this.total, { digits: [0, 0] })} %`;
    }
}
