import { registry } from "@web/core/registry";

const SHEET = ".o_interview_appraisal";

function addTour(name, steps) {
    registry.category("web_tour.tours").add(`hr_ai_interview_appraisal_${name}`, { steps: () => steps });
}

/** The n-th competency. */
function rating(n) {
    return `${SHEET} .o_appraisal_rating:eq(${n - 1})`;
}

/** The n-th KPI. */
function kpi(n) {
    return `${SHEET} .o_appraisal_kpi:eq(${n - 1})`;
}

function give(n, level) {
    return [
        {
            content: `Press ${level} for competency ${n}`,
            trigger: `${rating(n)} label[data-level='${level}']`,
            run: "click",
        },
        {
            content: `${level} is marked`,
            trigger: `${rating(n)}:has(input[value='${level}']:checked)`,
        },
    ];
}

const saved = { content: "All is saved", trigger: `${SHEET} .o_appraisal_status[data-status=saved]` };

/** Nothing is to be scrolled sideways for, on the screen this tour runs on. */
const fits = {
    content: "The page is as wide as the window",
    trigger: "body",
    run() {
        const { scrollWidth } = document.documentElement;
        if (scrollWidth > window.innerWidth) {
            throw new Error(`The page is ${scrollWidth} wide, the window ${window.innerWidth}.`);
        }
    },
};

const submit = [
    { content: "Submit", trigger: `${SHEET} button[name=submit_view]`, run: "click" },
    { content: "Confirm", trigger: ".modal .btn-primary", run: "click" },
];

addTour("self", [
    { content: "My appraisal", trigger: ".o_kanban_record:contains(Worker)", run: "click" },
    { content: "It is my turn", trigger: `${SHEET}[data-view=self]` },
    fits,
    { content: "No figure of a KPI is asked of me", trigger: `${SHEET}:not(:has(input[name=actual]))` },
    ...give(1, 9),
    {
        content: "A 9 wants a comment",
        trigger: `${rating(1)} textarea[name=comment].is-invalid`,
        run: "edit Told the cause of three faults from their symptoms",
    },
    { content: "The comment is enough", trigger: `${rating(1)}:not(:has(.is-invalid))` },
    saved,
    ...submit,
    {
        content: "What is missing is named",
        trigger: `${SHEET} .o_appraisal_missing:contains(Cooperation: no score yet.)`,
    },
    ...give(2, 4),
    {
        content: "In summary",
        trigger: `${SHEET} textarea[name=summary]`,
        run: "edit A good half-year",
    },
    saved,
    ...submit,
    {
        content: "It went on to the manager",
        trigger: `${SHEET}[data-view=none]:has([data-given=self]:contains(Told the cause))`,
    },
    {
        content: "Nothing of the manager's view is there",
        trigger: `${SHEET}:not(:has([data-given=manager], .o_appraisal_result))`,
    },
    fits,
]);

addTour("manager", [
    {
        content: "The worker's appraisal",
        trigger: ".o_data_row:contains(Worker) td[name=job_id]",
        run: "click",
    },
    {
        content: "Nothing of the employee's view is there yet",
        trigger: `${SHEET}[data-view=manager]:not(:has([data-given=self]))`,
    },
    {
        content: "What was reached",
        trigger: `${kpi(1)} input[name=actual]`,
        run: "edit 97.5 && press Tab",
    },
    {
        content: "A word is no number",
        trigger: `${kpi(2)} input[name=actual]`,
        run: "edit many && press Tab",
    },
    {
        content: "It says so; the other one was not measured",
        trigger: `${kpi(2)}:contains(This is no number) input[name=unmeasured]`,
        run: "click",
    },
    ...give(1, 6),
    ...give(2, 5),
    saved,
    ...submit,
    {
        content: "Both views are open now, and the calculated rating",
        trigger: `${SHEET}:has([data-given=self]:contains(Told the cause)):has([data-result=raw])`,
    },
]);

addTour("hr", [
    {
        content: "The worker's appraisal",
        trigger: ".o_data_row:contains(Worker) td[name=job_id]",
        run: "click",
    },
    { content: "The calculated rating", trigger: `${SHEET} [data-result=raw]:contains(6.65)` },
    { content: "Calibrate", trigger: ".o_form_view button:contains(Calibrate)", run: "click" },
    {
        content: "Another rating",
        trigger: ".modal .o_field_widget[name=is_adjusted] input",
        run: "click",
    },
    { content: "Which", trigger: ".modal .o_field_widget[name=rating] input", run: "edit 7" },
    {
        content: "Why",
        trigger: ".modal .o_field_widget[name=note] textarea",
        run: "edit Trained two people beside the work",
    },
    { content: "Save", trigger: ".modal button[name=action_apply]", run: "click" },
    { content: "It stands beside", trigger: `${SHEET} [data-result=adjusted]:contains(7)` },
    { content: "Close", trigger: ".o_form_view button[name=action_close]", run: "click" },
    { content: "Confirm", trigger: ".modal .btn-primary", run: "click" },
    {
        content: "It is closed",
        trigger: ".o_form_view button[data-value=closed].o_arrow_button_current",
    },
    {
        content: "What the interview had said is shown now",
        trigger: `${SHEET} [data-result=composite]:contains(7)`,
    },
]);

addTour("read", [
    { content: "My appraisal", trigger: ".o_kanban_record:contains(Worker)", run: "click" },
    {
        content: "The result and its reason, and nothing of the interview",
        trigger: `${SHEET}:has([data-result=rating]:contains(7)):contains(Trained two people):not(:has([data-result=composite]))`,
    },
    fits,
]);
