import { describe, expect, test } from "@odoo/hoot";
import { ReviewQueue } from "@hr_ai_interview/review/review_queue";

describe.current.tags("headless");

/** A server that keeps questions as {id: {state, revision}} and answers as the gate would. */
function makeOrm(questions, answer) {
    const cards = (ids) =>
        ids.map((id) => ({ question_id: id, lang: "en", text: `Q${id}`, ...questions[id] }));
    const orm = {
        sent: [],
        search: async () => Object.keys(questions).map(Number),
        read: async () => [{ retire_reason: "planted: leading" }],
        call: async (model, method, [ids, verdict]) => {
            if (method === "get_review_cards") {
                return cards(ids);
            }
            orm.sent.push({ ids, ...verdict });
            return [answer(ids[0], verdict)];
        },
    };
    orm.silent = orm;
    return orm;
}

async function makeQueue(questions, answer, ids) {
    const orm = makeOrm(questions, answer);
    const queue = new ReviewQueue(orm);
    await queue.load(ids);
    return { queue, orm };
}

const draft = () => ({ state: "draft", revision: 1 });
const result = (state) => (id) => ({ question_id: id, state, version: 1 });

function judge(entry) {
    entry.verdicts = { relevance: 5, reasonableness: 4, culture: 3 };
}

test("keeps the order it was asked for and leaves out what is gone", async () => {
    const { queue } = await makeQueue({ 1: draft(), 2: draft() }, null, [2, 9, 1, 2]);
    expect(queue.entries.map((entry) => entry.id)).toEqual([2, 1]);
});

test("an approval carries verdicts and revision, and is counted", async () => {
    const { queue, orm } = await makeQueue({ 1: draft(), 2: draft() }, result("approved"));
    expect(queue.missingVerdicts(queue.current)).toEqual(["relevance", "reasonableness", "culture"]);
    judge(queue.current);
    await queue.decide(queue.current, "approve");
    expect(orm.sent).toEqual([
        {
            ids: [1],
            relevance: 5,
            reasonableness: 4,
            culture: 3,
            decision: "approve",
            lang: "en",
            revision: 1,
        },
    ]);
    queue.goNextOpen();
    expect(queue.index).toBe(1);
    expect(queue.counts.approved).toBe(1);
    expect(queue.counts.open).toBe(1);
});

test("four eyes: an approval that leaves the question in review waits", async () => {
    const { queue } = await makeQueue({ 1: draft() }, result("review"));
    judge(queue.current);
    await queue.decide(queue.current, "approve");
    expect(queue.current.outcome).toBe("waiting");
});

test("a planted question that was approved tells its flaw", async () => {
    const { queue } = await makeQueue({ 1: draft() }, result("retired"));
    judge(queue.current);
    await queue.decide(queue.current, "approve");
    expect(queue.current.outcome).toBe("planted");
    expect(queue.current.reason).toBe("planted: leading");
});

test("after an edit the question stays, with its new words and no verdicts", async () => {
    const questions = { 1: draft() };
    const { queue } = await makeQueue(questions, (id, verdict) => {
        questions[2] = { state: "review", revision: 1, text: verdict.text };
        return { question_id: 2, state: "review", version: 2 };
    });
    judge(queue.current);
    queue.current.draft = "New words";
    await queue.decide(queue.current, "edit");
    expect(queue.current.id).toBe(2);
    expect(queue.current.card.text).toBe("New words");
    expect(queue.current.mode).toBe("read");
    expect(queue.missingVerdicts(queue.current)).toHaveLength(3);
    expect(queue.counts.edited).toBe(1);
    expect(queue.counts.inReview).toBe(1);
    expect(queue.counts.open).toBe(0);
    expect(queue.canDecide(queue.current)).toBe(true);
});

test("a refusal loses nothing and lays the newer words beside", async () => {
    const questions = { 1: draft() };
    const { queue } = await makeQueue(questions, () => {
        throw new Error("changed by somebody");
    });
    judge(queue.current);
    Object.assign(queue.current, { mode: "edit", draft: "My words" });
    questions[1] = { state: "review", revision: 2 };
    await expect(queue.decide(queue.current, "edit")).rejects.toThrow("changed by somebody");
    expect(queue.current.mode).toBe("edit");
    expect(queue.current.draft).toBe("My words");
    expect(queue.current.verdicts.relevance).toBe(5);
    expect(queue.current.newerCard.revision).toBe(2);
    expect(queue.isSaving).toBe(false);
});
