/** What each table of the dashboard looks like as a chart: (board, colours, onOpen) -> Chart.js. */

import { _t } from "@web/core/l10n/translation";
import { wrapLabel } from "../report/radar_config";
import {
    BLUE,
    GREEN,
    GREY,
    makeCorrelationScale,
    makeOptions,
    makeSeries,
    makeShareScale,
    ORANGE,
    PINK,
} from "./chart_parts";

const VERDICTS = {
    keep: { label: _t("Keep"), color: GREEN, shape: "circle" },
    promote: { label: _t("Promote"), color: BLUE, shape: "triangle" },
    retire: { label: _t("Retire"), color: ORANGE, shape: "rectRot" },
    trial: { label: _t("Keep trying"), color: PINK, shape: "rect" },
    undecided: { label: _t("Undecided"), color: GREY, shape: "crossRot" },
};
const ROW = 26;
const AROUND = 90;
const BAND_LOOKS = [
    { color: ORANGE, shape: "rect" },
    { color: GREY, shape: "rect" },
    { color: BLUE, shape: "rect" },
];

/** Height of a chart with so many lines below each other. */
export function getHeight(lines) {
    return AROUND + ROW * lines;
}

export function makeRunsChart({ runs }, colors, onOpen) {
    const hits = runs.map((run) => ({
        value: run.hit_rate,
        low: run.hit_low,
        high: run.hit_high,
        n: run.n_in_use,
    }));
    const successes = runs.map((run) => ({
        value: run.success_ratio,
        low: run.success_low,
        high: run.success_high,
        n: run.n_success,
    }));
    return {
        type: "line",
        data: {
            labels: runs.map(({ date }) => date.slice(0, 10)),
            datasets: [
                makeSeries({ label: _t("Hit rate"), color: BLUE }, hits, "share"),
                makeSeries(
                    { label: _t("Success ratio"), color: ORANGE, shape: "triangle", dash: [6, 4] },
                    successes,
                    "share"
                ),
            ],
        },
        options: makeOptions({ colors, showN: false, scale: makeShareScale(colors), onOpen }),
    };
}

export function makeLedgerChart({ ledger }, colors, onOpen) {
    const points = ledger.map(({ validity, low, high, n, verdict }) => ({
        value: validity,
        low,
        high,
        n,
        verdict,
    }));
    const verdicts = Object.keys(VERDICTS).filter((verdict) =>
        points.some((point) => point.verdict === verdict)
    );
    return {
        type: "line",
        data: {
            labels: ledger.map(({ code, version }) => `${code} v${version}`),
            datasets: verdicts.map((verdict) => ({
                ...makeSeries(
                    VERDICTS[verdict],
                    points.map((point) => (point.verdict === verdict ? point : null)),
                    "number"
                ),
                showLine: false,
            })),
        },
        options: makeOptions({ colors, isAcross: true, scale: makeCorrelationScale(points, colors), onOpen }),
    };
}

export function makeBandsChart({ bands, tables }, colors) {
    const names = tables.bands.rows.slice(0, BAND_LOOKS.length).map((row) => row[1]);
    return {
        type: "bar",
        data: {
            labels: bands.map(({ name }) => wrapLabel(name)),
            datasets: names.map((label, place) =>
                makeSeries(
                    { label, ...BAND_LOOKS[place] },
                    bands.map((row) => row.bands[place]),
                    "share"
                )
            ),
        },
        options: makeOptions({ colors, isAcross: true, scale: makeShareScale(colors) }),
    };
}

export function makeChancesChart({ composite, tables }, colors) {
    const look = { label: _t("Met the target"), color: BLUE, shape: "rect" };
    return {
        type: "bar",
        data: {
            labels: tables.chances.rows.map((row) => wrapLabel(row[0])),
            datasets: [makeSeries(look, composite.chances, "share")],
        },
        options: makeOptions({ colors, isAcross: true, scale: makeShareScale(colors) }),
    };
}

export function makeCorrelationsChart({ composite, bands, kpis, tables }, colors) {
    const points = [composite, ...bands.map(({ r }) => r), ...kpis];
    return {
        type: "line",
        data: {
            labels: tables.correlations.rows.map((row) => wrapLabel(row[0])),
            datasets: [
                {
                    ...makeSeries({ label: _t("Correlation"), color: BLUE }, points, "number"),
                    showLine: false,
                },
            ],
        },
        options: makeOptions({ colors, isAcross: true, scale: makeCorrelationScale(points, colors) }),
    };
}

export function makeCalibrationChart({ predictor }, colors) {
    const rows = predictor.calibration;
    const series = makeSeries({ label: _t("Met the target"), color: BLUE }, rows, "share");
    const scale = makeShareScale(colors);
    const options = makeOptions({ colors, scale: { ...scale, title: title(_t("Met the target"), colors) } });
    return {
        type: "scatter",
        data: {
            datasets: [
                { ...series, data: rows.map(({ predicted, value }) => ({ x: predicted, y: value })) },
                {
                    label: _t("Perfect prediction").toString(),
                    data: [
                        { x: 0, y: 0 },
                        { x: 1, y: 1 },
                    ],
                    showLine: true,
                    pointStyle: "line",
                    pointRadius: 0,
                    borderColor: GREY,
                    borderDash: [4, 4],
                },
            ],
        },
        options: {
            ...options,
            scales: {
                x: { ...scale, grid: { color: colors.grid }, title: title(_t("Predicted"), colors) },
                y: options.scales.y,
            },
        },
    };
}

function title(text, colors) {
    return { display: true, text: text.toString(), color: colors.text };
}

export function makeTimeChart({ time_to_hire: months }, colors, onOpen) {
    const points = months.map(({ days, low, high, n }) => ({ value: days, low, high, n }));
    return {
        type: "bar",
        data: {
            labels: months.map(({ month }) => month),
            datasets: [makeSeries({ label: _t("Median days"), color: BLUE, shape: "rect" }, points, "days")],
        },
        options: makeOptions({
            colors,
            isAcross: true,
            scale: { min: 0, title: title(_t("Days"), colors) },
            onOpen,
        }),
    };
}

/** Validity of a question over its runs, and its weight beside it. */
export function makeHistoryChart({ rows }, colors, onOpen) {
    const points = rows.map(({ validity, low, high, n }) => ({ value: validity, low, high, n }));
    const weights = rows.map(({ weight }) => (weight === false ? null : weight));
    const options = makeOptions({ colors, scale: makeCorrelationScale(points, colors), onOpen });
    options.scales.y.title = title(_t("Validity"), colors);
    options.scales.weight = {
        position: "right",
        min: 0,
        grid: { display: false },
        ticks: { color: colors.text },
        title: title(_t("Weight"), colors),
    };
    return {
        type: "line",
        data: {
            labels: rows.map(({ date, version }) => [date.slice(0, 10), `v${version}`]),
            datasets: [
                makeSeries({ label: _t("Validity"), color: BLUE }, points, "number"),
                {
                    label: _t("Weight").toString(),
                    data: weights,
                    yAxisID: "weight",
                    stepped: true,
                    borderColor: ORANGE,
                    backgroundColor: ORANGE,
                    borderDash: [6, 4],
                    pointStyle: "triangle",
                    pointRadius: 4,
                },
            ],
        },
        options,
    };
}
