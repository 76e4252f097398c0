import { markRaw } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { Mutex } from "@web/core/utils/concurrency";
import { isRefusal } from "../refusal";
import { Clock } from "./clock";
import { INTERVIEW_MODEL } from "./console_constants";
import { isSameValue, placeDraft } from "./drafts";
import { getMissing, isRated, NO_RATING, toRatingRow } from "./ratings";
import { SaveQueue } from "./save_queue";

/** After this many milliseconds without an answer the connection counts as lost. */
const TIMEOUT = 20000;
const METHODS = { answer: "record_answers", note: "save_notes", rating: "save_ratings" };

/**
 * One interview as the calling user sees it: what the server said last, and on top of it what is typed and
 * not saved. Knows the server, not the screen.
 */
export class ConsoleModel {
    data = null;
    index = 0;
    restored = [];
    stranded = [];
    serverMissing = [];
    saves = 0;

    /**
     * @param {Object} orm the "orm" service
     * @param {number} interviewId
     * @param {import("./draft_store").DraftStore} store
     */
    constructor(orm, interviewId, store) {
        this.orm = markRaw(orm);
        this.interviewId = interviewId;
        this.store = markRaw(store);
        this.mutex = markRaw(new Mutex());
        this.clock = markRaw(new Clock(() => Date.now()));
    }

    // --- loading -------------------------------------------------------------------------------

    async load() {
        this.queue = new SaveQueue({
            store: this.store,
            send: (kind, drafts) => this.send(kind, drafts),
            onSaved: (draft, value) => this.onSaved(draft, value),
        });
        this.apply(await this.call("get_console"));
        this.restoreDrafts();
    }

    /** Look what others did meanwhile. Words that are not saved yet stay as they are. */
    refresh() {
        return this.mutex.exec(async () => {
            let data, saves;
            do {
                // What was read before our last save knows less than we do.
                saves = this.saves;
                data = await this.call("get_console");
            } while (saves !== this.saves);
            this.apply(data);
        });
    }

    /** The same when nobody waits for it: what is on the screen stays when the server does not answer. */
    async lookQuietly() {
        try {
            await this.refresh();
        } catch (error) {
            if (!(error instanceof ConnectionLostError || error instanceof RPCError)) {
                throw error;
            }
        }
    }

    apply(data) {
        const current = this.current?.answer_id;
        this.data = data;
        const index = data.answers.findIndex((answer) => answer.answer_id === current);
        this.index = Math.max(0, index);
        this.clock.sync(data.started_date, data.server_now);
    }

    /** Bring back what a closed tab or a lost connection left in this browser. */
    restoreDrafts() {
        for (const { place, ...draft } of this.store.readAll()) {
            const known = this.getKnown(draft);
            const isNewest = !this.queue.drafts[draft.key];
            if (known && isSameValue(known.value, draft.value)) {
                this.store.removeItem(place);
            } else if (known && isNewest && this.canWrite(draft.kind)) {
                this.store.removeItem(place); // the queue keeps its own
                const change = draft.kind === "rating" ? {} : placeDraft(draft, known);
                this.queue.restore({ ...draft, ...change });
                this.restored.push(draft.key);
            } else {
                this.strand(draft, place);
            }
        }
    }

    /** Words that can no longer be saved are shown once more, so that somebody can copy them. */
    strand(draft, place) {
        const text = draft.kind === "rating" ? draft.value.comment : draft.value;
        if (text.trim()) {
            this.stranded.push({ place, answerId: draft.answerId, text });
        } else {
            this.store.removeItem(place);
        }
    }

    dismissRestored() {
        this.restored = [];
    }

    dropStranded(place) {
        this.store.removeItem(place);
        this.stranded = this.stranded.filter((item) => item.place !== place);
    }

    /** What the server has in the place of a draft; undefined when that place is gone. */
    getKnown({ kind, answerId, criterionId }) {
        const answer = this.getAnswer(answerId);
        if (kind === "rating") {
            const criterion = answer?.criteria.find((item) => item.criterion_id === criterionId);
            return criterion && { value: criterion.rating };
        }
        const place = kind === "note" ? answer?.note : answer;
        return place && { value: place.text, text: place.text, revision: place.revision };
    }

    // --- what is shown -------------------------------------------------------------------------

    get answers() {
        return this.data?.answers || [];
    }

    get current() {
        return this.answers[this.index];
    }

    getAnswer(answerId) {
        return this.answers.find((answer) => answer.answer_id === answerId);
    }

    /** The answer or note as typed here, else as saved. */
    getText(kind, answer) {
        const draft = this.queue.get(kind, answer.answer_id);
        return draft ? draft.value : (kind === "note" ? answer.note : answer).text;
    }

    getRating(answer, criterion) {
        const draft = this.queue.get("rating", answer.answer_id, criterion.criterion_id);
        return draft?.value || criterion.rating || NO_RATING;
    }

    get htmlLang() {
        return this.data.lang.replace("_", "-");
    }

    getOthers(criterion) {
        return this.data.others.filter((other) => other.criterion_id === criterion.criterion_id);
    }

    get canEdit() {
        return Boolean(this.data?.can_edit);
    }

    get canRate() {
        return this.canEdit && this.data.is_panel && !this.data.is_submitted;
    }

    /** Answers are fixed once all scores are in; notes and scores once one's own are. */
    canWrite(kind) {
        return kind === "answer" ? this.canEdit && !this.data.is_revealed : this.canRate;
    }

    isAnswered(answer) {
        return Boolean(this.getText("answer", answer).trim());
    }

    /** All criteria of a question have a score or "not assessed". */
    isRated(answer) {
        return answer.criteria.every((criterion) => isRated(this.getRating(answer, criterion)));
    }

    get counts() {
        const rateable = this.answers.filter((answer) => answer.criteria.length);
        return {
            total: this.answers.length,
            answered: this.answers.filter((answer) => this.isAnswered(answer)).length,
            rateable: rateable.length,
            rated: rateable.filter((answer) => this.isRated(answer)).length,
        };
    }

    /** What keeps the scores from being submitted. */
    get ownMissing() {
        return getMissing(this.answers, (answer, criterion) => this.getRating(answer, criterion));
    }

    /** The same; the server may know of more. */
    get missing() {
        const own = this.ownMissing;
        return own.length ? own : this.serverMissing;
    }

    go(index) {
        this.index = Math.max(0, Math.min(index, this.answers.length - 1));
    }

    goTo(answerId) {
        this.go(this.answers.findIndex((answer) => answer.answer_id === answerId));
    }

    // --- what is typed -------------------------------------------------------------------------

    setText(kind, answer, text) {
        const known = kind === "note" ? answer.note : answer;
        this.queue.put({ kind, answerId: answer.answer_id }, text, known);
    }

    setRating(answer, criterion, change) {
        const value = { ...this.getRating(answer, criterion), ...change };
        const slot = { kind: "rating", answerId: answer.answer_id, criterionId: criterion.criterion_id };
        this.queue.put(slot, value);
        this.serverMissing = [];
    }

    /** The question was not asked: no criterion without a score keeps one waiting. */
    skipQuestion(answer) {
        for (const criterion of answer.criteria) {
            if (!isRated(this.getRating(answer, criterion))) {
                this.setRating(answer, criterion, { status: "not_assessed", score: false });
            }
        }
    }

    // --- saving --------------------------------------------------------------------------------

    async send(kind, drafts) {
        const rows = drafts.map((draft) =>
            kind === "rating"
                ? toRatingRow(draft)
                : { answer_id: draft.answerId, text: draft.value, revision: draft.revision }
        );
        try {
            return await this.call(METHODS[kind], [rows]);
        } catch (error) {
            if (isRefusal(error)) {
                this.lookQuietly(); // cancelled meanwhile, or no longer on the panel
            }
            throw error;
        }
    }

    onSaved({ kind, answerId, criterionId, revision }, value) {
        this.saves++;
        if (kind === "answer" && this.data.state === "planned") {
            this.lookQuietly(); // writing begins the interview
        }
        const answer = this.getAnswer(answerId);
        if (kind === "rating") {
            const criterion = answer?.criteria.find((item) => item.criterion_id === criterionId);
            if (criterion) {
                criterion.rating = { ...value };
            }
            return;
        }
        const place = kind === "note" ? answer?.note : answer;
        if (place && revision >= place.revision) {
            Object.assign(place, { text: value, revision });
        }
    }

    /** @returns {Promise<any>} of a method of this interview; a silent connection counts as lost */
    call(method, args = []) {
        const request = this.orm.silent.call(INTERVIEW_MODEL, method, [[this.interviewId], ...args]);
        let timer;
        const timeout = new Promise((resolve, reject) => {
            timer = browser.setTimeout(() => reject(new ConnectionLostError(method)), TIMEOUT);
        });
        return Promise.race([request, timeout]).finally(() => browser.clearTimeout(timer));
    }

    // --- steps of the interview ----------------------------------------------------------------

    async start() {
        await this.call("start");
        await this.refresh();
    }

    async finish() {
        await this.queue.flush();
        await this.call("finish");
        await this.refresh();
    }

    /**
     * Lock one's scores. Nothing is locked while something is missing or not saved.
     *
     * @returns {Promise<"submitted"|"missing"|"unsaved">}
     */
    async submit() {
        await this.queue.flush();
        if (!this.queue.isClean) {
            return "unsaved";
        }
        const { submitted, missing } = await this.call("submit_ratings", [[]]);
        this.serverMissing = missing || [];
        if (submitted) {
            await this.refresh();
        }
        return submitted ? "submitted" : "missing";
    }

    suggestFollowups(answer) {
        return this.call("suggest_followups", [answer.answer_id, this.getText("answer", answer)]);
    }
}
