import { registry } from "@web/core/registry";

const CONSOLE = ".o_interview_console";

function addTour(name, steps) {
    registry.category("web_tour.tours").add(`hr_ai_interview_${name}`, { steps: () => steps });
}

/** Choose what a many2one or a tags field offers for these words. */
function choose(field, words) {
    return [
        {
            content: `Look for ${words}`,
            trigger: `.modal .o_field_widget[name=${field}] input`,
            run: `edit ${words}`,
        },
        {
            content: `Choose ${words}`,
            trigger: `.o-autocomplete--dropdown-item:contains("${words}")`,
            run: "click",
        },
    ];
}

/** The n-th criterion of the question on the screen. */
function criterion(n) {
    return `${CONSOLE} .o_interview_material > .o_interview_rating:eq(${n - 1})`;
}

function give(n, level) {
    return [
        {
            content: `Press ${level} for criterion ${n}`,
            trigger: `${criterion(n)} label[data-level='${level}']`,
            run: "click",
        },
        {
            content: `${level} is marked`,
            trigger: `${criterion(n)}:has(input[value='${level}']:checked)`,
        },
    ];
}

const saved = {
    content: "All is saved",
    trigger: `${CONSOLE} .o_interview_save_status[data-status=saved]`,
};

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

const openInterviewPage = {
    content: "The candidate's interviews",
    trigger: ".o_form_view .o_notebook a[name=interview_page]",
    run: "click",
};

addTour("interview_plan", [
    openInterviewPage,
    {
        content: "Plan one",
        trigger: ".o_form_view button:contains(Plan interview)",
        run: "click",
    },
    {
        content: "The next round is proposed",
        trigger: ".modal .o_field_widget[name=round_id] input:value(Technical round)",
    },
    {
        content: "So is its panel",
        trigger: ".modal .o_field_widget[name=interviewer_ids] .o_tag:eq(1)",
    },
    {
        content: "When",
        trigger: ".modal .o_field_widget[name=date_start] input",
        run: "edit 01/12/2027 09:00:00",
    },
    {
        content: "Where",
        trigger: ".modal .o_field_widget[name=video_url] input",
        run: "edit https://meet.example.com/cora",
    },
    { content: "Plan it", trigger: ".modal button[name=action_plan]", run: "click" },
    {
        content: "It is planned, with the questions of the kit",
        trigger:
            ".o_form_view:has(button[data-value=planned].o_arrow_button_current) .o_field_widget[name=answer_ids] .o_data_row:eq(1)",
    },
]);

addTour("interview_hold", [
    {
        content: "The planned interview",
        trigger: ".o_kanban_record:contains(Cora Lane) button[name=action_open_console]",
        run: "click",
    },
    { content: "Start", trigger: `${CONSOLE} button[name=start]`, run: "click" },
    { content: "The clock runs", trigger: `${CONSOLE} .o_interview_state[data-state=running]` },
    fits,
    {
        content: "Write down what the candidate says",
        trigger: `${CONSOLE} textarea[name=answer]`,
        run: "edit I measured the pressure at the pump, 180 bar, and at the valve, 120 bar.",
    },
    {
        content: "And what one thinks of it",
        trigger: `${CONSOLE} textarea[name=note]`,
        run: "edit Calm, exact",
    },
    saved,
    ...give(1, 9),
    {
        content: "What a 9 means is under the finger, and it wants a comment",
        trigger: `${criterion(1)}:has(.o_interview_needs_comment)`,
    },
    {
        content: "Comment",
        trigger: `${criterion(1)} textarea[name=comment]`,
        run: "edit Two figures, and what they mean",
    },
    {
        content: "The comment is enough",
        trigger: `${criterion(1)}:not(:has(.o_interview_needs_comment))`,
    },
    ...give(2, 6),
    { content: "Next question", trigger: `${CONSOLE} button[name=next]`, run: "click" },
    { content: "It is there", trigger: `${CONSOLE} .o_interview_position:contains(2 of 2)` },
    { content: "Submit too early", trigger: `${CONSOLE} button[name=submit]`, run: "click" },
    {
        content: "What is missing is named and leads there",
        trigger: `${CONSOLE} .o_interview_missing button:contains(Question 2)`,
        run: "click",
    },
    ...give(1, 4),
    {
        content: "Nothing of the others is shown before",
        trigger: `${CONSOLE}:not(:has(.o_interview_others))`,
    },
    { content: "Submit", trigger: `${CONSOLE} button[name=submit]`, run: "click" },
    {
        content: "Confirm",
        trigger: ".modal .modal-footer button:contains(Submit and lock)",
        run: "click",
    },
    {
        content: "The scores are locked",
        trigger: `${CONSOLE}:has(.o_interview_submitted) fieldset.o_interview_scale:disabled`,
    },
    {
        content: "The colleague is still at it, and nothing of hers is shown",
        trigger: `${CONSOLE}:not(:has(.o_interview_others))`,
    },
]);

addTour("interview_reveal", [
    {
        content: "Open it once more",
        trigger: ".o_kanban_record:contains(Cora Lane) button[name=action_open_console]",
        run: "click",
    },
    {
        content: "What the colleague gave",
        trigger: `${criterion(1)} .o_interview_others[data-kind=human]:contains(8)`,
    },
    {
        content: "And, apart from it, what the AI suggests, with its evidence",
        trigger: `${criterion(1)} .o_interview_others[data-kind=ai] q:contains(180 bar)`,
    },
    {
        content: "Answers are fixed",
        trigger: `${CONSOLE} textarea[name=answer][readonly]`,
    },
    fits,
    { content: "The report", trigger: `${CONSOLE} button[name=report]`, run: "click" },
    {
        content: "Dimensions are shown",
        trigger: ".o_interview_report .o_interview_dimensions .o_interview_composite",
    },
    fits,
]);

addTour("interview_report", [
    {
        content: "The report of the interview",
        trigger: ".o_form_view button[name=action_open_report]",
        run: "click",
    },
    {
        content: "People and AI stand apart",
        trigger:
            ".o_interview_report .o_interview_dimensions:has(.o_interview_human):has(th.o_interview_ai) .o_interview_composite",
    },
    {
        content: "Each score has its evidence",
        trigger: ".o_interview_report .o_interview_answer mark.o_interview_evidence",
    },
    {
        content: "The candidate",
        trigger: ".o_interview_report button[name=open_applicant]",
        run: "click",
    },
    openInterviewPage,
    {
        content: "Its interview is listed there",
        trigger: ".o_form_view .o_field_widget[name=interview_ids] .o_data_row:contains(Technical round)",
    },
]);

addTour("interview_compare", [
    { content: "As a list", trigger: ".o_switch_view.o_list", run: "click" },
    { content: "Look for two of them", trigger: ".o_searchview_input", run: "edit Lane" },
    { content: "By name", trigger: ".o_searchview_input", run: "press Enter" },
    {
        content: "Mark both",
        trigger:
            ".o_list_view:has(.o_data_row:eq(1)):not(:has(.o_data_row:eq(2))) thead .o_list_record_selector input",
        run: "click",
    },
    {
        content: "What can be done with them",
        trigger: ".o_cp_action_menus button:contains(Actions)",
        run: "click",
    },
    {
        content: "Compare",
        trigger: ".o-dropdown--menu .o_menu_item:contains(Compare interviews)",
        run: "click",
    },
    {
        content: "Side by side, by dimension, with gaps",
        trigger:
            ".o_interview_compare thead:contains(Cora Lane):contains(Dora Lane) + tbody:contains(Cooperation):has(.o_interview_gap)",
    },
    {
        content: "Nobody is decided on yet",
        trigger: ".o_interview_compare tbody tr:last-child td:contains(Not decided yet):eq(1)",
    },
    {
        content: "Open one",
        trigger: ".o_interview_compare button[name=open_applicant]:contains(Cora Lane)",
        run: "click",
    },
    openInterviewPage,
    {
        content: "Decide",
        trigger: ".o_form_view button:contains(Decide)",
        run: "click",
    },
    {
        content: "What is known is said",
        trigger: ".modal .o_field_widget[name=summary]:contains(of 10)",
    },
    {
        content: "Hire",
        trigger: ".modal .o_field_widget[name=decision] input[data-value=hire]",
        run: "click",
    },
    ...choose("reason_ids", "Convincing evidence"),
    {
        content: "Why",
        trigger: ".modal .o_field_widget[name=comment] textarea",
        run: "edit She measures before she replaces anything.",
    },
    { content: "Decide", trigger: ".modal button[name=action_decide]", run: "click" },
    { content: "It is done", trigger: "body:not(:has(.modal))" },
    { content: "Back", trigger: ".o_back_button", run: "click" },
    {
        content: "The comparison shows the decision",
        trigger: ".o_interview_compare tbody tr:last-child td:contains(Hire)",
    },
]);
