import { Component } from "@odoo/owl";
import { SEVERITIES } from "./review_constants";
import { toSegments } from "./spans";

/** A text with its findings marked where they are; a number leads to the finding below. */
export class LintText extends Component {
    static template = "hr_ai_interview.LintText";
    static props = {
        text: { type: String, optional: true },
        findings: { type: Array, optional: true },
        segments: { type: Array, optional: true },
    };
    static defaultProps = { text: "", findings: [] };

    get segments() {
        return this.props.segments || toSegments(this.props.text, this.props.findings);
    }

    getClass(segment) {
        return segment.severity ? `o_interview_mark o_interview_mark_${segment.severity}` : "";
    }

    getTitle(segment) {
        return segment.marks
            .map((index) => this.props.findings[index])
            .map((finding) => `${SEVERITIES[finding.severity].label}: ${finding.message}`)
            .join("\n");
    }

    getNumber(index) {
        return this.props.findings[index].number || index + 1;
    }
}
