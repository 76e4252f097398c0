import { markRaw } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { getSentence, isRefusal } from "../refusal";
import { isSameValue, makeKey, placeDraft, printOf } from "./drafts";

export const KINDS = ["answer", "note", "rating"];
/** Milliseconds without typing before words are sent. */
export const SAVE_DELAY = 700;
/** Waiting times after a try that did not reach the server; the last one is repeated. */
export const RETRY_DELAYS = [1000, 2000, 4000, 8000, 15000, 30000];
/** Tries whose answer never came and that may have been stored all the same. */
const MAX_SENT = 4;
const SESSION_EXPIRED = "odoo.http.SessionExpiredException";

/**
 * What is typed goes in here and leaves it when the server has confirmed it. Until then it is kept in the
 * browser, sent again when the connection was lost, and set beside the words of a colleague who was faster.
 * Knows nothing of the screen.
 */
export class SaveQueue {
    drafts = {};
    isSaving = false;
    isLost = false;
    isLoggedOut = false;
    hasCopies = true;

    /**
     * @param {Object} options
     * @param {(kind: string, drafts: import("./drafts").Draft[]) => Promise<{conflicts?: Object[]}>}
     *   options.send
     * @param {import("./draft_store").DraftStore} options.store
     * @param {(draft: import("./drafts").Draft, value: any) => void} options.onSaved the value is stored; a
     *   text has draft.revision now
     */
    constructor({ send, store, onSaved }) {
        Object.assign(this, { send, onSaved });
        this.store = markRaw(store);
        this.failures = 0;
    }

    // --- what was typed ------------------------------------------------------------------------

    get(kind, answerId, criterionId) {
        return this.drafts[makeKey({ kind, answerId, criterionId })];
    }

    /**
     * @param {Object} slot kind, answerId, criterionId
     * @param {string|Object} value
     * @param {{revision: number, text: string}} [known] the text as the server has it, for a new draft
     */
    put(slot, value, known) {
        const key = makeKey(slot);
        if (!this.drafts[key]) {
            const origin = known && { revision: known.revision, base: printOf(known.text) };
            this.drafts[key] = { key, ...slot, ...origin, sent: [] };
        }
        const draft = this.drafts[key];
        Object.assign(draft, { value, at: Date.now(), refusal: "", isHeld: false });
        this.keepCopy(draft);
        this.schedule(SAVE_DELAY);
    }

    /** Words a closed tab left behind are there again. */
    restore(draft) {
        this.drafts[draft.key] = { ...draft };
        this.keepCopy(draft);
        this.schedule(SAVE_DELAY);
    }

    drop(draft) {
        delete this.drafts[draft.key];
        this.store.remove(draft);
    }

    keepCopy(draft) {
        this.hasCopies = this.store.write(draft);
    }

    // --- how things stand ----------------------------------------------------------------------

    get all() {
        return Object.values(this.drafts);
    }

    get sendable() {
        return this.all.filter((draft) => !draft.conflict && !draft.refusal && !draft.isHeld);
    }

    get conflicts() {
        return this.all.filter((draft) => draft.conflict);
    }

    get refused() {
        return this.all.filter((draft) => draft.refusal);
    }

    /** Nothing waits that could be lost or that the server does not have. */
    get isClean() {
        return !this.all.some((draft) => !draft.isHeld);
    }

    /** @returns {"saved"|"saving"|"waiting"|"lost"|"refused"|"conflict"} the worst of it */
    get status() {
        if (this.isLost && this.sendable.length) {
            return "lost";
        }
        if (this.conflicts.length) {
            return "conflict";
        }
        if (this.refused.length) {
            return "refused";
        }
        if (this.isSaving) {
            return "saving";
        }
        return this.sendable.length ? "waiting" : "saved";
    }

    // --- sending -------------------------------------------------------------------------------

    schedule(delay) {
        browser.clearTimeout(this.timer);
        if (!this.isStopped) {
            this.timer = browser.setTimeout(() => this.onTimer(), delay);
        }
    }

    onTimer() {
        // A pass that runs looks again at its end.
        if (!this.running) {
            this.flush();
        }
    }

    /** No more timers: the screen is left. What is unsaved stays in the browser. */
    stop() {
        this.isStopped = true;
        browser.clearTimeout(this.timer);
    }

    /** Try refused drafts once more. */
    retry() {
        for (const draft of this.refused) {
            draft.refusal = "";
        }
        return this.flush();
    }

    /** Send all there is, now; done when every draft was tried once. Never rejects. */
    flush() {
        browser.clearTimeout(this.timer);
        const before = this.running;
        const mine = Promise.resolve(before).then(() => this.pass());
        this.running = mine;
        return mine.finally(() => {
            if (this.running === mine) {
                this.running = null;
            }
        });
    }

    async pass() {
        this.isSaving = true;
        let isReached = true;
        for (const kind of KINDS) {
            const batch = this.sendable.filter((draft) => draft.kind === kind);
            isReached = isReached && (!batch.length || (await this.sendBatch(kind, batch)));
        }
        this.isSaving = false;
        this.isLost = !isReached;
        this.failures = isReached ? 0 : this.failures + 1;
        if (this.sendable.length) {
            const wait = RETRY_DELAYS[Math.min(this.failures, RETRY_DELAYS.length) - 1];
            this.schedule(isReached ? SAVE_DELAY : wait);
        }
    }

    /** @returns {Promise<boolean>} false when the server was not reached */
    async sendBatch(kind, batch, isSecondTry = false) {
        const values = new Map(batch.map((draft) => [draft.key, draft.value]));
        batch.forEach((draft) => this.noteSent(draft));
        let result;
        try {
            result = await this.send(kind, batch);
        } catch (error) {
            if (!isRefusal(error)) {
                this.isLoggedOut = error.exceptionName === SESSION_EXPIRED;
                return false;
            }
            return this.onRefused(kind, batch, error);
        }
        const conflicts = new Map((result.conflicts || []).map((row) => [row.answer_id, row]));
        for (const { key } of batch) {
            const draft = this.drafts[key];
            const conflict = conflicts.get(draft?.answerId);
            if (draft && conflict) {
                this.onConflict(draft, conflict);
            } else if (draft) {
                this.onStored(draft, values.get(key));
            }
        }
        // Drafts that were put on a newer revision; the next pass has what is typed meanwhile.
        const again = batch.filter(({ key }) => conflicts.size && this.sendable.includes(this.drafts[key]));
        return !again.length || isSecondTry || this.sendBatch(kind, again, true);
    }

    /** Before the answer is there: if it never comes, the words may be stored all the same. */
    noteSent(draft) {
        if (draft.kind !== "rating") {
            draft.sent = [...draft.sent, printOf(draft.value)].slice(-MAX_SENT);
            this.keepCopy(draft);
        }
    }

    onStored(draft, value) {
        if (draft.kind !== "rating") {
            Object.assign(draft, { revision: draft.revision + 1, base: printOf(value), sent: [] });
        }
        this.settle(draft, value);
    }

    /** The server has this value, at draft.revision. */
    settle(draft, value) {
        this.onSaved(draft, value);
        if (!isSameValue(draft.value, value)) {
            this.keepCopy(draft); // typed on meanwhile
        } else if (draft.kind === "rating" && value.status === "none" && value.comment.trim()) {
            draft.isHeld = true;
        } else {
            this.drop(draft);
        }
    }

    onConflict(draft, { revision, text }) {
        const known = { revision, text: text || "" };
        if (isSameValue(draft.value, known.text)) {
            Object.assign(draft, { revision, base: printOf(known.text), sent: [] });
            this.settle(draft, draft.value);
        } else {
            Object.assign(draft, placeDraft(draft, known));
            this.keepCopy(draft);
        }
    }

    async onRefused(kind, batch, error) {
        if (batch.length === 1) {
            batch[0].refusal = getSentence(error);
            return true;
        }
        // One of them spoils the lot: find out which.
        for (const draft of batch) {
            if (!(await this.sendBatch(kind, [draft]))) {
                return false;
            }
        }
        return true;
    }

    // --- two people, one text ------------------------------------------------------------------

    /** Settle a conflict with these words, typed on the newest text. */
    resolve(draft, value) {
        const { revision, text } = draft.conflict;
        const { kind, answerId } = draft;
        this.drop(draft);
        if (isSameValue(value, text)) {
            this.onSaved({ ...draft, revision }, text);
        } else {
            this.put({ kind, answerId }, value, { revision, text });
        }
    }
}
