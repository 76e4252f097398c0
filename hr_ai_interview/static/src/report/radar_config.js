import { _t } from "@web/core/l10n/translation";
import { hexToRGBA } from "@web/core/colors/colors";
import { hasScore } from "./score_format";

/** Colours that the colour-blind can tell apart; each has its own line and point as well. */
const LOOKS = {
    human: { label: _t("Interviewers"), color: "#0072b2", point: "circle", dash: [] },
    ai: { label: _t("AI suggestion"), color: "#d55e00", point: "triangle", dash: [6, 4] },
    expected: { label: _t("Expected"), color: "#009e73", point: "rect", dash: [2, 3] },
};
/** Width of a line of a label, in Latin letters; a Chinese character is as wide as two. */
const LINE = 16;
const MAX_LINES = 3;
/** What a line may break behind or before. */
const PIECES = /[^\s\u3000-\u9fff\uff00-\uffef]+\s*|[\u3000-\u9fff\uff00-\uffef]\s*/g;
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
            labels: dimensions.map(({ name }) => wrapLabel(name)),
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

/** @returns {string[]} the lines of a label, the last one cut when there are too many */
export function wrapLabel(name) {
    const lines = [""];
    for (const piece of name.match(PIECES) || []) {
        if (lines.at(-1) && getWidth(lines.at(-1) + piece.trimEnd()) > LINE) {
            lines.push("");
        }
        lines[lines.length - 1] += piece;
    }
    const kept = lines.slice(0, MAX_LINES).map((line) => line.trim());
    if (lines.length > MAX_LINES) {
        kept[MAX_LINES - 1] += "…";
    }
    return kept;
}

function getWidth(text) {
    return Array.from(text).reduce((sum, char) => sum + (char > "\u2fff" ? 2 : 1), 0);
}
