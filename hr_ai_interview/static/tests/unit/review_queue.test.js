import { describe, expect, test } from "@odoo/hoot";
import { LIMIT, ReviewQueue } from "@hr_ai_interview/review/review_queue";

describe.current.tags("headless");

/** A server that keeps questions as {id: {state, revision}} and answers as the gate would. */
function makeOrm(questions, answer) {
    const cards = (ids) =>
        ids.map((id) => ({ question_id: id, lang: "en", text: `Q${id}`, ...questions[id] }));
    const waiting = (domain) => {
        const here = domain.find(([field, operator]) => field === "id" && operator === "not in")?.[2] || [];
        return Object.keys(questions)
            .map(Number)
            .filter((id) => ["draft", "review"].includes(questions[id].state) && !here.includes(id));
    };
    const orm = {
        sent: [],
        search: async (model, domain, { limit } = {}) => waiting(domain).slice(0, limit),
        searchCount: async (model, domain) => waiting(domain).length,
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

test("more than one load: says so, and takes the next ones before the end", async () => {
    // The queue ended after 200 of 431 as if nothing more waited.
    const ids = Array.from({ length: 431 }, (_, i) => i + 1);
    const { queue } = await makeQueue(Object.fromEntries(ids.map((id) => [id, draft()])));
    expect(queue.entries).toHaveLength(LIMIT);
    expect(queue.counts.loaded).toBe(200);
    expect(queue.counts.total).toBe(431);
    await queue.loadNext();
    expect(queue.entries).toHaveLength(200, { message: "not before it is needed" });
    for (const expected of [400, 431, 431]) {
        queue.go(queue.entries.length);
        await queue.loadNext();
        expect(queue.entries).toHaveLength(expected);
    }
    expect(queue.entries.map((entry) => entry.id)).toEqual(ids);
    expect(queue.entries.every((entry) => entry.card)).toBe(true);
    expect(queue.counts.loaded).toBe(queue.counts.total);
});

test("others decided on the rest meanwhile: the end is the end", async () => {
    const ids = Array.from({ length: 210 }, (_, i) => i + 1);
    const questions = Object.fromEntries(ids.map((id) => [id, draft()]));
    const { queue } = await makeQueue(questions);
    ids.slice(200).forEach((id) => (questions[id].state = "approved"));
    queue.go(queue.entries.length);
    await queue.loadNext();
    expect(queue.isFinished).toBe(true);
    expect(queue.counts.total).toBe(200);
});

test("what comes back is what was left, also how many more wait", async () => {
    const ids = Array.from({ length: 201 }, (_, i) => i + 1);
    const { queue, orm } = await makeQueue(Object.fromEntries(ids.map((id) => [id, draft()])));
    const again = new ReviewQueue(orm);
    await again.restore(queue.toState());
    expect(again.counts.total).toBe(201);
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
