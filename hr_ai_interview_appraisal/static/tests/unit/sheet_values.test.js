import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { SheetValues } from "@hr_ai_interview_appraisal/sheet_values";

describe.current.tags("headless");

const RATING = { rating_id: 5, name: "Cooperation" };
let values;

beforeEach(() => {
    values = new SheetValues();
});

test("nothing typed is nothing to send", () => {
    expect(values.isEmpty).toBe(true);
    expect(values.take()).toEqual({});
});

test("the last word for a row is sent, once", () => {
    values.setRating(RATING, { status: "scored", score: 4, comment: "" });
    values.setRating(RATING, { status: "scored", score: 0, comment: "Alone" });
    values.setKpi({ line_id: 3, name: "Downtime", status: "measured", actual: 0, comment: "" });
    expect(values.isEmpty).toBe(false);
    expect(values.take()).toEqual({
        ratings: [{ rating_id: 5, score: 0, comment: "Alone" }],
        kpis: [{ line_id: 3, actual: 0, comment: "" }],
    });
    expect(values.isEmpty).toBe(true);
});

test("not assessed, not measured and taken back are three things", () => {
    values.setRating(RATING, { status: "not_assessed", score: false, comment: "" });
    values.setKpi({ line_id: 3, status: "not_measured", actual: false, comment: "" });
    expect(values.take()).toEqual({
        ratings: [{ rating_id: 5, score: false, comment: "" }],
        kpis: [{ line_id: 3, actual: false, comment: "" }],
    });
    values.setRating(RATING, { status: "none", score: false, comment: "Hm" });
    values.setKpi({ line_id: 3, status: "none", actual: false, comment: "" });
    expect(values.take()).toEqual({
        ratings: [{ rating_id: 5, score: false, comment: "Hm", status: "none" }],
        kpis: [{ line_id: 3, actual: false, comment: "", status: "none" }],
    });
});

test("an emptied summary is sent too", () => {
    values.summary = "";
    expect(values.isEmpty).toBe(false);
    expect(values.take()).toEqual({ summary: "" });
});

test("what could not be saved comes back, but not over newer words", () => {
    values.setRating(RATING, { status: "scored", score: 4, comment: "" });
    values.setRating({ rating_id: 6 }, { status: "scored", score: 7, comment: "" });
    values.summary = "Old words";
    const sent = values.take();
    values.setRating(RATING, { status: "scored", score: 5, comment: "" });
    values.giveBack(sent);
    expect(values.take()).toEqual({
        ratings: [
            { rating_id: 5, score: 5, comment: "" },
            { rating_id: 6, score: 7, comment: "" },
        ],
        summary: "Old words",
    });
});
