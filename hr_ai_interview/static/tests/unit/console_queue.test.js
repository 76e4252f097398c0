import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { advanceTime, Deferred, tick } from "@odoo/hoot-mock";
import { DraftStore } from "@hr_ai_interview/console/draft_store";
import { RETRY_DELAYS, SAVE_DELAY, SaveQueue } from "@hr_ai_interview/console/save_queue";
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { makeServerError, patchWithCleanup } from "@web/../tests/web_test_helpers";

describe.current.tags("headless");

const ANSWER = { kind: "answer", answerId: 1 };
const RATING = { kind: "rating", answerId: 1, criterionId: 11 };
const KNOWN = { revision: 3, text: "before" };

let queue, store, reply, saved;

beforeEach(() => {
    store = new DraftStore("db", 2, 5);
    saved = [];
    reply = async () => ({ conflicts: [] });
    queue = makeQueue(store);
});

function makeQueue(itsStore) {
    return new SaveQueue({
        store: itsStore,
        send: (kind, drafts) => {
            expect.step(`${kind} ${drafts.map((draft) => draft.value.score ?? draft.value).join(" | ")}`);
            return reply(kind, drafts);
        },
        onSaved: (draft, value) => saved.push([draft.revision, value]),
    });
}

const refusal = (message) => makeServerError({ errorName: "odoo.exceptions.UserError", message });
const copies = () => store.readAll().map(({ value }) => value);

test("words are kept in the browser at once and sent when typing stops", async () => {
    queue.put(ANSWER, "a", KNOWN);
    await advanceTime(SAVE_DELAY - 100);
    queue.put(ANSWER, "ab", KNOWN);
    expect(copies()).toEqual(["ab"]);
    await advanceTime(SAVE_DELAY - 100);
    expect.verifySteps([]);
    expect(queue.status).toBe("waiting");
    await advanceTime(100);
    expect.verifySteps(["answer ab"]);
    expect(saved).toEqual([[4, "ab"]]);
    expect(copies()).toEqual([]);
    expect(queue.status).toBe("saved");
    expect(queue.isClean).toBe(true);
});

test("typed on while it was saved: the rest follows on the new revision", async () => {
    const answer = new Deferred();
    reply = () => answer;
    queue.put(ANSWER, "a", KNOWN);
    await advanceTime(SAVE_DELAY);
    queue.put(ANSWER, "ab", KNOWN);
    reply = async (kind, [draft]) => {
        expect.step(`on ${draft.revision}`);
        return {};
    };
    answer.resolve({});
    await tick();
    expect(copies()).toEqual(["ab"]);
    await advanceTime(SAVE_DELAY);
    expect.verifySteps(["answer a", "answer ab", "on 4"]);
    expect(saved.at(-1)).toEqual([5, "ab"]);
});

test("a lost connection is tried again, later and later, until it is back", async () => {
    reply = async () => {
        throw new ConnectionLostError("x");
    };
    queue.put(ANSWER, "a", KNOWN);
    await advanceTime(SAVE_DELAY);
    expect(queue.status).toBe("lost");
    expect(copies()).toEqual(["a"]);
    await advanceTime(RETRY_DELAYS[0]);
    await advanceTime(RETRY_DELAYS[1] - 500);
    expect.verifySteps(["answer a", "answer a"]);
    await advanceTime(500);
    expect.verifySteps(["answer a"]);
    reply = async () => ({});
    await queue.flush();
    expect.verifySteps(["answer a"]);
    expect(queue.status).toBe("saved");
    expect(copies()).toEqual([]);
});

test("the answer to a save was lost: our own words are no conflict", async () => {
    reply = async () => {
        throw new ConnectionLostError("x");
    };
    queue.put(ANSWER, "a", KNOWN);
    await queue.flush();
    queue.put(ANSWER, "ab", KNOWN);
    reply = async (kind, [draft]) =>
        draft.revision === 3 ? { conflicts: [{ answer_id: 1, revision: 4, text: "a" }] } : {};
    await queue.flush();
    expect.verifySteps(["answer a", "answer ab", "answer ab"]);
    expect(queue.status).toBe("saved");
    expect(saved).toEqual([[5, "ab"]]);
});

test("a colleague was faster: both versions wait for a choice, nothing is overwritten", async () => {
    reply = async () => ({ conflicts: [{ answer_id: 1, revision: 9, text: "theirs" }] });
    queue.put(ANSWER, "mine", KNOWN);
    await queue.flush();
    expect(queue.status).toBe("conflict");
    expect(queue.get("answer", 1).conflict).toEqual({ revision: 9, text: "theirs" });
    await queue.flush();
    expect.verifySteps(["answer mine"]);
    expect(copies()).toEqual(["mine"]);

    reply = async (kind, [draft]) => {
        expect.step(`on ${draft.revision}`);
        return {};
    };
    queue.resolve(queue.get("answer", 1), "theirs and mine");
    await queue.flush();
    expect.verifySteps(["answer theirs and mine", "on 9"]);
    expect(saved).toEqual([[10, "theirs and mine"]]);
});

test("taking theirs sends nothing", async () => {
    reply = async () => ({ conflicts: [{ answer_id: 1, revision: 9, text: "theirs" }] });
    queue.put(ANSWER, "mine", KNOWN);
    await queue.flush();
    queue.resolve(queue.get("answer", 1), "theirs");
    await queue.flush();
    expect.verifySteps(["answer mine"]);
    expect(saved).toEqual([[9, "theirs"]]);
    expect(queue.isClean).toBe(true);
    expect(copies()).toEqual([]);
});

test("one refused row does not keep the others from being saved", async () => {
    reply = async (kind, drafts) => {
        if (drafts.some(({ answerId }) => answerId === 2)) {
            throw refusal("Question 2 is gone.");
        }
        return {};
    };
    queue.put(ANSWER, "a", KNOWN);
    queue.put({ kind: "answer", answerId: 2 }, "b", KNOWN);
    await queue.flush();
    expect.verifySteps(["answer a | b", "answer a", "answer b"]);
    expect(saved).toEqual([[4, "a"]]);
    expect(queue.status).toBe("refused");
    expect(queue.get("answer", 2).refusal).toBe("Question 2 is gone.");
    expect(copies()).toEqual(["b"]);
    await advanceTime(60000);
    expect.verifySteps([]);
    await queue.retry();
    expect.verifySteps(["answer b"]);
});

test("an error of the server that may pass is tried again; a logged-out session says so", async () => {
    reply = async () => {
        throw makeServerError({ errorName: "odoo.http.SessionExpiredException" });
    };
    queue.put(ANSWER, "a", KNOWN);
    await queue.flush();
    expect([queue.status, queue.isLoggedOut]).toEqual(["lost", true]);
    reply = async () => {
        throw makeServerError({ errorName: "odoo.exceptions.LockError" });
    };
    await queue.flush();
    expect([queue.status, queue.isLoggedOut]).toEqual(["lost", false]);
    expect.verifySteps(["answer a", "answer a"]);
});

test("a comment without a score takes the score back and stays here", async () => {
    queue.put(RATING, { status: "none", score: false, comment: "Spoke of the crane" });
    await queue.flush();
    expect(queue.get("rating", 1, 11).isHeld).toBe(true);
    expect(queue.isClean).toBe(true);
    expect(copies()).toHaveLength(1);
    await queue.flush();
    queue.put(RATING, { status: "scored", score: 7, comment: "Spoke of the crane" });
    await queue.flush();
    expect.verifySteps(["rating false", "rating 7"]);
    expect(copies()).toEqual([]);
});

test("two tabs: saving in one does not take the copy of the other", async () => {
    const other = makeQueue(new DraftStore("db", 2, 5));
    queue.put(ANSWER, "first tab", KNOWN);
    other.put(ANSWER, "second tab", KNOWN);
    expect(copies().sort()).toEqual(["first tab", "second tab"]);
    await queue.flush();
    expect(copies()).toEqual(["second tab"]);
    await other.flush();
    expect(copies()).toEqual([]);
    expect.verifySteps(["answer first tab", "answer second tab"]);
});

test("copies of another user, interview or database are not ours", () => {
    for (const [database, user, interview] of [
        ["db", 2, 51],
        ["db", 22, 5],
        ["db2", 2, 5],
    ]) {
        const strange = makeQueue(new DraftStore(database, user, interview));
        strange.put(ANSWER, "strange", KNOWN);
        strange.stop();
    }
    queue.put(ANSWER, "ours", KNOWN);
    queue.stop();
    expect(copies()).toEqual(["ours"]);
});

test("a browser that keeps nothing is noticed", () => {
    patchWithCleanup(browser.localStorage, {
        setItem() {
            throw new Error("QuotaExceededError");
        },
    });
    queue.put(ANSWER, "a", KNOWN);
    queue.stop();
    expect(queue.hasCopies).toBe(false);
});

test("after the screen is left no timer fires", async () => {
    queue.put(ANSWER, "a", KNOWN);
    queue.stop();
    await advanceTime(60000);
    expect.verifySteps([]);
    expect(copies()).toEqual(["a"]);
});
