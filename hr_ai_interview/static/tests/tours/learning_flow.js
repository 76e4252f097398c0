import { registry } from "@web/core/registry";

const BOARD = ".o_learning_dashboard";

function addTour(name, steps) {
    registry.category("web_tour.tours").add(`hr_ai_interview_${name}`, { steps: () => steps });
}

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

const asTable = (name) => ({
    content: `${name} as a table`,
    trigger: `${BOARD} [data-name=${name}] button[name=toggle_table]`,
    run: "click",
});

addTour("learning_dashboard", [
    { content: "Outcomes are counted", trigger: `${BOARD} .o_learning_outcomes:contains(200 outcomes)` },
    { content: "There is no run yet", trigger: `${BOARD} .o_learning_empty` },
    { content: "Make one", trigger: `${BOARD} button[name=make_run]`, run: "click" },
    { content: "Yes", trigger: ".modal .btn-primary", run: "click" },
    {
        content: "Figures have n and an interval",
        trigger: `${BOARD} .o_learning_figure:contains(Success ratio):contains(95 % interval):contains(n = 200 hires)`,
    },
    {
        content: "Brakes are said",
        trigger: `${BOARD} .o_learning_brakes li[data-status=not_run]:contains(Fairness)`,
    },
    { content: "Charts are drawn", trigger: `${BOARD} [data-name=bands] canvas` },
    fits,
    asTable("bands"),
    { content: "Bands with n", trigger: `${BOARD} [data-name=bands] tbody tr:contains(Fault analysis)` },
    asTable("ledger"),
    {
        content: "The first question",
        trigger: `${BOARD} [data-name=ledger] tbody button:eq(0)`,
        run: "click",
    },
    { content: "Its history", trigger: ".modal .o_learning_question:contains(hydraulic repair)" },
    { content: "As a chart", trigger: ".modal [data-name=history] canvas" },
    { content: "The question", trigger: ".modal button[name=open_question]", run: "click" },
    { content: "is open", trigger: ".o_form_view .o_field_widget[name=code]" },
    { content: "Back", trigger: ".o_back_button", run: "click" },
    { content: "The run", trigger: `${BOARD} button[name=open_run]`, run: "click" },
    { content: "can be approved", trigger: ".o_form_view .o_form_statusbar button:contains(Approve)" },
]);

addTour("learning_phone", [
    {
        content: "Read only",
        trigger: `${BOARD}:not(:has(button[name=make_run])) .o_learning_run button[name=open_run]`,
    },
    { content: "Charts are drawn", trigger: `${BOARD} [data-name=ledger] canvas` },
    fits,
    asTable("ledger"),
    asTable("runs"),
    { content: "Tables are there", trigger: `${BOARD} [data-name=runs] tbody button` },
    fits,
]);

addTour("learning_misses", [
    {
        content: "What was found about a dimension, with n",
        trigger: ".o_learning_misses .o_learning_finding:contains(Fault analysis):contains(n = 200)",
    },
    { content: "Both kinds", trigger: ".o_learning_misses .o_learning_answers .o_learning_answer:eq(5)" },
    fits,
    { content: "A candidate", trigger: ".o_learning_misses button[name=open_applicant]:eq(0)", run: "click" },
    { content: "is open", trigger: ".o_form_view .o_field_widget[name=partner_name]" },
]);
