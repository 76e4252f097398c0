/** What hr.interview.get_console answers in tests. */

const NONE = { score: false, status: "none", comment: "" };

export const makeCriterion = (id, values = {}) => ({
    criterion_id: id,
    name: `Criterion ${id}`,
    weight: 1,
    anchors: { 0: "Nothing", 4: "Some of it", 6: "Most of it", 10: "All of it" },
    positive: ["Names a number"],
    negative: [],
    rating: { ...NONE },
    ...values,
});

export const makeAnswer = (id, values = {}) => ({
    answer_id: id,
    question_id: id,
    code: `Q${id}`,
    sequence: id,
    origin: "kit",
    question: `Question ${id}?`,
    question_type: "behavioural",
    minutes: 5,
    probes: [],
    roleplay: false,
    competencies: ["Safety"],
    text: "",
    revision: 1,
    author: false,
    note: { text: "", revision: 1 },
    followups: [],
    criteria: [makeCriterion(id * 10 + 1)],
    ...values,
});

export const makeConsole = (values = {}) => ({
    interview_id: 5,
    name: "Interview",
    state: "running",
    lang: "en",
    job: "Fitter",
    round: "First round",
    applicant: "Ann Example",
    is_panel: true,
    can_edit: true,
    is_submitted: false,
    is_revealed: false,
    is_ai_stopped: false,
    minutes: 60,
    date_start: false,
    video_url: false,
    started_date: "2026-01-01 10:00:00",
    server_now: "2026-01-01 10:10:00",
    panel: [{ user_id: 2, name: "Mitchell", is_submitted: false }],
    resume_url: false,
    answers: [makeAnswer(1), makeAnswer(2)],
    others: [],
    ...values,
});

const makeRating = (values) => ({
    rater: "Bea",
    kind: "human",
    score: 6,
    status: "scored",
    comment: "",
    reason: "",
    evidence: [],
    spread: false,
    engine: false,
    version: false,
    label: false,
    ...values,
});

/** One report as hr.interview.get_report gives it. */
export const makeReport = (values = {}) => ({
    interview_id: 5,
    name: "Interview",
    applicant_id: 3,
    applicant: "Ann Example",
    job: "Fitter",
    round: "First round",
    state: "scoring",
    lang: "en",
    date: "2026-01-01 10:00:00",
    is_revealed: true,
    formula: "1.0",
    panel: [{ user_id: 2, name: "Mitchell", is_submitted: true }],
    dimensions: [
        {
            competency_id: 1,
            name: "Safety",
            weight: 2,
            expected: 7,
            human: { score: 0, n_raters: 2, n_scored: 3, n_total: 4, low: 0, high: 0 },
            ai: { score: 5.5, engine: "offline", n_scored: 3, n_total: 4 },
        },
        {
            competency_id: 2,
            name: "Fault analysis",
            weight: 1,
            expected: false,
            human: { score: false, n_raters: 0, n_scored: 0, n_total: 2, low: false, high: false },
            ai: false,
        },
    ],
    composite: { human: 0, ai: 5.5, coverage: 0.67 },
    adjusted: { composite: 0.25, n: 12 },
    answers: [
        {
            answer_id: 1,
            code: "Q1",
            question: "Question 1?",
            text: "😀 We changed the pump and saved 12 %.",
            flags: ["off_topic"],
            criteria: [
                {
                    criterion_id: 11,
                    name: "Method",
                    weight: 1,
                    competency: "Safety",
                    ratings: [
                        makeRating({ score: 0, comment: "Nothing of his own", is_outdated: true }),
                        makeRating({
                            rater: "offline",
                            kind: "ai",
                            score: 5.5,
                            engine: "offline",
                            version: "1.2",
                            reason: "names a result",
                            evidence: [{ quote: "saved 12 %", start: 26, end: 36 }],
                        }),
                        makeRating({ rater: "house", kind: "ai", score: false, status: "unstable" }),
                    ],
                },
            ],
        },
    ],
    agreement: { n_pairs: 8, mae: 0.9, icc: 0.71, low: 0.4, high: 0.88, status: "ok" },
    human_ai: { n_pairs: 1, mae: false, icc: false, low: false, high: false, status: "insufficient" },
    decision: false,
    ...values,
});

export const makeDecision = () => ({
    decision: "hire",
    label: "Hire",
    date: "2026-01-02 10:00:00",
    user: "Mitchell",
    reasons: ["Strongest evidence"],
    comment: "Clear results",
    dissents: [{ user: "Bea", text: "Too little on safety" }],
});

/** Three candidates as hr.applicant.compare_interviews gives them. */
export const makeComparison = () => ({
    job: "Fitter",
    dimensions: [
        { competency_id: 1, name: "Safety", weight: 2, expected: 7 },
        { competency_id: 2, name: "Fault analysis", weight: 1, expected: false },
    ],
    applicants: [1, 2, 3].map((id) => ({
        applicant_id: id,
        name: `Candidate ${id}`,
        composite: id === 3 ? false : 6 + id / 10,
        ai_composite: id === 1 ? 5 : false,
        coverage: 0.67,
        interviews: [{ interview_id: 50 + id, name: `Interview ${id}`, state: "scoring", is_revealed: true }],
        cells: [
            {
                competency_id: 1,
                score: id === 1 ? 0 : 6.5,
                ai: id === 1 ? 5 : false,
                n_raters: 2,
                low: 0,
                high: 7,
                evidence: [{ quote: `evidence ${id}`, interview_id: 50 + id, answer_id: 1 }],
                gap: false,
            },
            {
                competency_id: 2,
                score: false,
                ai: false,
                n_raters: 0,
                low: false,
                high: false,
                evidence: [],
                gap: "Not assessed yet.",
            },
        ],
        decision: id === 1 ? makeDecision() : false,
    })),
});
