import { hexToRGBA } from "@web/core/colors/colors";
import { formatStatistic, isNumber } from "./learning_format";

/** Colours that the colour-blind can tell apart; each has a shape of its own as well. */
export const BLUE = "#0072b2";
export const ORANGE = "#d55e00";
export const GREEN = "#009e73";
export const PINK = "#cc79a7";
export const GREY = "#7f7f7f";

/**
 * A series of points with interval and n.
 *
 * @param {{label: string, color: string, shape: string}} look
 * @param {({value, low, high, n}|null)[]} points null where another series has the place
 * @param {string} kind of number, for the words beside the pointer
 */
export function makeSeries({ label, color, shape = "circle", dash = [] }, points, kind) {
    return {
        label: label.toString(),
        data: points.map((point) => (point && isNumber(point.value) ? point.value : null)),
        points,
        kind,
        borderColor: color,
        backgroundColor: hexToRGBA(color, 0.35),
        pointBackgroundColor: color,
        pointStyle: shape,
        borderDash: dash,
        borderWidth: 2,
        pointRadius: 5,
        pointHoverRadius: 7,
    };
}

/** What all charts have in common. ``onOpen(place)`` is called with the place that was clicked. */
export function makeOptions({ colors, isAcross = false, showN = true, scale, onOpen }) {
    const text = { ticks: { color: colors.text }, grid: { color: colors.grid } };
    const values = { ...text, ...scale };
    values.ticks = { ...text.ticks, ...values.ticks, maxRotation: 0 };
    // Half a place free at both ends, so that no whisker stands on the axis.
    const places = {
        ...text,
        offset: true,
        grid: { display: false },
        ticks: { color: colors.text, autoSkip: !isAcross },
    };
    return {
        indexAxis: isAcross ? "y" : "x",
        maintainAspectRatio: false,
        animation: false,
        spanGaps: true,
        layout: { padding: isAcross ? { right: 56 } : { top: 18 } },
        interaction: { mode: "nearest", axis: isAcross ? "y" : "x", intersect: false },
        scales: isAcross ? { x: { position: "top", ...values }, y: places } : { x: places, y: values },
        plugins: {
            legend: {
                position: "bottom",
                labels: { color: colors.text, usePointStyle: true, boxWidth: 10, boxHeight: 10 },
            },
            tooltip: { callbacks: { label: describe } },
            interviewIntervals: { showN, color: colors.text },
        },
        onHover: (ev, elements) => {
            if (onOpen) {
                ev.native.target.style.cursor = elements.length ? "pointer" : "";
            }
        },
        onClick: (_ev, elements) => {
            if (onOpen && elements.length) {
                onOpen(elements[0].index);
            }
        },
    };
}

function describe({ dataset, dataIndex }) {
    const point = dataset.points?.[dataIndex];
    return point ? `${dataset.label}: ${formatStatistic(dataset.kind, point)}` : dataset.label;
}

const percent = (value) => `${Math.round(100 * value)} %`;

/** The axis of a share. */
export function makeShareScale(colors) {
    return {
        min: 0,
        max: 1,
        ticks: { color: colors.text, stepSize: 0.2, callback: percent },
    };
}

/** The axis of a correlation: as wide as the intervals, always with 0. */
export function makeCorrelationScale(points, colors) {
    const ends = points
        .flatMap((point) => (point ? [point.low, point.high, point.value] : []))
        .filter(isNumber);
    return {
        min: Math.floor(5 * Math.min(-0.1, ...ends)) / 5,
        max: Math.ceil(5 * Math.max(0.5, ...ends)) / 5,
        ticks: { color: colors.text, stepSize: 0.2 },
    };
}
