import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAll, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { makeAnswer, makeComparison, makeConsole } from "./console_helpers";

// Needs a window of a phone's width: run by TestPhone.
describe.current.tags("mobile");
defineMailModels();

beforeEach(() => {
    onRpc("hr.interview", "get_console", () =>
        makeConsole({
            name: "A very long name of an interview that has to be broken somewhere",
            answers: [
                makeAnswer(1, { question: "Averylongwordwithoutanyplacetobreakit".repeat(4) }),
                makeAnswer(2),
            ],
        })
    );
    onRpc("hr.applicant", "compare_interviews", () => makeComparison());
});

const open = async (tag, params) => {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag, params });
};
const sizes = (selector) => queryAll(selector).map((el) => el.getBoundingClientRect());
const isWide = (el) => el.scrollWidth > el.clientWidth + 1;

test("console: one column, nothing sideways, eleven levels and n/a in two rows for a thumb", async () => {
    await open("hr_ai_interview.console", { interview_id: 5 });
    expect(innerWidth).toBeLessThan(391);
    expect(
        [...document.querySelectorAll(".o_interview_console, .o_interview_console section")].some(isWide)
    ).toBe(false);
    const levels = sizes(".o_interview_scale label");
    expect(levels).toHaveLength(12);
    expect(Math.min(...levels.map(({ width }) => width))).toBeGreaterThan(40);
    expect(new Set(levels.map(({ top }) => Math.round(top))).size).toBe(2);
});

test("console: what is pressed is at least 40 px high", async () => {
    await open("hr_ai_interview.console", { interview_id: 5 });
    const low = sizes(".o_interview_console .btn:not(:hidden), .o_interview_scale label").filter(
        ({ height }) => height && height < 40
    );
    expect(low).toEqual([]);
});

test("console: the buttons to go on stay in sight", async () => {
    await open("hr_ai_interview.console", { interview_id: 5 });
    const { bottom, top } = queryOne(".o_interview_foot").getBoundingClientRect();
    expect(bottom).toBeLessThan(innerHeight + 1);
    expect(top).toBeGreaterThan(innerHeight / 2);
});

test("comparison: the table scrolls, its first column stays", async () => {
    await open("hr_ai_interview.compare", { applicant_ids: [1, 2, 3] });
    const scroll = queryOne(".o_interview_compare_scroll");
    expect(isWide(scroll)).toBe(true);
    expect(isWide(queryOne(".o_interview_compare"))).toBe(false);
    scroll.scrollLeft = 200;
    const [head] = sizes("th[scope=row]");
    expect(head.left).toBeLessThan(40);
    expect(queryAllTexts("th[scope=col]").length).toBe(4);
});
