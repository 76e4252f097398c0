import { registry } from "@web/core/registry";
import { PercentageField, percentageField } from "@web/views/fields/percentage/percentage_field";

/** A percentage that may be absent: Odoo's own shows "0%" where there is no number. */
export class AttainmentField extends PercentageField {
    get formattedValue() {
        return this.props.record.data[this.props.name] === false ? "" : super.formattedValue;
    }
}

registry.category("fields").add("interview_attainment", {
    ...percentageField,
    component: AttainmentField,
});
