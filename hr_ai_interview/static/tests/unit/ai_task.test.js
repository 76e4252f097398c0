import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import { describe as describeBatch, sumUp } from "@hr_ai_interview/ai/ai_notice_service";
import {
    contains,
    defineModels,
    fields,
    getService,
    MockServer,
    mockService,
    models,
    mountView,
    mountWithCleanup,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

describe.current.tags("desktop");

class Order extends models.Model {
    _name = "order";
    batch = fields.Char();
    task_id = fields.Many2one({ relation: "order" });
    note = fields.Char();
    known_models = fields.Text();
    _records = [
        { id: 1, batch: "b1", task_id: 2, note: "first" },
        { id: 2, batch: "", note: "second", known_models: "big\nsmall" },
    ];
}

let tasks;

defineMailModels();
defineModels([Order]);
beforeEach(() => {
    tasks = [
        { id: 7, state: "done", job_id: [1, "Fitter"] },
        { id: 8, state: "done", job_id: [1, "Fitter"] },
    ];
    onRpc("hr.interview.ai.task", "search_read", () => {
        expect.step("read batch");
        return tasks;
    });
    onRpc("order", "web_read", () => {
        expect.step("load");
    });
});

/** Send a message and wait until it has come, the pause after it is over, and what follows is drawn. */
async function tell(message) {
    const arrived = new Deferred();
    getService("bus_service").subscribe("hr_interview/ai_task", () => arrived.resolve());
    MockServer.env["bus.bus"]._sendone(serverState.partnerId, "hr_interview/ai_task", {
        task_id: 7,
        batch: "b1",
        state: "done",
        message: "",
        ...message,
    });
    await arrived;
    await advanceTime(1000);
    await animationFrame();
}

const mountForm = (field) =>
    mountView({
        type: "form",
        resModel: "order",
        resId: 1,
        arch: `<form><field name="${field}" widget="interview_task_watch" readonly="1"/><field name="note"/></form>`,
    });

test("what is said about a batch", () => {
    const say = (...states) => {
        const batch = states.map((state) => ({ state, job_id: [1, "Fitter"] }));
        return describeBatch(sumUp(batch))?.type || null;
    };
    expect(say("done", "done")).toBe("success");
    expect(say("done", "failed", "cancelled")).toBe("warning");
    expect(say("failed", "cancelled")).toBe("danger");
    expect(say("done", "held")).toBe(null);
    expect(say("done", "queued")).toBe(null);
    expect(say("cancelled")).toBe(null);
    expect(say()).toBe(null);
});

test("a batch that nobody watches is announced once, with a way to its drafts", async () => {
    mockService("action", {
        loadAction: async (name) => ({ name }),
        doAction: ({ name, domain }) => expect.step([name, domain[0][2]].join(" ")),
    });
    await mountWithCleanup(WebClient);
    tasks[1].state = "running";
    await tell({ task_id: 7 });
    await expect.waitForSteps(["read batch"]);
    expect(".o_notification").toHaveCount(0);
    tasks[1].state = "done";
    await tell({ task_id: 8 });
    await expect.waitForSteps(["read batch"]);
    await waitFor(".o_notification");
    await tell({ task_id: 7 });
    await expect.waitForSteps(["read batch"]);
    await animationFrame();
    expect(".o_notification").toHaveCount(1);
    expect(".o_notification_content").toHaveText("The questions for Fitter are drafted.");
    await contains(".o_notification button:contains(Look at the drafts)").click();
    expect.verifySteps(["hr_ai_interview.hr_interview_question_action b1"]);
});

test("tasks without a batch, and open ones, are not announced", async () => {
    await mountWithCleanup(WebClient);
    await tell({ batch: false });
    await tell({ state: "queued" });
    expect.verifySteps([]);
    expect(".o_notification").toHaveCount(0);
});

test("the window of a batch loads anew and keeps the announcement away", async () => {
    await mountForm("batch");
    expect.verifySteps(["load"]);
    MockServer.env["order"].write([1], { note: "changed" });
    await tell();
    await expect.waitForSteps(["load"]);
    await animationFrame();
    expect(".o_field_widget[name=note] input").toHaveValue("changed");
    await tell({ batch: "other" });
    await expect.waitForSteps(["read batch"]);
});

test("a task of one's own is watched by its id", async () => {
    await mountForm("task_id");
    expect.verifySteps(["load"]);
    await tell({ task_id: 2, batch: false });
    await expect.waitForSteps(["load"]);
    await tell({ task_id: 3, batch: false });
    expect.verifySteps([]);
});

test("what was typed is not thrown away", async () => {
    await mountForm("batch");
    await contains(".o_field_widget[name=note] input").edit("typed");
    await tell();
    expect.verifySteps(["load"]);
    expect(".o_field_widget[name=note] input").toHaveValue("typed");
});

test("a window that is closed no longer listens", async () => {
    let watchers = 0;
    mockService("interview_ai_notice", {
        watch: () => {
            watchers++;
            return () => watchers--;
        },
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.act_window",
        res_model: "order",
        res_id: 1,
        views: [[false, "form"]],
        target: "new",
    });
    expect(watchers).toBe(1);
    await getService("action").doAction({ type: "ir.actions.act_window_close" });
    await animationFrame();
    expect(watchers).toBe(0);
    expect.verifySteps(["load"]);
});

Order._views = {
    form: `<form><field name="batch" widget="interview_task_watch" readonly="1"/></form>`,
};

test("a model is chosen from what is offered, or typed", async () => {
    await mountView({
        type: "form",
        resModel: "order",
        resId: 2,
        arch: `<form><field name="known_models" invisible="1"/>
            <field name="note" widget="interview_model_name"/></form>`,
    });
    await contains(".o_interview_choose_model").click();
    await contains(".o-dropdown-item:contains(small)").click();
    expect(".o_field_widget[name=note] input").toHaveValue("small");
    await contains(".o_field_widget[name=note] input").edit("other");
    expect(".o_field_widget[name=note] input").toHaveValue("other");
    expect.verifySteps(["load"]);
});
