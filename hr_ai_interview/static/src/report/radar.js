import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { _t } from "@web/core/l10n/translation";
import { getRadarConfig } from "./radar_config";

/** The dimensions of an interview against what the job expects. The table beside it has the numbers. */
export class InterviewRadar extends Component {
    static template = "hr_ai_interview.InterviewRadar";
    static props = { dimensions: Array };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const style = getComputedStyle(this.canvas.el);
                const config = getRadarConfig(this.props.dimensions, {
                    text: style.color,
                    grid: style.getPropertyValue("--border-color") || style.borderColor,
                });
                const chart = new Chart(this.canvas.el, config);
                return () => chart.destroy();
            },
            () => [this.props.dimensions]
        );
    }

    get label() {
        return _t("Scores by dimension; the table has the numbers.");
    }
}
