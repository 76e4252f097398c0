import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** Where the reviewer is in the batch, and what was decided so far. */
export class ReviewProgress extends Component {
    static template = "hr_ai_interview.ReviewProgress";
    static props = { index: Number, counts: Object, onHelp: Function };

    get position() {
        const { index, counts } = this.props;
        return _t("%(n)s of %(total)s", { n: index + 1, total: counts.total });
    }

    /** Said only while more wait than are here. */
    get loaded() {
        const { loaded, total } = this.props.counts;
        return loaded < total ? _t("%(loaded)s of %(total)s loaded", { loaded, total }) : "";
    }

    get done() {
        return this.props.counts.loaded - this.props.counts.open;
    }

    get percent() {
        return Math.round((100 * this.done) / this.props.counts.total);
    }
}
