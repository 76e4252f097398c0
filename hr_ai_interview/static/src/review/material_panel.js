import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { LintText } from "./lint_text";
import { Rubric } from "./rubric";
import { splitTerm, toLineSegments, toSegments } from "./spans";

/** All that belongs to the question: rubric, probes, role-play, why it was drafted, what it serves. */
export class MaterialPanel extends Component {
    static template = "hr_ai_interview.MaterialPanel";
    static components = { LintText, Rubric };
    static props = { card: Object, labels: Object, onTry: { type: Function, optional: true } };

    get numbered() {
        return this.props.card.findings.map((finding, index) => ({ ...finding, number: index + 1 }));
    }

    getFindings(field) {
        return this.numbered.filter((finding) => finding.field === field);
    }

    getLines(field, lines) {
        return toLineSegments(lines, this.getFindings(field));
    }

    getSegments(field, text) {
        return toSegments(text, this.getFindings(field));
    }

    splitTerm(source) {
        return splitTerm(source.excerpt || "", source.term || "");
    }

    get tags() {
        const { tags } = this.props.card;
        return [
            { label: _t("Job position"), values: tags.job ? [tags.job] : [] },
            { label: _t("Only for"), values: tags.applicant ? [tags.applicant] : [] },
            { label: _t("KPIs"), values: tags.kpis },
            { label: _t("Competencies"), values: tags.competencies },
            { label: _t("Skills"), values: tags.skills },
        ].filter((group) => group.values.length);
    }

    get htmlLang() {
        return this.props.card.lang.replace("_", "-");
    }
}
