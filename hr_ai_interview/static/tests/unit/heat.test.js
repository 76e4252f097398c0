import { describe, expect, test } from "@odoo/hoot";
import { getGaps, getLevel } from "@hr_ai_interview/coverage/heat";

describe.current.tags("headless");

const row = (name, weight, bank, cells) => ({ competency_id: name, name, weight, bank, cells });

test("levels stay within the scale", () => {
    expect([0, 1, 4, 40, -1].map(getLevel)).toEqual([0, 1, 4, 4, 0]);
});

test("gaps: weight without an approved question, or without a place in any kit", () => {
    const rounds = [{ kit_id: 1 }, { kit_id: false }];
    const competencies = [
        row("covered", 2, 3, [1, 0]),
        row("no question", 2, 0, [0, 0]),
        row("in no kit", 1, 2, [0, 0]),
        row("no weight", 0, 0, [0, 0]),
    ];
    const kinds = (coverage) => getGaps(coverage).map((gap) => [gap.name, gap.kind]);
    expect(kinds({ rounds, competencies })).toEqual([
        ["no question", "bank"],
        ["in no kit", "kits"],
    ]);
    // Before there is a kit, only the bank can be blamed.
    expect(kinds({ rounds: [], competencies })).toEqual([["no question", "bank"]]);
});
