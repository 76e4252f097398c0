import { _t } from "@web/core/l10n/translation";
import { hexToRGBA } from "@web/core/colors/colors";
import { hasScore } from "./score_format";

/** Colours that the colour-blind can tell apart; each has its own line and point as well. */
const LOOKS = {
    human: { label: _t("Interviewers"), color: "#0072b2", point: "circle", dash: [] },
    ai: { label: _t("AI suggestion"), color: "#d55e00", point: "triangle", dash: [6, 4] },
    expected: { label: _t("Expected"), color: "#009e73", point: "rect", dash: [2, 3] },
};
const SHORT = 18;
/** Fewer corners make no area: bars say it better. */
const MIN_CORNERS = 3;

/**
 * @param {{name: string, human: Object|false, ai: Object|false, expected: number|false}[]} dimensions
 * @param {{text: string, grid: string}} colors
 * @returns {Object} configuration of Chart.js
 */
export function getRadarConfig(dimensions, colors) {
    const values = {
        human: dimensions.map(({ human }) => human && human.score),
        ai: dimensions.map(({ ai }) => ai && ai.score),
        expected: dimensions.map(({ expected }) => expected),
    };
    const isRadar = dimensions.length >= MIN_CORNERS;
    const scale = {
        min: 0,
        max: 10,
        ticks: { stepSize: 2, color: colors.text, backdropColor: "transparent" },
        grid: { color: colors.grid },
        angleLines: { color: colors.grid },
        pointLabels: { color: colors.text },
    };
    return {
        type: isRadar ? "radar" : "bar",
        data: {
            labels: dimensions.map(({ name }) => shorten(name)),
            datasets: Object.keys(LOOKS)
                .filter((key) => values[key].some(hasScore))
                .map((key) => makeDataset(LOOKS[key], values[key])),
        },
        options: {
            maintainAspectRatio: false,
            animation: false,
            spanGaps: true,
            scales: isRadar ? { r: scale } : { y: scale, x: { ticks: { color: colors.text } } },
            plugins: { legend: { position: "bottom", labels: { color: colors.text, usePointStyle: true } } },
        },
    };
}

function makeDataset({ label, color, point, dash }, scores) {
    return {
        label: label.toString(),
        data: scores.map((score) => (hasScore(score) ? score : null)),
        borderColor: color,
        backgroundColor: hexToRGBA(color, 0.15),
        borderDash: dash,
        pointStyle: point,
        borderWidth: 2,
    };
}

function shorten(name) {
    const points = Array.from(name);
    return points.length > SHORT ? `${points.slice(0, SHORT).join("")}…` : name;
}
