import { AttainmentField } from "@hr_ai_interview/outcome/attainment_field";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";

class Outcome extends models.Model {
    _name = "outcome";
    attainment = fields.Float();
    _records = [
        { id: 1, attainment: 0.5 },
        { id: 2, attainment: 0 },
    ];
}

defineMailModels();
defineModels([Outcome]);

test("an attainment that is there is a percentage, 0 % included", async () => {
    await mountView({
        type: "list",
        resModel: "outcome",
        arch: `<list><field name="attainment" widget="interview_attainment"/></list>`,
    });
    expect(queryAllTexts(".o_data_row .o_field_cell")).toEqual(["50%", "0%"]);
});

test("one that is absent is not shown as 0 %", () => {
    // The mock server makes 0 of it, so the component is asked directly.
    const field = Object.create(AttainmentField.prototype);
    field.props = { name: "attainment", record: { data: { attainment: false }, fields: {} } };
    expect(field.formattedValue).toBe("");
});
