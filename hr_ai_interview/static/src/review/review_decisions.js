import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { explain } from "../refusal";
import { VERDICTS } from "./review_constants";

const KEYS = VERDICTS.map(({ key }) => key);

/**
 * What the reviewer does with the current question: verdicts, edit, rejection, sending.
 *
 * @param {import("./review_queue").ReviewQueue} queue
 * @param {{el: HTMLElement}} root
 */
export function useReviewDecisions(queue, root) {
    const notification = useService("notification");
    return useState(new ReviewDecisions(queue, root, notification));
}

class ReviewDecisions {
    focusedKey = KEYS[0];
    hint = "";

    constructor(queue, root, notification) {
        this.queue = queue;
        this.root = root;
        this.notification = notification;
    }

    get entry() {
        return this.queue.current;
    }

    // --- verdicts ------------------------------------------------------------------------------

    focusFirstMissing() {
        this.hint = "";
        if (this.entry) {
            this.focusedKey = this.queue.missingVerdicts(this.entry)[0] || KEYS[0];
        }
    }

    setFocus(key) {
        this.focusedKey = key;
    }

    /** A verdict was given with the mouse or inside its group. */
    setVerdict(key, score) {
        this.entry.verdicts[key] = score;
        this.focusedKey = KEYS[KEYS.indexOf(key) + 1] || key;
        if (!this.queue.missingVerdicts(this.entry).length) {
            this.hint = "";
        }
    }

    /** A digit was pressed: it belongs to the marked verdict. */
    score(score) {
        this.setVerdict(this.focusedKey, score);
        if (document.activeElement?.closest(".o_interview_verdict")) {
            this.focusGroup();
        }
    }

    takeBack() {
        if (!this.entry || !this.queue.canDecide(this.entry)) {
            return;
        }
        const given = KEYS.filter((key) => this.entry.verdicts[key]);
        if (given.length) {
            this.focusedKey = given.at(-1);
            this.entry.verdicts[this.focusedKey] = 0;
        }
    }

    focusGroup() {
        const radios = this.root.el.querySelectorAll(`[name="o_interview_${this.focusedKey}"]`);
        ([...radios].find((radio) => radio.checked) || radios[0])?.focus();
    }

    // --- editing and rejecting -----------------------------------------------------------------

    startEdit(text) {
        this.entry.draft = text || this.entry.draft || this.entry.card.text;
        this.entry.mode = "edit";
    }

    setDraft(text) {
        this.entry.draft = text;
    }

    startReject() {
        this.entry.mode = "reject";
    }

    setReason(text) {
        this.entry.reason = text;
    }

    /** Back to reading. What was typed so far is offered again next time. */
    cancel() {
        if (this.entry && this.entry.mode !== "read" && !this.queue.isSaving) {
            this.entry.mode = "read";
            this.hint = "";
        }
    }

    showNewer() {
        this.queue.setCard(this.entry, this.entry.newerCard);
    }

    // --- sending -------------------------------------------------------------------------------

    async send(decision) {
        const { entry } = this;
        if (!this.isComplete(entry, decision)) {
            return;
        }
        try {
            await this.queue.decide(entry, decision);
        } catch (error) {
            explain(this.notification, error);
            return;
        }
        this.hint = "";
        if (entry.outcome === "planted") {
            this.notification.add(entry.reason, { type: "warning", sticky: true });
        }
        // The new words stay in sight: they want a verdict, or another reviewer.
        if (decision !== "edit" && entry === this.entry) {
            this.queue.goNextOpen();
        }
        this.focusFirstMissing();
    }

    isComplete(entry, decision) {
        const missing = this.queue.missingVerdicts(entry);
        if (missing.length) {
            this.hint = _t("Give all three verdicts first; still open: %s", this.listLabels(missing));
            this.focusedKey = missing[0];
            if (decision !== "approve") {
                this.focusGroup();
            }
            return false;
        }
        if (decision === "edit") {
            const text = entry.draft.trim();
            return Boolean(text) && text !== entry.card.text.trim();
        }
        return decision !== "reject" || Boolean(entry.reason.trim());
    }

    listLabels(keys) {
        return VERDICTS.filter(({ key }) => keys.includes(key))
            .map(({ label }) => label.toString())
            .join(", ");
    }
}
