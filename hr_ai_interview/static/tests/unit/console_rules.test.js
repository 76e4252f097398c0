import { describe, expect, test } from "@odoo/hoot";
import { getAnchors } from "@hr_ai_interview/console/anchors";
import { Clock, formatClock, getPace, parseUtc } from "@hr_ai_interview/console/clock";
import { getMissing, getMissingCode, needsComment, toRatingRow } from "@hr_ai_interview/console/ratings";
import { joinTexts, printOf } from "@hr_ai_interview/console/drafts";

describe.current.tags("headless");

const ANCHORS = { 0: "none", 4: "some", 6: "clear", 10: "all" };
const levels = (level) => getAnchors(ANCHORS, level).map((anchor) => anchor.level);
const scored = (score, comment = "") => ({ status: "scored", score, comment });

test("a level is described by its anchor, else by the nearest ones around it", () => {
    expect(getAnchors(ANCHORS, 4)).toEqual([{ level: 4, text: "some" }]);
    expect(levels(5)).toEqual([4, 6]);
    expect(levels(2)).toEqual([0, 4]);
    expect(levels(0)).toEqual([0]);
    expect(levels(10)).toEqual([10]);
});

test("at the ends of the scale there is one neighbour, without anchors none", () => {
    expect(getAnchors({ 4: "some", 6: "" }, 1)).toEqual([{ level: 4, text: "some" }]);
    expect(getAnchors({ 4: "some", 6: "" }, 9)).toEqual([{ level: 4, text: "some" }]);
    expect(getAnchors({}, 5)).toEqual([]);
});

test("a comment is needed at 2 and below, at 9 and above, and never without a score", () => {
    const wanting = [0, 1, 2, 3, 5, 8, 9, 10].filter((score) => needsComment(scored(score)));
    expect(wanting).toEqual([0, 1, 2, 9, 10]);
    expect(needsComment({ status: "not_assessed", score: false, comment: "" })).toBe(false);
    expect(needsComment({ status: "none", score: false, comment: "" })).toBe(false);
});

test("what a rating lacks", () => {
    expect(getMissingCode({ status: "none", score: false, comment: "" })).toBe("score");
    expect(getMissingCode({ status: "not_assessed", score: false, comment: "" })).toBe("");
    expect(getMissingCode(scored(0))).toBe("comment");
    expect(getMissingCode(scored(10, "  "))).toBe("comment");
    expect(getMissingCode(scored(10, "Named the metric"))).toBe("");
    const answers = [
        { answer_id: 1, criteria: [{ criterion_id: 11 }, { criterion_id: 12 }] },
        { answer_id: 2, criteria: [] },
    ];
    const ratings = { 11: scored(5), 12: scored(9) };
    expect(getMissing(answers, (answer, { criterion_id }) => ratings[criterion_id])).toEqual([
        { answer_id: 1, criterion_id: 12, code: "comment" },
    ]);
});

test("score 0 is a score; not assessed is sent as false; taking back says so", () => {
    const row = (value) => toRatingRow({ answerId: 1, criterionId: 2, value });
    expect(row(scored(0, "Nothing"))).toEqual({
        answer_id: 1,
        criterion_id: 2,
        score: 0,
        comment: "Nothing",
    });
    expect(row({ status: "not_assessed", score: false, comment: "" }).score).toBe(false);
    expect("status" in row({ status: "not_assessed", score: false, comment: "" })).toBe(false);
    expect(row({ status: "none", score: false, comment: "" }).status).toBe("none");
});

test("two versions are joined; one that contains the other is enough", () => {
    expect(joinTexts("First.", "Second.")).toBe("First.\n\nSecond.");
    expect(joinTexts("First. Second.", "Second.")).toBe("First. Second.");
    expect(joinTexts("First.", "First. More.")).toBe("First. More.");
    expect(joinTexts("", "Mine")).toBe("Mine");
});

test("the print of a text does not see line ends and outer spaces", () => {
    expect(printOf("a\r\nb ")).toBe(printOf("a\nb"));
    expect(printOf("a")).not.toBe(printOf("b"));
});

test("clock: the server's time counts, not the device's", () => {
    let now = 1_000_000;
    const clock = new Clock(() => now);
    expect(clock.elapsed).toBe(0);
    clock.sync("2026-01-01 10:00:00", "2026-01-01 10:05:00");
    expect(clock.elapsed).toBe(300);
    now += 5000;
    expect(clock.elapsed).toBe(305);
    clock.sync(false, "2026-01-01 10:05:00");
    expect(clock.elapsed).toBe(0);
    expect(parseUtc("2026-01-01 00:00:00")).toBe(Date.UTC(2026, 0, 1));
});

test("clock: time of a question adds up over visits", () => {
    let now = 0;
    const clock = new Clock(() => now);
    clock.spent = { 7: 10 };
    clock.show(7);
    now = 4000;
    expect(clock.getSpent(7)).toBe(14);
    clock.show(8);
    now = 5000;
    expect(clock.snapshot()).toEqual({ 7: 14, 8: 1 });
    clock.show(false);
    now = 9000;
    expect(clock.snapshot()).toEqual({ 7: 14, 8: 1 });
});

test("clock: how time is written and when it gets short", () => {
    expect(formatClock(67.9)).toBe("1:07");
    expect(formatClock(3723)).toBe("1:02:03");
    expect(formatClock(-1)).toBe("0:00");
    expect([0, 239, 240, 300, 301].map((seconds) => getPace(seconds, 5))).toEqual([
        "ok",
        "ok",
        "near",
        "near",
        "over",
    ]);
    expect(getPace(9999, 0)).toBe("ok");
});
