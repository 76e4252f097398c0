import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { Component, xml } from "@odoo/owl";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { click, edit, press, queryAll, queryAllTexts, queryFirst, queryOne, waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import { DraftStore } from "@hr_ai_interview/console/draft_store";
import { makeAnswer, makeConsole, makeCriterion } from "./console_helpers";
import { printOf } from "@hr_ai_interview/console/drafts";
import { SAVE_DELAY } from "@hr_ai_interview/console/save_queue";
import { LOOK_DELAY } from "@hr_ai_interview/console/console_sync";
import { SUGGEST_DELAY } from "@hr_ai_interview/console/followup_box";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import {
    contains,
    getService,
    makeServerError,
    MockServer,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");
defineMailModels();

let data, refusal, fails, conflicts, missing, suggested;

beforeEach(() => {
    registry.category("actions").add("test_other", Other, { force: true });
    fails = false;
    refusal = "";
    conflicts = [];
    missing = [];
    suggested = [];
    data = makeConsole();
    onRpc("hr.interview", "*", ({ method, args }) => {
        if (fails) {
            throw fails;
        }
        return handlers[method](args[1], args[2]);
    });
});

const handlers = {
    get_console: () => {
        expect.step("load");
        return structuredClone(data);
    },
    record_answers: (rows) => {
        if (refusal) {
            throw makeServerError({ errorName: "odoo.exceptions.UserError", message: refusal });
        }
        rows.forEach((row) => expect.step(`answer ${row.answer_id}: ${row.text} @${row.revision}`));
        return { conflicts };
    },
    save_notes: (rows) => {
        rows.forEach((row) => expect.step(`note ${row.answer_id}: ${row.text} @${row.revision}`));
        return { conflicts: [] };
    },
    save_ratings: (rows) => {
        rows.forEach((row) => expect.step(`rating ${row.criterion_id}: ${row.score} ${row.comment}`.trim()));
        return { saved: rows.length };
    },
    submit_ratings: () => {
        expect.step("submit");
        return { submitted: !missing.length, missing };
    },
    suggest_followups: (answerId, text) => {
        suggested.push(text);
        return { followups: text.includes("vague") ? ["Which number?"] : [], flags: [] };
    },
    start: () => {
        expect.step("start");
        data.state = "running";
        return true;
    },
    finish: () => {
        expect.step("finish");
        data.state = "scoring";
        return true;
    },
};

async function mount() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "hr_ai_interview.console",
        context: { active_id: 5 },
    });
    expect.verifySteps(["load"]);
}

class Other extends Component {
    static template = xml`<div class="test_other"/>`;
    static props = ["*"];
}

const makeStore = () => new DraftStore(session.db, user.userId, 5);
const answerCopy = (values) => ({
    key: "answer/1",
    kind: "answer",
    answerId: 1,
    value: "from the closed tab",
    revision: 1,
    base: printOf(""),
    sent: [],
    at: 1,
    ...values,
});

async function save() {
    await advanceTime(SAVE_DELAY);
    await animationFrame();
}

async function type(selector, text) {
    await click(selector);
    await edit(text);
    await animationFrame();
}

async function pressAll(...keys) {
    for (const key of keys) {
        await press(key);
        await animationFrame();
    }
}

async function tell(message) {
    const arrived = new Deferred();
    getService("bus_service").subscribe("hr_interview/console", () => arrived.resolve());
    MockServer.env["bus.bus"]._sendone(serverState.partnerId, "hr_interview/console", message);
    await arrived;
    await advanceTime(LOOK_DELAY);
    await animationFrame();
}

const chosen = () => queryAll(".o_interview_scale .btn-check:checked").map((el) => el.value);
const status = () => queryOne(".o_interview_save_status").dataset.status;

test("answer and note save themselves; counts follow", async () => {
    await mount();
    expect(".o_interview_count_answered").toHaveText("Answered 0/2");
    await type("textarea[name=answer]", "We changed the pump");
    expect(status()).toBe("waiting");
    expect(".o_interview_count_answered").toHaveText("Answered 1/2");
    await type("textarea[name=note]", "calm");
    await save();
    expect.verifySteps(["answer 1: We changed the pump @1", "note 1: calm @1"]);
    expect(status()).toBe("saved");
    expect("textarea[name=answer]").toHaveValue("We changed the pump");
    await type("textarea[name=answer]", "We changed both pumps");
    await save();
    expect.verifySteps(["answer 1: We changed both pumps @2"]);
});

test("a lost connection is said, keeps the words, and is mended by the online event", async () => {
    await mount();
    fails = new ConnectionLostError("x");
    await type("textarea[name=answer]", "Words");
    await save();
    expect(status()).toBe("lost");
    expect(".o_interview_save_status").toHaveText(/Not saved yet: no connection, will retry/);
    expect(makeStore().readAll()[0].value).toBe("Words");
    fails = false;
    window.dispatchEvent(new Event("online"));
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["answer 1: Words @1", "load"]);
    expect(status()).toBe("saved");
    expect(makeStore().readAll()).toEqual([]);
});

test("words of a closed tab are back and are saved", async () => {
    makeStore().write(answerCopy());
    await mount();
    expect("textarea[name=answer]").toHaveValue("from the closed tab");
    expect(".o_interview_restored").toHaveCount(1);
    await save();
    expect.verifySteps(["answer 1: from the closed tab @1"]);
    expect(makeStore().readAll()).toEqual([]);
    await contains("button[name=dismiss_restored]").click();
    expect(".o_interview_restored").toHaveCount(0);
});

test("words of a closed tab that were stored after all are not asked about", async () => {
    makeStore().write(answerCopy({ value: "stored and more", sent: [printOf("stored")] }));
    Object.assign(data.answers[0], { text: "stored", revision: 2 });
    await mount();
    await save();
    expect.verifySteps(["answer 1: stored and more @2"]);
});

test("words of a closed tab on a text that was changed: both are shown", async () => {
    makeStore().write(answerCopy());
    Object.assign(data.answers[0], { text: "a colleague's words", revision: 2 });
    await mount();
    expect(".o_interview_conflict .o_interview_theirs").toHaveText("a colleague's words");
    await contains("button[name=join]").click();
    await save();
    expect.verifySteps(["answer 1: a colleague's words\n\nfrom the closed tab @2"]);
});

test("words that can no longer be saved are shown until they are thrown away", async () => {
    makeStore().write(answerCopy());
    makeStore().write(answerCopy({ key: "answer/9", answerId: 9, value: "of a question that is gone" }));
    data.can_edit = false;
    data.state = "decided";
    await mount();
    expect(queryAllTexts(".o_interview_stranded p").sort()).toEqual([
        "from the closed tab",
        "of a question that is gone",
    ]);
    await contains(".o_interview_stranded button[name=discard]").click();
    await contains(".o_interview_stranded button[name=discard]").click();
    expect(makeStore().readAll()).toEqual([]);
});

test("a conflict shows both texts; mine, theirs or both", async () => {
    await mount();
    conflicts = [{ answer_id: 1, revision: 4, text: "theirs" }];
    await type("textarea[name=answer]", "mine");
    await save();
    expect.verifySteps(["answer 1: mine @1"]);
    expect(status()).toBe("conflict");
    expect(".o_interview_theirs").toHaveText("theirs");
    expect("textarea[name=answer]").toHaveValue("mine");
    conflicts = [];
    await contains("button[name=keep_mine]").click();
    expect(".o_interview_conflict").toHaveCount(0);
    await save();
    expect.verifySteps(["answer 1: mine @4"]);
    expect(status()).toBe("saved");
});

test("taking their text puts it in place", async () => {
    await mount();
    conflicts = [{ answer_id: 1, revision: 4, text: "theirs" }];
    await type("textarea[name=answer]", "mine");
    await save();
    await contains("button[name=take_theirs]").click();
    await save();
    expect("textarea[name=answer]").toHaveValue("theirs");
    expect.verifySteps(["answer 1: mine @1"]);
});

test("what a colleague wrote appears, but never over words being typed", async () => {
    await mount();
    Object.assign(data.answers[0], { text: "from a colleague", revision: 2, author: "Bea" });
    await tell({ interview_id: 5, answer_id: 1, revision: 2 });
    expect.verifySteps(["load"]);
    expect("textarea[name=answer]").toHaveValue("from a colleague");
    await tell({ interview_id: 5, answer_id: 1, revision: 2 });
    await tell({ interview_id: 6, answer_id: 1, revision: 3 });
    expect.verifySteps([]);
    await type("textarea[name=answer]", "my own");
    Object.assign(data.answers[0], { text: "from a colleague, again", revision: 3 });
    conflicts = [{ answer_id: 1, revision: 3, text: "from a colleague, again" }];
    await tell({ interview_id: 5, answer_id: 1, revision: 3 });
    expect("textarea[name=answer]").toHaveValue("my own");
    await save();
    expect.verifySteps(["load", "answer 1: my own @2"]);
    expect(".o_interview_theirs").toHaveText("from a colleague, again");
});

test("keys rate and move; nothing fires while typing", async () => {
    data.answers[0].criteria.push(makeCriterion(12));
    await mount();
    await pressAll("7");
    expect(queryOne(".o_interview_rating_focused").dataset.criterion).toBe("12");
    await pressAll("x");
    expect(chosen()).toEqual(["7", "not_assessed"]);
    await pressAll("j");
    expect(".o_interview_position").toHaveText("2 of 2");
    await pressAll("=");
    expect(chosen()).toEqual(["10"]);
    expect(".o_interview_needs_comment").toHaveCount(1);
    await pressAll("c");
    await edit("All of it, 3 j k x 9");
    await pressAll("Escape", "k");
    expect(".o_interview_position").toHaveText("1 of 2");
    await save();
    expect.verifySteps(["rating 11: 7", "rating 12: false", "rating 21: 10 All of it, 3 j k x 9"]);
    await pressAll("?");
    await waitFor(".modal .o_interview_keys");
});

test("the anchor of the level under the mouse, the focus or the score", async () => {
    await mount();
    const text = () => queryAllTexts(".o_interview_anchor > *").map((line) => line.replace(/\s+/g, " "));
    expect(text()).toEqual(["Touch or point at a number to read what it means."]);
    await press("5");
    await animationFrame();
    expect(text()).toEqual(["5 is between 4 and 6", "4 Some of it", "6 Most of it"]);
    queryFirst(".o_interview_scale [data-level='10']").scrollIntoView();
    await contains(".o_interview_scale [data-level='10']").hover();
    expect(text().join(" ")).toMatch(/All of it/);
});

test("a comment is asked for at the ends, in place", async () => {
    await mount();
    await contains(".o_interview_scale [data-level='1']").click();
    expect(".o_interview_needs_comment").toHaveCount(1);
    await type("textarea[name=comment]", "Blamed others");
    expect(".o_interview_needs_comment").toHaveCount(0);
    await contains("button[name=take_back]").click();
    expect(chosen()).toEqual([]);
    await save();
    expect.verifySteps(["rating 11: false Blamed others"]);
    expect(".o_interview_rating").toHaveText(/kept in this browser until you give a score/);
});

test("submitting lists what is missing and leads there", async () => {
    await mount();
    await pressAll("9");
    await contains("button[name=submit]").click();
    expect(queryAllTexts(".o_interview_missing button")).toEqual([
        "Question 1, Criterion 11: a comment",
        "Question 2, Criterion 21: a score or “n/a”",
    ]);
    await contains(".o_interview_missing button:eq(1)").click();
    expect(".o_interview_position").toHaveText("2 of 2");
    await animationFrame();
    expect(document.activeElement.closest("[data-criterion='21']")).not.toBe(null);
    await contains("button[name=not_asked]").click();
    await contains(".o_interview_missing button").click();
    await animationFrame();
    expect(document.activeElement).toBe(queryOne("textarea[name=comment]"));
    await edit("Named the metric");
    await animationFrame();
    expect(".o_interview_missing").toHaveCount(0);

    data.is_submitted = true;
    data.answers[0].criteria[0].rating = { score: 9, status: "scored", comment: "Named the metric" };
    data.others = [
        {
            criterion_id: 11,
            rater: "Bea",
            kind: "human",
            score: 6,
            status: "scored",
            comment: "ok",
            evidence: [],
            reason: "",
            label: false,
        },
        {
            criterion_id: 11,
            rater: "offline",
            kind: "ai",
            score: 5,
            status: "scored",
            comment: "",
            evidence: [{ quote: "the pump" }],
            reason: "one number",
            label: "AI suggestion 1.0",
        },
    ];
    await contains("button[name=submit]").click();
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["rating 11: 9 Named the metric", "rating 21: false", "submit", "load"]);
    await waitFor(".o_interview_submitted");
    expect("button[name=submit]").toHaveCount(0);
    expect(queryOne(".o_interview_scale").disabled).toBe(true);
    expect(".o_interview_others[data-kind=human]").toHaveText(/Scores of your colleagues\s*Bea\s*6/);
    expect(".o_interview_others[data-kind=ai]").toHaveText(/AI suggestion 1.0\s*5/);
});

test("nothing is submitted while something is not saved", async () => {
    data.answers = [makeAnswer(1)];
    await mount();
    await pressAll("5");
    fails = new ConnectionLostError("x");
    await pressAll("s");
    await contains(".modal .btn-primary").click();
    await waitFor(".o_notification:contains(Something is not saved yet)");
    expect.verifySteps([]);
    expect(status()).toBe("lost");
});

test("a vague answer gets a follow-up after typing stops, or on demand", async () => {
    await mount();
    await type("textarea[name=answer]", "something vague");
    await save();
    await advanceTime(SUGGEST_DELAY - SAVE_DELAY);
    await animationFrame();
    expect.verifySteps(["answer 1: something vague @1"]);
    expect(suggested).toEqual(["something vague"]);
    expect(".o_interview_followups li").toHaveText("Which number?");
    await type("textarea[name=answer]", "97 percent in May");
    await pressAll("Escape", "f");
    expect(".o_interview_followups li").toHaveCount(0);
    expect(".o_interview_followups").toHaveText(/Nothing vague was found/);
    expect(suggested.at(-1)).toBe("97 percent in May");
});

test("a suggestion nobody asked for fails without a word, one that was asked for says why", async () => {
    await mount();
    await type("textarea[name=answer]", "something vague");
    await save();
    expect.verifySteps(["answer 1: something vague @1"]);
    fails = makeServerError({ errorName: "builtins.ValueError", message: "Broken" });
    await advanceTime(SUGGEST_DELAY);
    await animationFrame();
    fails = makeServerError({ errorName: "odoo.exceptions.UserError", message: "Not for this candidate." });
    await pressAll("Escape", "f");
    expect(".o_interview_followups .text-danger").toHaveText("Not for this candidate.");
});

test("without AI nothing is suggested", async () => {
    data.is_ai_stopped = true;
    await mount();
    expect(".o_interview_followups").toHaveCount(0);
    expect(".o_interview_ai_stopped").toHaveCount(1);
});

test("planned, running, scoring", async () => {
    Object.assign(data, { state: "planned", started_date: false });
    await mount();
    expect(".o_interview_readonly").toHaveText(/has not started/);
    expect(".o_interview_timer").toHaveCount(0);
    data.started_date = "2026-01-01 10:10:00";
    await contains("button[name=start]").click();
    expect.verifySteps(["start", "load"]);
    expect(".o_interview_state").toHaveText("Running");
    expect(".o_interview_readonly").toHaveCount(0);
    expect(".o_interview_console_header .o_interview_timer").toHaveText(/^0:0\d \/ 60′$/);
    await advanceTime(65500);
    await animationFrame();
    expect(".o_interview_console_header .o_interview_timer").toHaveText(/^1:\d\d \/ 60′$/);
    expect(".o_interview_question .o_interview_timer").toHaveText(/^1:\d\d \/ 5′$/);
    await contains("button[name=finish]").click();
    await contains(".modal .btn-primary").click();
    expect.verifySteps(["finish", "load"]);
    expect(".o_interview_state").toHaveText("Scoring");
    expect(".o_interview_timer").toHaveCount(0);
    expect("button[name=submit]").toHaveCount(1);
});

test("writing begins a planned interview", async () => {
    Object.assign(data, { state: "planned", started_date: false });
    await mount();
    await type("textarea[name=answer]", "Words");
    Object.assign(data, { state: "running", started_date: data.server_now });
    Object.assign(data.answers[0], { text: "Words", revision: 2 });
    await save();
    await animationFrame();
    expect.verifySteps(["answer 1: Words @1", "load"]);
    expect(".o_interview_state").toHaveText("Running");
});

test("taken off the panel while writing: the words stay, and the screen says why", async () => {
    await mount();
    await type("textarea[name=answer]", "Words");
    Object.assign(data, { is_panel: false, can_edit: false });
    refusal = "You are not on the panel.";
    await save();
    await animationFrame();
    expect.verifySteps(["load"]);
    expect(".o_interview_refusal").toHaveText("Not saved: You are not on the panel.");
    expect("textarea[name=answer]").toHaveValue("Words");
    expect(queryOne("textarea[name=answer]").readOnly).toBe(true);
    expect(".o_interview_readonly").toHaveText(/you can read it, not change it/);
    expect(makeStore().readAll()[0].value).toBe("Words");
});

test("an officer beside the panel writes answers and does not score", async () => {
    data.is_panel = false;
    await mount();
    expect(".o_interview_readonly").toHaveText(/write down answers, not score/);
    expect(queryOne("textarea[name=answer]").readOnly).toBe(false);
    expect("button[name=finish]").toHaveCount(1);
    expect("button[name=submit]").toHaveCount(0);
    expect(queryOne(".o_interview_scale").disabled).toBe(true);
});

test("when all scores are in, answers and notes are fixed", async () => {
    Object.assign(data, { state: "scoring", is_submitted: true, is_revealed: true });
    await mount();
    expect(queryAll("textarea").every((area) => area.readOnly)).toBe(true);
    expect("button[name=report]").toHaveCount(1);
});

test("a refused step shows its sentence", async () => {
    data.state = "planned";
    await mount();
    fails = makeServerError({ errorName: "odoo.exceptions.UserError", message: "It is over." });
    await contains("button[name=start]").click();
    await waitFor(".o_notification:contains(It is over.)");
});

test("who is not on the panel reads", async () => {
    Object.assign(data, { is_panel: false, can_edit: false });
    await mount();
    expect(".o_interview_readonly").toHaveText(/not on the panel/);
    expect("textarea[name=note]").toHaveCount(0);
    expect("button[name=submit]").toHaveCount(0);
    expect("button[name=finish]").toHaveCount(0);
    await pressAll("5");
    expect(chosen()).toEqual([]);
});

test("probes are ticked and stay so over a reload of the tab; role-play is shown", async () => {
    Object.assign(data.answers[0], {
        probes: ["And then?"],
        roleplay: {
            persona: "Angry customer",
            opening_line: "Where is it?",
            hidden_facts: ["Paid"],
            turns: ["Shouts"],
        },
    });
    await mount();
    await contains(".o_interview_probe input").click();
    expect(".o_interview_roleplay").toHaveText(/Angry customer[\s\S]*Where is it\?[\s\S]*Paid[\s\S]*Shouts/);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "hr_ai_interview.console",
        context: { active_id: 5 },
    });
    expect.verifySteps(["load"]);
    expect(".o_interview_probe input").toBeChecked();
});

test("links of other kinds than web addresses are left out", async () => {
    Object.assign(data, { video_url: "javascript:alert(1)", resume_url: "/web/content/7" });
    await mount();
    expect(queryAll(".o_interview_link").map((el) => el.getAttribute("href"))).toEqual(["/web/content/7"]);
});

test("leaving saves first", async () => {
    await mount();
    await type("textarea[name=answer]", "Last words");
    await getService("action").doAction({ type: "ir.actions.client", tag: "test_other" });
    expect.verifySteps(["answer 1: Last words @1"]);
});

test("leaving asks when something can be lost", async () => {
    await mount();
    patchWithCleanup(DraftStore.prototype, { write: () => false });
    fails = new ConnectionLostError("x");
    await type("textarea[name=answer]", "Last words");
    getService("action").doAction({ type: "ir.actions.client", tag: "test_other" });
    await contains(".modal .btn-secondary").click();
    expect("textarea[name=answer]").toHaveValue("Last words");
});
