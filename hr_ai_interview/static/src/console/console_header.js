import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { STATES } from "./console_constants";
import { SaveStatus } from "./save_status";
import { TimerBadge } from "./timer_badge";

/** Who is interviewed, how far the interview is, and whether everything is saved. */
export class ConsoleHeader extends Component {
    static template = "hr_ai_interview.ConsoleHeader";
    static components = { SaveStatus, TimerBadge };
    static props = {
        model: Object,
        isBusy: Boolean,
        onStart: Function,
        onFinish: Function,
        onHelp: Function,
    };

    setup() {
        this.model = useState(this.props.model);
    }

    get data() {
        return this.model.data;
    }

    get state() {
        return STATES[this.data.state];
    }

    get isRunning() {
        return this.data.state === "running";
    }

    get timerLabel() {
        return _t("Whole interview");
    }

    get links() {
        return [
            { name: "video", url: this.data.video_url, icon: "fa-video-camera", label: _t("Video call") },
            { name: "resume", url: this.data.resume_url, icon: "fa-file-text-o", label: _t("Résumé") },
        ].filter(({ url }) => /^(https?:\/\/|\/(?!\/))/.test(url || ""));
    }

    get panel() {
        return this.data.panel.map(({ user_id, name, is_submitted }) => ({
            user_id,
            name,
            icon: is_submitted ? "fa-check" : "fa-hourglass-half",
            title: is_submitted ? _t("%s has submitted", name) : _t("%s has not submitted yet", name),
        }));
    }

    get percent() {
        const { answered, total, rated, rateable } = this.model.counts;
        return total + rateable ? (100 * (answered + rated)) / (total + rateable) : 0;
    }
}
