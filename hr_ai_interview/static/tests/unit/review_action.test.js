import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { edit, press, queryAll, queryAllTexts, queryFirst, waitFor } from "@odoo/hoot-dom";
import { animationFrame, runAllTimers } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

const FINDING = {
    code: "protected.marital",
    severity: "block",
    start: 2,
    end: 17,
    excerpt: "Are you married",
    message: "Marital status is private.",
    basis: "A law",
    rewrite: "How do you plan your shifts?",
    field: "text",
};

const makeCard = (values) => ({
    code: `Q${values.question_id}`,
    version: 1,
    revision: 1,
    state: "draft",
    lang: "en",
    type: "behavioural",
    difficulty: "basic",
    minutes: 5,
    text: "Tell me about a repair.",
    probes: [],
    roleplay: false,
    criteria: [],
    sources: [{ kind: "duty", excerpt: "Plan repairs", term: "repairs", reason: "" }],
    findings: [],
    previous: false,
    tags: { job: "Fitter", applicant: false, kpis: [], competencies: [], skills: [] },
    stale_reason: false,
    former_words: false,
    can_approve: true,
    editor: false,
    own_words: false,
    ...values,
});

const SELECTIONS = {
    question_type: [["behavioural", "Behavioural"]],
    difficulty: [["basic", "Basic"]],
    lang: [["en", "English"]],
    state: [
        ["draft", "Draft"],
        ["approved", "Approved"],
    ],
    kind: [["duty", "Duty"]],
};

let cards, answer, engines, more;

beforeEach(() => {
    cards = [makeCard({ question_id: 1 }), makeCard({ question_id: 2, text: "Second question?" })];
    answer = (id) => ({ question_id: id, state: "approved", version: 1 });
    engines = 0;
    onRpc("hr.interview.provider", "search_count", () => engines);
    onRpc("has_group", () => true);
    onRpc("fields_get", ({ args }) =>
        Object.fromEntries(args[0].map((name) => [name, { string: name, selection: SELECTIONS[name] }]))
    );
    more = 0;
    onRpc("hr.interview.question", "search", () => cards.map((card) => card.question_id));
    onRpc("hr.interview.question", "search_count", () => cards.length + more);
    onRpc("hr.interview.question", "get_review_cards", ({ args }) =>
        cards.filter((card) => args[0].includes(card.question_id))
    );
    onRpc("hr.interview.question", "lint_text", ({ args }) => (args[0].includes("married") ? [FINDING] : []));
    onRpc("hr.interview.question", "submit_review", ({ args }) => {
        const [[id], verdict] = args;
        expect.step(`${verdict.decision} ${id}`);
        return [answer(id, verdict)];
    });
});

async function mount() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "hr_ai_interview.review",
        params: {},
    });
}

const verdicts = () => queryAll(".o_interview_verdict .btn-check:checked").map((el) => el.value);

async function pressAll(...keys) {
    for (const key of keys) {
        await press(key);
        await animationFrame();
    }
}

test("digits give the verdicts one after the other, A approves and goes on", async () => {
    await mount();
    await pressAll("a");
    expect(".o_interview_hint").toHaveText(/Give all three verdicts/);
    await pressAll("5", "4", "3");
    expect(verdicts()).toEqual(["5", "4", "3"]);
    await pressAll("Backspace", "2", "a");
    expect.verifySteps(["approve 1"]);
    expect(".o_interview_position").toHaveText("2 of 2");
    expect(verdicts()).toEqual([]);
    expect(".o_interview_count_approved").toHaveText(/Approved\s*1/);
});

test("more wait than are loaded: the head says so", async () => {
    more = 229;
    cards = Array.from({ length: 10 }, (_, i) => makeCard({ question_id: i + 1 }));
    await mount();
    expect(".o_interview_position").toHaveText("1 of 239");
    expect(".o_interview_loaded").toHaveText("10 of 239 loaded");
});

test("keys do nothing with a modifier or while the user types", async () => {
    await mount();
    await pressAll("5", "5", "5");
    await press(["ctrl", "a"]);
    await press(["alt", "a"]);
    await pressAll("e");
    await edit("Another repair, a, n, 3?");
    await pressAll("a", "n", "1", "ArrowRight");
    expect(".o_interview_position").toHaveText("1 of 2");
    expect(verdicts()).toEqual(["5", "5", "5"]);
    expect.verifySteps([]);
});

test("a blocked question cannot be approved; its neutral wording opens the editor", async () => {
    cards[0] = makeCard({
        question_id: 1,
        text: "😀 Are you married?",
        findings: [{ ...FINDING, start: 2, end: 17 }],
        can_approve: false,
    });
    await mount();
    expect(".o_interview_text .o_interview_mark_block").toHaveText(/Are you married$/);
    expect("button[name=approve]").not.toBeEnabled();
    expect(".o_interview_blocker").toHaveCount(1);
    await pressAll("5", "5", "5", "a");
    expect.verifySteps([]);
    await contains(".o_interview_use_rewrite").click();
    expect("textarea[name=text]").toHaveValue("How do you plan your shifts?");
});

test("a rubric that is for the former wording says so", async () => {
    cards[0].former_words = "Tell me about a fault.";
    await mount();
    expect(".o_interview_former").toHaveText(/check that it still fits.*Tell me about a fault\./s);
});

test("live check: findings appear while typing", async () => {
    await mount();
    await pressAll("e");
    expect(".o_interview_editor .o_interview_clean").toHaveCount(1);
    await edit("I see: Are you married?");
    await runAllTimers();
    await animationFrame();
    expect(queryAllTexts(".o_interview_editor .o_interview_finding .badge")).toEqual(["Blocked"]);
});

test("a refusal shows its sentence and keeps what was typed", async () => {
    answer = () => {
        throw makeServerError({
            type: "odoo.exceptions.UserError",
            errorName: "odoo.exceptions.UserError",
            message: "Q1 was changed by somebody.",
        });
    };
    await mount();
    await pressAll("1", "2", "3", "r");
    await edit("Not for this job");
    cards[0] = makeCard({ question_id: 1, revision: 2, text: "Newer words" });
    await press(["ctrl", "Enter"]);
    await waitFor(".o_notification:contains(Q1 was changed by somebody.)");
    expect.verifySteps(["reject 1"]);
    expect("textarea[name=reason]").toHaveValue("Not for this job");
    expect(verdicts()).toEqual(["1", "2", "3"]);
    expect(".o_interview_text").toHaveText("Tell me about a repair.");
    await contains(".o_interview_newer button").click();
    expect(".o_interview_text").toHaveText("Newer words");
    expect("textarea[name=reason]").toHaveValue("Not for this job");
});

test("an empty queue says what fills it", async () => {
    cards = [];
    await mount();
    expect(".o_interview_empty h2").toHaveText("Nothing waits for a review");
    expect(queryFirst("button[name=open_bank]")).not.toBe(null);
});

test("leaving with unsaved words asks first", async () => {
    await mount();
    await pressAll("e");
    await edit("Words that are not saved");
    await contains("button[name=open_question]").click();
    await contains(".modal .btn-secondary").click();
    expect("textarea[name=text]").toHaveValue("Words that are not saved");
});

test("a rubric can be tried where an engine may score", async () => {
    await mount();
    expect("button[name=try_rubric]").toHaveCount(0);
});

test("trying a rubric opens its window for the question", async () => {
    engines = 1;
    cards[0] = makeCard({
        question_id: 1,
        criteria: [{ key: "a", name: "Method", weight: 1, anchors: [], positive: [], negative: [] }],
    });
    await mount();
    patchWithCleanup(getService("action"), {
        doAction: (name, { additionalContext }) =>
            expect.step(`${name} ${additionalContext.default_question_id}`),
    });
    await contains("button[name=try_rubric]").click();
    expect.verifySteps(["hr_ai_interview.hr_interview_trial_action 1"]);
});
