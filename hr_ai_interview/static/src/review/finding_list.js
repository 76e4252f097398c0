import { Component } from "@odoo/owl";
import { SEVERITIES } from "./review_constants";

/** What the wording check found: severity, sentence, legal basis, and another wording. */
export class FindingList extends Component {
    static template = "hr_ai_interview.FindingList";
    static props = {
        findings: Array,
        fieldLabels: { type: Object, optional: true },
        onUse: { type: Function, optional: true },
    };
    static defaultProps = { fieldLabels: {} };

    setup() {
        this.severities = SEVERITIES;
    }

    /** A rewrite covers all findings of its text, so several can bring the same one. */
    isRepeated(finding, index) {
        return this.props.findings
            .slice(0, index)
            .some((other) => other.rewrite === finding.rewrite && other.field === finding.field);
    }

    /** A rewrite is the whole text, and only the question itself can be edited here. */
    canUse(finding) {
        return Boolean(this.props.onUse && finding.rewrite && (!finding.field || finding.field === "text"));
    }

    getFieldLabel(finding) {
        return finding.field && finding.field !== "text" ? this.props.fieldLabels[finding.field] : "";
    }
}
