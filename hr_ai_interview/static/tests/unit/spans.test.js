import { describe, expect, test } from "@odoo/hoot";
import {
    codePointLength,
    sliceCodePoints,
    splitTerm,
    toLineSegments,
    toSegments,
    worstSeverity,
} from "@hr_ai_interview/review/spans";

describe.current.tags("headless");

const texts = (segments) => segments.map((segment) => segment.text);

test("offsets count code points, not UTF-16 units", () => {
    const text = "👩‍🔧 and 𠮷野家 staff";
    const start = Array.from("👩‍🔧 and ").length;
    const span = { start, end: start + 3, severity: "warn" };
    expect(sliceCodePoints(text, span.start, span.end)).toBe("𠮷野家");
    expect(codePointLength("𠮷")).toBe(1);
    expect(texts(toSegments(text, [span]))).toEqual(["👩‍🔧 and ", "𠮷野家", " staff"]);
});

test("overlapping and nested spans are cut where the set of findings changes", () => {
    const segments = toSegments("abcdefgh", [
        { start: 1, end: 5, severity: "info" },
        { start: 3, end: 7, severity: "block" },
        { start: 3, end: 4, severity: "warn" },
    ]);
    expect(texts(segments)).toEqual(["a", "bc", "d", "e", "fg", "h"]);
    expect(segments.map((s) => s.marks)).toEqual([[], [0], [0, 1, 2], [0, 1], [1], []]);
    expect(segments.map((s) => s.severity)).toEqual(["", "info", "block", "block", "block", ""]);
    expect(segments.map((s) => s.starts)).toEqual([[], [0], [1, 2], [], [], []]);
});

test("spans beyond the text are cut off, empty and reversed ones left out", () => {
    expect(texts(toSegments("abc", [{ start: 2, end: 99, severity: "warn" }]))).toEqual(["ab", "c"]);
    expect(texts(toSegments("abc", [{ start: -4, end: 1, severity: "warn" }]))).toEqual(["a", "bc"]);
    expect(
        texts(
            toSegments("abc", [
                { start: 2, end: 2 },
                { start: 2, end: 1 },
            ])
        )
    ).toEqual(["abc"]);
    expect(toSegments("", [{ start: 0, end: 3 }])).toEqual([]);
});

test("joined segments give the text back", () => {
    const text = "¿Tiene usted hijos? 子供はいますか。😀";
    const spans = [0, 3, 7, 20, 25].map((start) => ({ start, end: start + 6, severity: "block" }));
    expect(texts(toSegments(text, spans)).join("")).toBe(text);
});

test("lines: offsets count in the lines joined by line feeds", () => {
    const lines = ["first 😀", "second bad line"];
    const start = Array.from("first 😀\nsecond ").length;
    const segments = toLineSegments(lines, [{ start, end: start + 3, severity: "block" }]);
    expect(texts(segments[0])).toEqual(["first 😀"]);
    expect(texts(segments[1])).toEqual(["second ", "bad", " line"]);
});

test("the worst severity wins", () => {
    expect(worstSeverity(["info", "block", "warn"])).toBe("block");
    expect(worstSeverity([])).toBe("");
    expect(worstSeverity([""])).toBe("");
});

test("the term of a source is found as a word first, in any case", () => {
    const hits = (excerpt, term) =>
        splitTerm(excerpt, term)
            .filter((part) => part.hit)
            .map((part) => part.text);
    expect(hits("Generate the Rate of scrap", "rate")).toEqual(["Rate"]);
    expect(hits("generated", "rate")).toEqual(["rate"]);
    expect(hits("降低废品率和返修率", "废品率")).toEqual(["废品率"]);
    expect(hits("anything", "")).toEqual([]);
    expect(splitTerm("", "x")).toEqual([{ text: "", hit: false }]);
});
