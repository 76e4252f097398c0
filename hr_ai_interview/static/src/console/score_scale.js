import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { getAnchors, LEVELS } from "./anchors";

/** Eleven buttons and "not assessed"; below them what the level under the finger means. */
export class ScoreScale extends Component {
    static template = "hr_ai_interview.ScoreScale";
    static props = {
        criterion: Object,
        rating: Object,
        lang: String,
        isReadonly: Boolean,
        onScore: Function,
        onSkip: Function,
    };

    setup() {
        this.levels = LEVELS;
        this.state = useState({ level: null });
    }

    get name() {
        return `o_interview_score_${this.props.criterion.criterion_id}`;
    }

    get isSkipped() {
        return this.props.rating.status === "not_assessed";
    }

    isScore(level) {
        return this.props.rating.status === "scored" && this.props.rating.score === level;
    }

    /** The level to explain: under the finger, the mouse or the focus, else the one given. */
    get shownLevel() {
        const { status, score } = this.props.rating;
        return this.state.level ?? (status === "scored" ? score : null);
    }

    get anchors() {
        return this.shownLevel === null ? [] : getAnchors(this.props.criterion.anchors, this.shownLevel);
    }

    get explanation() {
        if (this.shownLevel === null) {
            return this.isSkipped
                ? _t("Not assessed: left out of the mean.")
                : _t("Touch or point at a number to read what it means.");
        }
        if (!this.anchors.length) {
            return _t("Level %s has no description.", this.shownLevel);
        }
        const [low, high] = this.anchors;
        if (high) {
            return _t("%(level)s is between %(low)s and %(high)s", {
                level: this.shownLevel,
                low: low.level,
                high: high.level,
            });
        }
        if (low.level === this.shownLevel) {
            return "";
        }
        return this.shownLevel < low.level
            ? _t("%(level)s is below %(anchor)s", { level: this.shownLevel, anchor: low.level })
            : _t("%(level)s is above %(anchor)s", { level: this.shownLevel, anchor: low.level });
    }

    /** A finger may slide over the buttons: the event stays with the button it began on. */
    onPointer(ev) {
        const found = document.elementFromPoint(ev.clientX, ev.clientY)?.closest("[data-level]");
        if (found && ev.currentTarget.contains(found)) {
            this.show(Number(found.dataset.level));
        }
    }

    show(level) {
        this.state.level = level;
    }

    hide() {
        this.state.level = null;
    }
}
