import { markRaw } from "@odoo/owl";
import { QUESTION_MODEL, VERDICTS } from "./review_constants";
import { countEntries, makeEntry, makeVerdicts } from "./review_entry";

/** So many questions are taken at once; the next ones follow before these are at their end. */
export const LIMIT = 200;
const CHUNK = 20;
const NEAR_END = 5;
const WAITING = [
    ["state", "in", ["draft", "review"]],
    ["applicant_id", "=", false],
];

/**
 * The questions of one review and what the reviewer has said of each so far. Knows the server,
 * not the screen. What was typed stays in its entry until the server has taken it.
 */
export class ReviewQueue {
    constructor(orm) {
        this.orm = markRaw(orm);
        this.entries = [];
        this.index = 0;
        /** How many more wait than were taken so far. */
        this.beyond = 0;
        this.isSaving = false;
        this.isLoadingNext = false;
    }

    // --- loading -----------------------------------------------------------------------------

    /** Fill the queue: with these questions, else with the oldest that wait. */
    async load(questionIds) {
        if (questionIds) {
            const found = new Set(await this.orm.search(QUESTION_MODEL, [["id", "in", questionIds]]));
            const ids = [...new Set(questionIds)].filter((id) => found.has(id));
            this.entries = ids.map((id) => makeEntry(id));
        } else {
            await this.takeWaiting();
        }
        await this.loadCards(this.entries.slice(0, CHUNK));
    }

    /** Put the oldest behind the others that wait and are not here yet. */
    async takeWaiting() {
        const domain = [...WAITING, ["id", "not in", this.entries.map((entry) => entry.id)]];
        const [ids, count] = await Promise.all([
            this.orm.search(QUESTION_MODEL, domain, { order: "id", limit: LIMIT }),
            this.orm.searchCount(QUESTION_MODEL, domain),
        ]);
        this.entries.push(...ids.map((id) => makeEntry(id)));
        this.beyond = ids.length ? Math.max(0, count - ids.length) : 0;
    }

    /** Near the end, take the next ones. */
    async loadNext() {
        if (!this.beyond || this.isLoadingNext || this.index < this.entries.length - NEAR_END) {
            return;
        }
        this.isLoadingNext = true;
        try {
            await this.takeWaiting();
        } finally {
            this.isLoadingNext = false;
        }
        await this.loadRest();
    }

    /** Load the cards that are not there yet, a few at a time. */
    async loadRest() {
        for (;;) {
            const missing = this.entries.filter((entry) => !entry.card).slice(0, CHUNK);
            if (!missing.length) {
                return;
            }
            await this.loadCards(missing);
        }
    }

    async loadCards(entries) {
        if (!entries.length) {
            return;
        }
        const cards = await this.fetchCards(entries.map((entry) => entry.id));
        const byId = new Map(cards.map((card) => [card.question_id, card]));
        for (const entry of entries) {
            this.setCard(entry, byId.get(entry.id));
        }
    }

    fetchCards(ids) {
        return this.orm.silent.call(QUESTION_MODEL, "get_review_cards", [ids]);
    }

    setCard(entry, card) {
        entry.card = card;
        entry.newerCard = null;
        if (card.state === "retired" && entry.outcome === "open") {
            entry.outcome = "closed";
        }
    }

    /** What is needed to come back to this batch. */
    toState() {
        return { entries: this.entries, index: this.index, beyond: this.beyond };
    }

    /** Come back to it; the question that was left may have been changed meanwhile. */
    async restore(state) {
        Object.assign(this, state);
        if (!this.isFinished) {
            await this.loadCards([this.current]);
        }
    }

    // --- moving ------------------------------------------------------------------------------

    get current() {
        return this.entries[this.index];
    }

    get isFinished() {
        return this.index >= this.entries.length;
    }

    /** A verdict may be given: also on edited words, which somebody has to approve still. */
    canDecide(entry) {
        return ["open", "edited"].includes(entry.outcome);
    }

    go(index) {
        this.index = Math.max(0, Math.min(index, this.entries.length));
    }

    /** To the next question nobody decided on; past the end when there is none behind. */
    goNextOpen() {
        const next = this.entries.findIndex((entry, i) => i > this.index && entry.outcome === "open");
        this.go(next === -1 ? this.entries.length : next);
    }

    goFirstOpen() {
        this.go(this.entries.findIndex((entry) => entry.outcome === "open"));
    }

    get counts() {
        return countEntries(this.entries, this.beyond);
    }

    // --- deciding ----------------------------------------------------------------------------

    /** @returns {string[]} keys of the verdicts that are not given yet */
    missingVerdicts(entry) {
        return VERDICTS.map(({ key }) => key).filter((key) => !entry.verdicts[key]);
    }

    /**
     * Send a decision on an entry. When the server refuses it nothing of the entry is lost, and the
     * words as they are now are laid beside it.
     *
     * @param {Object} entry
     * @param {"approve"|"edit"|"reject"} decision
     */
    async decide(entry, decision) {
        this.isSaving = true;
        try {
            const [result] = await this.orm.call(QUESTION_MODEL, "submit_review", [
                [entry.id],
                {
                    ...entry.verdicts,
                    decision,
                    lang: entry.card.lang,
                    revision: entry.card.revision,
                    ...(decision === "edit" && { text: entry.draft }),
                    ...(decision === "reject" && { reason: entry.reason }),
                },
            ]);
            await this.record(entry, decision, result);
        } catch (error) {
            await this.lookForNewerCard(entry);
            throw error;
        } finally {
            this.isSaving = false;
        }
    }

    async record(entry, decision, result) {
        entry.id = result.question_id;
        entry.mode = "read";
        entry.card.state = result.state;
        if (decision === "reject") {
            entry.outcome = "rejected";
        } else if (decision === "approve") {
            entry.outcome = { approved: "approved", retired: "planted" }[result.state] || "waiting";
            if (entry.outcome === "planted") {
                entry.reason = await this.readRetireReason(entry);
            }
        } else {
            entry.outcome = "edited";
            entry.wasEdited = true;
            // A verdict was about the words before.
            entry.verdicts = makeVerdicts();
            entry.draft = "";
            await this.loadCards([entry]);
        }
    }

    async readRetireReason(entry) {
        const [question] = await this.orm.read(QUESTION_MODEL, [entry.id], ["retire_reason"]);
        return question.retire_reason || "";
    }

    async lookForNewerCard(entry) {
        const [card] = await this.fetchCards([entry.id]).catch(() => []);
        if (card && (card.revision !== entry.card.revision || card.state !== entry.card.state)) {
            entry.newerCard = card;
        }
    }
}
