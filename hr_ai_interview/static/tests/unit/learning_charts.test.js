import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    makeBandsChart,
    makeCalibrationChart,
    makeCorrelationsChart,
    makeHistoryChart,
    makeLedgerChart,
    makeRunsChart,
    makeTimeChart,
} from "@hr_ai_interview/learning/charts";
import { makeCorrelationScale } from "@hr_ai_interview/learning/chart_parts";
import { intervalPlugin } from "@hr_ai_interview/learning/chart_plugins";
import { formatCell, formatStatistic } from "@hr_ai_interview/learning/learning_format";
import { formatOutcome, groupAnswers } from "@hr_ai_interview/learning/misses";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { makeBoard, makeEntry, makeRun } from "./learning_helpers";

describe.current.tags("desktop");

// Words are translated, for which an environment has to be there.
beforeEach(() => makeMockEnv());

const COLORS = { text: "#000", grid: "#ccc" };
const board = makeBoard();

test("0 is a number, false is none", () => {
    expect(formatCell("share", 0)).toBe("0 %");
    expect(formatCell("share", 0.625)).toBe("63 %");
    expect(formatCell("number", -0.314)).toBe("-0.31");
    expect(formatCell("number", false)).toBe("–");
    expect(formatCell("number_range", [0.1, 0.48])).toBe("0.10 to 0.48");
    expect(formatCell("share_range", false)).toBe("–");
    expect(formatCell("text", "")).toBe("");
});

test("no number is written without n", () => {
    expect(formatStatistic("number", { value: 0.31, low: 0.12, high: 0.48, n: 64 })).toBe(
        "0.31 (0.12 to 0.48), n = 64"
    );
    expect(formatStatistic("days", { value: 31, low: false, high: false, n: 1 })).toBe("31.0, n = 1");
    expect(formatStatistic("share", { value: false, low: false, high: false, n: 4 })).toBe(
        "insufficient evidence, n = 4"
    );
});

test("each verdict has a colour, a shape and its own places", () => {
    const { data, options } = makeLedgerChart(board, COLORS, (place) => expect.step(place));
    expect(data.labels).toEqual(["Q7 v1", "Q8 v1"]);
    expect(data.datasets.map(({ data: values }) => values)).toEqual([
        [0.31, null],
        [null, null],
    ]);
    expect(data.datasets[0].pointStyle).not.toBe(data.datasets[1].pointStyle);
    expect(data.datasets[0].points).toEqual([
        { value: 0.31, low: 0.12, high: 0.48, n: 64, verdict: "keep" },
        null,
    ]);
    options.onClick({}, [{ index: 1 }]);
    options.onClick({}, []);
    expect.verifySteps([1]);
});

test("the axis of correlations holds every interval and 0", () => {
    const points = [
        makeEntry(1, { low: -0.42, high: 0.71 }),
        null,
        makeEntry(2, { low: false, high: false }),
    ];
    const { min, max } = makeCorrelationScale(points, COLORS);
    expect([min, max]).toEqual([-0.6, 0.8]);
    expect(makeCorrelationScale([], COLORS).min).toBe(-0.2);
});

test("shares of bands without enough people are not drawn", () => {
    const { data } = makeBandsChart(board, COLORS);
    expect(data.datasets.map((series) => series.data)).toEqual([[null], [0.5], [0.9]]);
    expect(data.datasets.map((series) => series.points[0].n)).toEqual([4, 40, 20]);
});

test("runs without a hit rate leave a gap", () => {
    const runs = [makeRun(1, { hit_rate: false, hit_low: false, hit_high: false }), makeRun(2)];
    const [hits, successes] = makeRunsChart({ runs }, COLORS).data.datasets;
    expect(hits.data).toEqual([null, 0.62]);
    expect(successes.data).toEqual([0.7, 0.7]);
});

test("other charts take their numbers from the board", () => {
    expect(makeCorrelationsChart(board, COLORS).data.datasets[0].data).toEqual([0.3, 0.3]);
    expect(makeCalibrationChart(board, COLORS).data.datasets[0].data).toEqual([{ x: 0.6, y: 0.7 }]);
    expect(makeTimeChart(board, COLORS).data.datasets[0].data).toEqual([31]);
    const rows = [{ ...makeEntry(7), date: "2026-01-01 08:00:00", weight: 1 }];
    const [validity, weight] = makeHistoryChart({ rows }, COLORS).data.datasets;
    expect([validity.data, weight.data]).toEqual([[0.31], [1]]);
});

test("intervals and n are drawn; without a value the words stand there", () => {
    const canvas = document.createElement("canvas");
    const written = [];
    let lines = 0;
    const ctx = {
        save() {},
        restore() {},
        beginPath() {},
        moveTo() {},
        lineTo: () => lines++,
        stroke() {},
        fillText: (text, x) => written.push([text, x]),
    };
    const { data } = makeBandsChart(board, COLORS);
    const chart = {
        ctx,
        canvas,
        data,
        options: { indexAxis: "y" },
        scales: { x: { min: 0, getPixelForValue: (value) => 100 * value } },
        isDatasetVisible: () => true,
        getDatasetMeta: () => ({ data: [{ x: 0, y: 10 }] }),
    };
    intervalPlugin.afterDatasetsDraw(chart, {}, { showN: true, color: "#000" });
    expect(lines).toBe(6);
    expect(written).toEqual([
        ["insufficient evidence, n = 4", 5],
        ["n = 40", 70],
        ["n = 20", 102],
    ]);
});

test("answers to one question stand side by side, shared questions first", () => {
    const answer = (id, text) => ({ question_id: id, question: `Q${id}`, text, score: 0 });
    const rows = groupAnswers([
        { kind: "over", name: "Ann", applicant_id: 1, answers: [answer(1, "a"), answer(2, "b")] },
        { kind: "under", name: "Ben", applicant_id: 2, answers: [answer(2, "c")] },
    ]);
    expect(rows.map(({ questionId }) => questionId)).toEqual([2, 1]);
    expect(rows[0].over[0]).toEqual({ id: 1, name: "Ann", text: "b", score: 0 });
    expect(rows[0].under[0].text).toBe("c");
    expect(formatOutcome("attainment", 1.04)).toBe("104 %");
    expect(formatOutcome("rating", 6)).toBe("6.0");
});
