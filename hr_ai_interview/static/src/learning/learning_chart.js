import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { intervalPlugin } from "./chart_plugins";

/** A chart; the table beside it has the numbers. */
export class LearningChart extends Component {
    static template = "hr_ai_interview.LearningChart";
    static props = {
        make: Function,
        data: Object,
        label: String,
        height: { type: Number, optional: true },
        onOpen: { type: Function, optional: true },
    };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            (data) => {
                const style = getComputedStyle(this.canvas.el);
                const colors = {
                    text: style.color,
                    grid: style.getPropertyValue("--border-color") || style.borderColor,
                };
                const config = this.props.make(data, colors, this.props.onOpen);
                const chart = new Chart(this.canvas.el, { ...config, plugins: [intervalPlugin] });
                return () => chart.destroy();
            },
            () => [this.props.data]
        );
    }
}
