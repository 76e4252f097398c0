import { describe, expect, test } from "@odoo/hoot";
import { getKey, isConfirm } from "@hr_ai_interview/review/review_keys";

describe.current.tags("headless");

const press = (key, options = {}) => ({
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    repeat: false,
    ...options,
});

test("plain keys have a name", () => {
    expect(getKey(press("a"))).toBe("a");
    expect(getKey(press("A", { shiftKey: true }))).toBe("a");
    expect(getKey(press("3"))).toBe("3");
    expect(getKey(press("0"))).toBe("0");
    expect(getKey(press("="))).toBe("=");
    expect(getKey(press("?", { shiftKey: true }))).toBe("?");
    expect(getKey(press("ArrowRight"))).toBe("arrowright");
    expect(getKey(press("Escape"))).toBe("escape");
});

test("keys with a modifier, held down or of an input method are not ours", () => {
    for (const option of ["ctrlKey", "metaKey", "altKey", "repeat", "isComposing"]) {
        expect(getKey(press("a", { [option]: true }))).toBe("");
    }
    expect(getKey({})).toBe("");
    expect(getKey(press("+"))).toBe("");
    expect(getKey(press("F5"))).toBe("");
});

test("keyboards of other scripts: the key at the same place", () => {
    expect(getKey(press("ф", { code: "KeyA" }))).toBe("a");
    expect(getKey(press("&", { code: "Digit1" }))).toBe("1");
});

test("Ctrl+Enter and Cmd+Enter confirm", () => {
    expect(isConfirm(press("Enter", { ctrlKey: true }))).toBe(true);
    expect(isConfirm(press("Enter", { metaKey: true }))).toBe(true);
    expect(isConfirm(press("Enter"))).toBe(false);
    expect(isConfirm(press("Enter", { ctrlKey: true, isComposing: true }))).toBe(false);
});
