import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const LOOKS = {
    saved: { icon: "fa-check text-success", text: _t("All saved") },
    waiting: { icon: "fa-pencil text-muted", text: _t("Not saved yet") },
    saving: { icon: "fa-spinner fa-spin text-muted", text: _t("Saving…") },
    lost: { icon: "fa-chain-broken text-danger", text: _t("Not saved yet: no connection, will retry") },
    refused: { icon: "fa-exclamation-triangle text-danger", text: _t("Not saved: the server refuses it") },
    conflict: {
        icon: "fa-exclamation-triangle text-warning",
        text: _t("Not saved: two versions, choose one"),
    },
};

/** Whether all that was typed is safe. */
export class SaveStatus extends Component {
    static template = "hr_ai_interview.SaveStatus";
    static props = { queue: Object };

    setup() {
        this.queue = useState(this.props.queue);
    }

    get status() {
        return this.queue.status;
    }

    get icon() {
        return LOOKS[this.status].icon;
    }

    get text() {
        return this.status === "lost" && this.queue.isLoggedOut
            ? _t("Not saved yet: you were logged out. Log in again in another tab; your words wait here.")
            : LOOKS[this.status].text;
    }

    get hasTrouble() {
        return ["lost", "refused", "conflict"].includes(this.status);
    }
}
