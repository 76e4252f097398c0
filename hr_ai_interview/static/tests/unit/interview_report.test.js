import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { locate, toEvidenceSegments } from "@hr_ai_interview/report/evidence";
import { getRadarConfig, wrapLabel } from "@hr_ai_interview/report/radar_config";
import { formatRange, formatRating, formatScore } from "@hr_ai_interview/report/score_format";
import {
    contains,
    getService,
    makeMockEnv,
    makeServerError,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { makeComparison, makeDecision, makeReport } from "./console_helpers";

describe.current.tags("desktop");
defineMailModels();

let report, comparison;

beforeEach(() => {
    report = makeReport();
    comparison = () => makeComparison();
    onRpc("hr.interview", "get_report", ({ args }) => {
        expect.step(`report ${args[0]}`);
        return [report];
    });
    onRpc("hr.applicant", "compare_interviews", ({ args }) => comparison(args[0]));
});

async function open(tag, action) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag, ...action });
}

const COLORS = { text: "#000", grid: "#ccc" };

test("0 is a score, false is none", async () => {
    await makeMockEnv();
    expect(formatScore(0)).toBe("0");
    expect(formatScore(6.5)).toBe("6.5");
    expect(formatScore(5.98)).toBe("6.0");
    expect(formatScore(false)).toBe("–");
    expect(formatRating({ score: 0, status: "scored" })).toBe("0");
    expect(formatRating({ score: false, status: "not_assessed" })).toBe("Not assessed");
    expect(formatRange({ low: 0, high: 7 })).toBe("0–7");
    expect(formatRange({ low: 8, high: 8.97 })).toBe("8.0–9.0");
    expect(formatRange({ low: false, high: false })).toBe("");
});

test("evidence is marked where its quote stands, also when the answer was changed", () => {
    const text = "😀 We saved 12 %.";
    expect(locate(text, [{ quote: "saved 12 %", start: 5, end: 15 }])).toEqual([{ start: 5, end: 15 }]);
    expect(locate(text, [{ quote: "saved 12 %", start: 0, end: 10 }])).toEqual([{ start: 5, end: 15 }]);
    expect(locate(text, [{ quote: "gone", start: 0, end: 4 }])).toEqual([]);
    const marked = toEvidenceSegments(report.answers[0]).filter(({ marks }) => marks.length);
    expect(marked.map((segment) => segment.text)).toEqual(["saved 12 %"]);
});

test("labels of the radar break into lines", () => {
    expect(wrapLabel("Fault analysis")).toEqual(["Fault analysis"]);
    expect(wrapLabel("Working with customers and suppliers")).toEqual([
        "Working with",
        "customers and",
        "suppliers",
    ]);
    expect(wrapLabel("与客户和供应商打交道")).toEqual(["与客户和供应商打", "交道"]);
    expect(wrapLabel("Donaudampfschifffahrtsgesellschaft of the upper river and the lower river")).toEqual([
        "Donaudampfschifffahrtsgesellschaft",
        "of the upper",
        "river and the…",
    ]);
    expect(wrapLabel("")).toEqual([""]);
});

test("the radar leaves out what has no score; two dimensions are bars", async () => {
    await makeMockEnv();
    const config = getRadarConfig(report.dimensions, COLORS);
    expect(config.type).toBe("bar");
    expect(config.data.datasets.map(({ label, data }) => [label, data])).toEqual([
        ["Interviewers", [0, null]],
        ["AI suggestion", [5.5, null]],
        ["Expected", [7, null]],
    ]);
    const three = [...report.dimensions, { name: "C", human: false, ai: false, expected: false }];
    expect(getRadarConfig(three, COLORS).type).toBe("radar");
    expect(getRadarConfig([], COLORS).data.datasets).toEqual([]);
});

test("the report: people and AI apart, evidence marked, agreement with its number", async () => {
    report.decision = makeDecision();
    await open("hr_ai_interview.interview_report", { context: { active_id: 5 } });
    expect.verifySteps(["report 5"]);
    expect(".o_interview_radar canvas").toHaveCount(1);
    expect(queryAllTexts(".o_interview_human .fw-bold")).toEqual(["0", "–"]);
    expect(".o_interview_human:first").toHaveText(/0–0; n = 2 raters; 3 of 4 scores/);
    expect("td.o_interview_ai:first").toHaveText(/^5.5\s*3 of 4 scores$/);
    expect(".o_interview_adjusted").toHaveText(/: 0.25 \(as given: 0; n ≥ 12 scores/);
    expect("mark.o_interview_evidence").toHaveText("saved 12 %");
    expect(".o_interview_ratings[data-kind=human]").toHaveText(/0\s*Bea/);
    expect(".o_interview_ratings[data-kind=ai]").toHaveText(
        /AI suggestion[\s\S]*5.5[\s\S]*offline[\s\S]*1.2/
    );
    expect(".o_interview_ratings[data-kind=ai]").toHaveText(/Unstable, withheld/);
    expect(".o_interview_answer .text-bg-warning").toHaveText("Off-topic");
    expect(queryAllTexts(".o_interview_remark")).toEqual(["The answer was changed after this score."]);
    expect(".o_interview_agreement[data-kind=human]").toHaveText(
        "Agreement of the interviewers: ICC 0.71 (0.40 to 0.88); mean difference 0.90; n = 8 pairs"
    );
    expect(".o_interview_agreement[data-kind=ai]").toHaveText(/insufficient data for an ICC; n = 1 pairs/);
    expect(".o_interview_decided").toHaveText(/Hire[\s\S]*Strongest evidence[\s\S]*Dissent of Bea/);
});

test("before the scores are open the report says so and shows none", async () => {
    Object.assign(report, {
        is_revealed: false,
        dimensions: [],
        composite: { human: false, ai: false, coverage: 0 },
        panel: [{ user_id: 3, name: "Bea", is_submitted: false }],
    });
    report.answers[0].criteria[0].ratings = [];
    await open("hr_ai_interview.interview_report", { params: { interview_id: 5 } });
    expect.verifySteps(["report 5"]);
    expect(".o_interview_blind").toHaveCount(1);
    expect(".o_interview_waiting").toHaveText("Not submitted yet: Bea");
    expect(".o_interview_dimensions").toHaveCount(0);
    expect(".o_interview_ratings").toHaveCount(0);
});

test("candidates side by side: scores, evidence, gaps, and the way to the report", async () => {
    await open("hr_ai_interview.compare", { context: { active_ids: [1, 2, 3] } });
    expect(queryAllTexts("thead th")).toEqual(["Dimension", "Candidate 1", "Candidate 2", "Candidate 3"]);
    expect(queryOne("tbody tr:nth-child(2)")).toHaveText(/evidence 1[\s\S]*evidence 2/);
    expect(".o_interview_gap").toHaveCount(3);
    expect("tbody tr:nth-child(2) td:eq(0)").toHaveText(/^0\s*0–7 \(n = 2\)\s*AI suggestion: 5/);
    expect(".o_interview_compare_total td:eq(2)").toHaveText(/^–/);
    patchWithCleanup(getService("action"), {
        doAction: ({ tag, params }) => expect.step(`${tag} ${params.interview_id}`),
    });
    await contains("button[name=open_report]:eq(1)").click();
    expect.verifySteps(["hr_ai_interview.interview_report 52"]);
});

test("candidates that cannot be compared: the sentence of the server", async () => {
    comparison = () => {
        throw makeServerError({ errorName: "odoo.exceptions.UserError", message: "Compare from 2 to 6." });
    };
    await open("hr_ai_interview.compare", { params: { applicant_ids: [1] } });
    expect(".o_interview_compare .alert").toHaveText("Compare from 2 to 6.");
});
