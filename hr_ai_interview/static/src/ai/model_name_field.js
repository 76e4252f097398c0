import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";

/** The name of a model: chosen from what the provider offers (``known_models``), or typed. */
export class ModelNameField extends CharField {
    static template = "hr_ai_interview.ModelNameField";
    static components = { ...CharField.components, Dropdown, DropdownItem };

    get models() {
        return (this.props.record.data.known_models || "").split("\n").filter(Boolean);
    }

    choose(name) {
        return this.props.record.update({ [this.props.name]: name });
    }
}

export const modelNameField = {
    ...charField,
    component: ModelNameField,
    displayName: _t("Name of a model"),
};

registry.category("fields").add("interview_model_name", modelNameField);
