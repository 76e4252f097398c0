import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import { WebClient } from "@web/webclient/webclient";
import { makeBoard, makeEmptyBoard } from "./learning_helpers";

describe.current.tags("desktop");
defineMailModels();

let board, isAdministrator;

beforeEach(() => {
    [board, isAdministrator] = [makeBoard(), true];
    patchWithCleanup(user, { hasGroup: async () => isAdministrator });
    onRpc("hr.interview.learning.run", "get_dashboard", ({ args }) => {
        expect.step(`board ${args[0].company_id}`);
        return board;
    });
});

async function open(tag = "hr_ai_interview.learning_dashboard") {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag });
}

test("figures stand with n, interval and status", async () => {
    await open();
    expect.verifySteps(["board 1"]);
    expect(".o_learning_outcomes").toHaveText(/80 outcomes; a reliable ranking needs about 150/);
    expect("button[name=open_outcomes]").toHaveCount(1);
    expect(".o_learning_figure:eq(0)").toHaveText(
        /62 %\s*Provisional\s*90 % interval: 50 % to 74 %; n = 6 questions/
    );
    expect(".o_learning_figure:eq(1)").toHaveText(/70 %\s*95 % interval: 59 % to 79 %; n = 80 hires/);
    expect(queryAllTexts(".o_learning_brakes li .fw-bold")).toEqual(["Enough outcomes", "Fairness"]);
    expect(".o_learning_brakes li:eq(0)").toHaveText(/failed\s*38 outcomes/);
});

test("too little says so instead of a number", async () => {
    const latest = {
        ...board.latest,
        hit_rate: 0.4,
        hit_status: "insufficient",
        success_ratio: false,
        n_success: 0,
    };
    board = makeBoard({ latest });
    await open();
    expect(".o_learning_figure:eq(0)").toHaveText(/Insufficient evidence\s*n = 6 questions/);
    expect(".o_learning_figure:eq(0)").not.toHaveText(/40/);
    expect(".o_learning_figure:eq(1)").toHaveText(/Insufficient evidence\s*n = 0 hires/);
    expect.verifySteps(["board 1"]);
});

test("an empty company has no chart and is told what to do", async () => {
    board = makeEmptyBoard();
    await open();
    expect(".o_learning_block").toHaveCount(0);
    expect("canvas").toHaveCount(0);
    expect(".o_learning_empty").toHaveText(/Record these outcomes, then make a run/);
    expect("button[name=print]").toHaveCount(0);
    expect.verifySteps(["board 1"]);
});

test("each chart has a table, and its rows open the history of a question", async () => {
    onRpc("hr.interview.learning.run", "get_question_history", ({ args }) => {
        expect.step(`history ${args[0].question_id} ${args[0].family_id}`);
        return {
            question_id: 7,
            code: "Q7",
            question: "Question 7?",
            family: "Maintenance",
            rows: [{ ...board.ledger[0], run_id: 2, date: "2026-02-01 08:00:00", weight: 1 }],
            table: board.tables.runs,
        };
    });
    await open();
    expect("[data-name=ledger] canvas[role=img]").toHaveCount(1);
    await contains("[data-name=ledger] button[name=toggle_table]").click();
    expect("[data-name=ledger] canvas").toHaveCount(0);
    expect(queryAllTexts("[data-name=ledger] tbody td")).toEqual(["0.31", "–"]);
    await contains("[data-name=ledger] tbody button:eq(0)").click();
    expect(".modal .o_learning_question").toHaveText("Question 7?");
    expect(".modal canvas").toHaveCount(1);
    patchWithCleanup(getService("action"), {
        doAction: ({ res_model: model, res_id: id }) => expect.step(`${model} ${id}`),
    });
    await contains(".modal button[name=open_question]").click();
    await animationFrame();
    expect(".modal").toHaveCount(0);
    expect.verifySteps(["board 1", "history 7 3", "hr.interview.question 7"]);
});

test("a run is asked for, and a refusal is said", async () => {
    let refuses = true;
    onRpc("hr.interview.learning.run", "run_cycle", () => {
        expect.step("run");
        if (refuses) {
            throw makeServerError({ errorName: "odoo.exceptions.UserError", message: "A run is under way." });
        }
        return { run_id: 3 };
    });
    await open();
    await contains("button[name=make_run]").click();
    await contains(".modal .btn-primary").click();
    expect(".o_learning_run .alert").toHaveText("A run is under way.");
    refuses = false;
    await contains("button[name=make_run]").click();
    await contains(".modal .btn-primary").click();
    expect(".o_learning_run .alert").toHaveCount(0);
    expect.verifySteps(["board 1", "run", "run", "board 1"]);
});

test("who may not make runs has no button", async () => {
    isAdministrator = false;
    await open();
    expect("button[name=make_run], button[name=open_outcomes]").toHaveCount(0);
    await contains("[data-name=time_to_hire] button[name=toggle_table]").click();
    expect("[data-name=time_to_hire] tbody button").toHaveCount(0);
    expect("a[href='/hr_ai_interview/learning/1.xlsx']").toHaveCount(1);
    expect.verifySteps(["board 1"]);
});

test("misses: people side by side, findings as sentences", async () => {
    const person = (id, kind) => ({
        applicant_id: id,
        name: `Person ${id}`,
        job: "Fitter",
        kind,
        composite: 8,
        outcome: 0.7,
        expected: 1.1,
        dimensions: [{ competency_id: 1, name: "Fault analysis", score: 9 }],
        answers: [{ question_id: 1, question: "Why?", text: `Words of ${id}`, score: 9 }],
    });
    onRpc("hr.interview.learning.run", "get_misses", () => ({
        n: 64,
        needed: 30,
        window_days: 180,
        criterion: "attainment",
        people: [person(1, "over"), person(2, "under")],
        dimensions: [{ competency_id: 1, kind: "over_rated", message: "Fault analysis is over-rated." }],
    }));
    await open("hr_ai_interview.learning_misses");
    expect(".o_learning_finding.alert-warning").toHaveText("Fault analysis is over-rated.");
    expect(".o_learning_person:eq(0)").toHaveText(/Score 8 of 10; result 70 %, expected 110 %/);
    expect(queryAllTexts(".o_learning_answer_text")).toEqual(["Words of 1", "Words of 2"]);
    patchWithCleanup(getService("action"), {
        doAction: ({ res_model: model, res_id: id }) => expect.step(`${model} ${id}`),
    });
    await contains("button[name=open_applicant]:eq(1)").click();
    expect.verifySteps(["hr.applicant 2"]);
});

test("misses with too few hires: how many are needed", async () => {
    onRpc("hr.interview.learning.run", "get_misses", () => ({
        n: 0,
        needed: 30,
        window_days: 180,
        criterion: "rating",
        people: [],
        dimensions: [],
    }));
    await open("hr_ai_interview.learning_misses");
    expect(".o_learning_empty").toHaveText(/at least 30 hires/);
});
