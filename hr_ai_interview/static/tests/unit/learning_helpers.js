/** What hr.interview.learning.run.get_dashboard answers in tests. */

const table = (title, columns, rows) => ({
    title,
    note: `About ${title}`,
    columns: columns.map(([label, kind]) => ({ label, kind })),
    rows,
});

export const makeRun = (id, values = {}) => ({
    run_id: id,
    name: `Learning run ${id}`,
    date: `2026-0${id}-01 08:00:00`,
    state: "proposed",
    effective_date: false,
    n_people: 160,
    n_pairs: 80,
    hit_rate: 0.62,
    hit_low: 0.5,
    hit_high: 0.74,
    hit_status: "provisional",
    n_in_use: 6,
    success_ratio: 0.7,
    success_low: 0.59,
    success_high: 0.79,
    n_success: 80,
    quality: 97,
    is_held: false,
    ...values,
});

export const makeEntry = (id, values = {}) => ({
    question_id: id,
    job_family_id: 3,
    code: `Q${id}`,
    version: 1,
    question: `Question ${id}?`,
    validity: 0.31,
    low: 0.12,
    high: 0.48,
    n: 64,
    status: "provisional",
    verdict: "keep",
    ...values,
});

const band = (lower, upper, values) => ({ lower, upper, ...values });
const BANDS = [
    band(false, 6, { n: 4, value: false, low: false, high: false, status: "insufficient" }),
    band(6, 8, { n: 40, value: 0.5, low: 0.35, high: 0.65, status: "ok" }),
    band(8, false, { n: 20, value: 0.9, low: 0.7, high: 0.97, status: "ok" }),
];
const R = { value: 0.3, low: 0.1, high: 0.5, n: 64, status: "ok" };
const SCORE = ["Score", "text"];
const MET = [
    ["Met", "share"],
    ["Interval", "share_range"],
    ["n", "count"],
];

function makeTables({ runs, ledger, bands, composite, gates, time_to_hire: months, predictor }) {
    const say = (row) => [row.value, row.low === false ? false : [row.low, row.high], row.n];
    return {
        runs: table(
            "Runs",
            [["Run", "text"]],
            runs.map(({ name }) => [name])
        ),
        ledger: table(
            "Ledger",
            [
                ["Question", "text"],
                ["Validity", "number"],
            ],
            ledger.map(({ code, validity }) => [code, validity])
        ),
        bands: table(
            "Bands",
            [["Dimension", "text"], SCORE, ...MET],
            bands.flatMap(({ name, bands: rows }) =>
                rows.map((row) => [name, `from ${row.lower}`, ...say(row)])
            )
        ),
        chances: table(
            "Chances",
            [SCORE, ...MET],
            composite ? composite.chances.map((row) => [`from ${row.lower}`, ...say(row)]) : []
        ),
        correlations: table(
            "Correlations",
            [SCORE, ["r", "number"]],
            composite
                ? [["Whole interview", composite.value], ...bands.map(({ name, r }) => [name, r.value])]
                : []
        ),
        calibration: table(
            "Calibration",
            [["Predicted", "share"]],
            predictor.calibration.map((row) => [row.predicted])
        ),
        features: table("Evidence", [["In an answer", "text"]], []),
        importance: table("Importance", [["Question", "text"]], []),
        time_to_hire: table(
            "Time to hire",
            [
                ["Month", "text"],
                ["Days", "days"],
            ],
            months.map(({ month, days }) => [month, days])
        ),
        gates: table(
            "Brakes",
            [["Brake", "text"]],
            gates.map(({ label }) => [label])
        ),
    };
}

export function makeBoard(values = {}) {
    const runs = [makeRun(1, { state: "approved" }), makeRun(2)];
    const board = {
        company_id: 1,
        company: "Harbour Lifting",
        window_days: 180,
        criterion: "attainment",
        outcomes: { n: 80, needed: 150, message: "80 outcomes; a reliable ranking needs about 150." },
        runs,
        latest: runs[1],
        ledger: [
            makeEntry(7),
            makeEntry(8, {
                verdict: "undecided",
                validity: false,
                low: false,
                high: false,
                status: "insufficient",
                n: 3,
            }),
        ],
        n_ledger: 2,
        bands: [{ name: "Fault analysis", competency_id: 1, bands: BANDS, r: R }],
        kpis: [],
        composite: { ...R, chances: BANDS },
        predictor: { calibration: [{ predicted: 0.6, value: 0.7, low: 0.5, high: 0.85, n: 30 }] },
        gates: [
            {
                name: "minimum",
                status: "failed",
                label: "Enough outcomes",
                result: "failed",
                detail: "38 outcomes",
            },
            {
                name: "fairness",
                status: "not_run",
                label: "Fairness",
                result: "not run",
                detail: "No labels",
            },
        ],
        time_to_hire: [{ month: "2026-05", n: 1, days: 31, low: false, high: false }],
        ...values,
    };
    return { ...board, tables: makeTables(board) };
}

export const makeEmptyBoard = () =>
    makeBoard({
        outcomes: { n: 0, needed: 150, message: "0 outcomes; a reliable ranking needs about 150." },
        runs: [],
        latest: false,
        ledger: [],
        n_ledger: 0,
        bands: [],
        composite: false,
        predictor: { calibration: [] },
        gates: [],
        time_to_hire: [],
    });
