import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { formatClock, getPace } from "./clock";

const LOOKS = { ok: "text-bg-light border", near: "text-bg-warning", over: "text-bg-danger" };

/** A running time against the planned minutes. Counts by itself, so that the screen around it does not. */
export class TimerBadge extends Component {
    static template = "hr_ai_interview.TimerBadge";
    static props = { label: String, getSeconds: Function, minutes: Number, icon: String };

    setup() {
        this.state = useState({ seconds: this.props.getSeconds() });
        let timer;
        onMounted(() => {
            timer = browser.setInterval(() => (this.state.seconds = this.props.getSeconds()), 1000);
        });
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get look() {
        return LOOKS[this.pace];
    }

    get pace() {
        return getPace(this.state.seconds, this.props.minutes);
    }

    get text() {
        return formatClock(this.state.seconds);
    }

    get title() {
        const values = { label: this.props.label, time: this.text, minutes: this.props.minutes };
        return this.pace === "over"
            ? _t("%(label)s: %(time)s, over the planned %(minutes)s min", values)
            : _t("%(label)s: %(time)s of %(minutes)s min", values);
    }
}
