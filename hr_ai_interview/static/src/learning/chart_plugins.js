import { _t } from "@web/core/l10n/translation";
import { isNumber } from "./learning_format";

const CAP = 4;
const GAP = 5;

/**
 * Draws what a number must not be shown without: its interval as a whisker, and n beside it.
 *
 * A dataset holds ``points``: [{low, high, n, value}] in the order of its data; a point without value says
 * "insufficient" where its number would begin. ``showN`` of the options of the plugin writes n.
 */
export const intervalPlugin = {
    id: "interviewIntervals",
    beforeDatasetsDraw(chart, _args, { color }) {
        const values = chart.scales[chart.options.indexAxis === "y" ? "x" : "y"];
        if (values.min < 0) {
            drawZero(chart, values.getPixelForValue(0), color);
        }
    },
    afterDatasetsDraw(chart, _args, options) {
        chart.data.datasets.forEach((dataset, index) => {
            if (!dataset.points || !chart.isDatasetVisible(index)) {
                return;
            }
            chart.getDatasetMeta(index).data.forEach((element, place) => {
                const point = dataset.points[place];
                if (point) {
                    drawPoint(chart, element, point, dataset.borderColor, options);
                }
            });
        });
    },
};

/** The line of "no connection" stands out, whichever numbers the axis has room for. */
function drawZero({ ctx, chartArea: area, options }, at, color) {
    const isAcross = options.indexAxis === "y";
    ctx.save();
    ctx.strokeStyle = color;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(...(isAcross ? [at, area.top] : [area.left, at]));
    ctx.lineTo(...(isAcross ? [at, area.bottom] : [area.right, at]));
    ctx.stroke();
    ctx.restore();
}

function drawPoint(chart, element, point, color, options) {
    const { ctx } = chart;
    const isAcross = chart.options.indexAxis === "y";
    const scale = chart.scales[isAcross ? "x" : "y"];
    const at = isAcross ? element.y : element.x;
    const hasValue = isNumber(point.value);
    const hasInterval = hasValue && isNumber(point.low) && isNumber(point.high);
    ctx.save();
    if (hasInterval) {
        ctx.strokeStyle = color;
        ctx.lineWidth = 1.5;
        drawWhisker(ctx, isAcross, at, scale.getPixelForValue(point.low), scale.getPixelForValue(point.high));
    }
    if (options.showN || !hasValue) {
        ctx.fillStyle = options.color;
        ctx.font = `11px ${getComputedStyle(chart.canvas).fontFamily}`;
        const end = hasInterval ? Math.max(point.high, point.value) : hasValue ? point.value : scale.min;
        writeLabel(ctx, isAcross, at, scale.getPixelForValue(end), getLabel(point, isAcross));
    }
    ctx.restore();
}

function drawWhisker(ctx, isAcross, at, from, to) {
    const move = (along, across) => (isAcross ? [along, across] : [across, along]);
    ctx.beginPath();
    ctx.moveTo(...move(from, at));
    ctx.lineTo(...move(to, at));
    for (const end of [from, to]) {
        ctx.moveTo(...move(end, at - CAP));
        ctx.lineTo(...move(end, at + CAP));
    }
    ctx.stroke();
}

function getLabel({ value, n }, isAcross) {
    if (isNumber(value) || !isAcross) {
        return _t("n = %s", n);
    }
    return _t("insufficient evidence, n = %s", n);
}

function writeLabel(ctx, isAcross, at, end, label) {
    ctx.textAlign = isAcross ? "left" : "center";
    ctx.textBaseline = isAcross ? "middle" : "bottom";
    ctx.fillText(label, ...(isAcross ? [end + GAP, at] : [at, end - GAP]));
}
