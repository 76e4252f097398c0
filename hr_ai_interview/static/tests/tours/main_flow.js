import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const JOB = "Tour crane technician";
const REVIEW = ".o_interview_review";

function openMenu(name) {
    return [
        {
            content: "Open the menu of interviews",
            trigger: ".o_menu_sections [data-menu-xmlid='hr_ai_interview.hr_interview_menu']",
            run: "click",
        },
        {
            content: `Choose ${name}`,
            trigger: `.o-dropdown--menu [data-menu-xmlid='hr_ai_interview.${name}']`,
            run: "click",
        },
    ];
}

/** Wait for the n-th question of the batch, with its verdicts still open. */
function atQuestion(n) {
    return {
        content: `Question ${n} is shown`,
        trigger: `${REVIEW}:has(.o_interview_position:contains(/^${n} of /)):not(:has(.btn-check:checked))`,
    };
}

function giveVerdicts(...scores) {
    return scores.map((score) => ({
        content: `Press ${score}`,
        trigger: REVIEW,
        run: `press ${score}`,
    }));
}

function approve(n) {
    return [
        atQuestion(n),
        ...giveVerdicts(5, 4, 5),
        {
            content: "All three verdicts are marked",
            trigger: `${REVIEW}:has(#o_interview_culture_5:checked)`,
            run: "press a",
        },
        {
            content: `${n} approvals are counted`,
            trigger: `.o_interview_count_approved:contains("${n}")`,
        },
    ];
}

registry.category("web_tour.tours").add("hr_ai_interview_main_flow", {
    steps: () => [
        ...stepUtils.goToAppSteps("hr_recruitment.menu_hr_recruitment_root", "Open Recruitment"),

        // The job position
        {
            content: "Open the card menu of the job",
            trigger: `.o_kanban_record:contains("${JOB}")`,
            run: `hover && click .o_kanban_record:contains("${JOB}") .o_dropdown_kanban .dropdown-toggle`,
        },
        {
            content: "Open the job position",
            trigger: ".o-dropdown--menu a:contains(Configuration)",
            run: "click",
        },

        // Draft questions
        {
            content: "Generate questions",
            trigger: ".o_form_view button[name=action_interview_generate]",
            run: "click",
        },
        {
            content: "Ask for six",
            trigger: ".modal .o_field_widget[name=count] input",
            run: "edit 6",
        },
        {
            content: "Generate",
            trigger: ".modal button[name=action_generate]",
            run: "click",
        },
        {
            content: "The drafts are shown",
            trigger: ".modal .o_field_widget[name=question_ids] .o_data_row:nth-child(6)",
        },
        {
            content: "Review them",
            trigger: ".modal button[name=action_review]",
            run: "click",
        },

        // Review them with the keyboard
        {
            content: "Verdicts are not preset, so approving alone does nothing",
            trigger: `${REVIEW}:has(.o_interview_position:contains(/^1 of 6$/))`,
            run: "press a",
        },
        {
            content: "What is missing is said",
            trigger: ".o_interview_hint:contains(three verdicts)",
        },
        ...approve(1),
        ...approve(2),
        ...approve(3),

        atQuestion(4),
        ...giveVerdicts(2, 3, 3),
        { content: "Reject", trigger: REVIEW, run: "press r" },
        {
            content: "Say why; keys are letters while typing",
            trigger: "textarea[name=reason]",
            run: "edit Repeats an earlier question",
        },
        {
            content: "Confirm with the keyboard",
            trigger: "textarea[name=reason]",
            run: "press Control+Enter",
        },
        { content: "One is rejected", trigger: ".o_interview_count_rejected:contains(1)" },

        atQuestion(5),
        ...giveVerdicts(4, 4, 4),
        { content: "Edit", trigger: REVIEW, run: "press e" },
        {
            content: "Write other words",
            trigger: ".o_interview_editor textarea[name=text]",
            run: "edit Walk me through a hydraulic fault that you found and repaired during a night shift.",
        },
        {
            content: "The wording check has looked at them",
            trigger: ".o_interview_editor .o_interview_clean",
        },
        {
            content: "Save with the keyboard",
            trigger: ".o_interview_editor textarea[name=text]",
            run: "press Control+Enter",
        },
        {
            content: "The question stays, with its new words",
            trigger:
                ".o_interview_question:has(.o_interview_outcome) .o_interview_text:contains(hydraulic fault)",
        },
        { content: "Go on", trigger: REVIEW, run: "press n" },
        atQuestion(6),
        { content: "Leave the last one open", trigger: REVIEW, run: "press ArrowRight" },
        { content: "Approved", trigger: ".o_interview_total_approved:contains(3)" },
        { content: "Rejected", trigger: ".o_interview_total_rejected:contains(1)" },
        { content: "Edited", trigger: ".o_interview_total_edited:contains(1)" },
        { content: "Open", trigger: ".o_interview_total_open:contains(1)" },
        {
            content: "Back to the bank",
            trigger: "button[name=open_bank]",
            run: "click",
        },
        { content: "The bank is shown", trigger: ".o_list_view .o_data_row, .o_kanban_view" },

        // Assemble a kit from the coverage of the job
        ...openMenu("hr_interview_question_menu_coverage"),
        {
            content: "Choose the job",
            trigger: ".o_interview_coverage select[name=job_id]",
            run: `selectByLabel ${JOB}`,
        },
        {
            content: "Assemble the kit of its round",
            trigger: ".o_interview_heat .o_interview_assemble",
            run: "click",
        },
        {
            content: "The kit holds approved questions; put it into use",
            trigger: ".o_form_view:has(.o_field_widget[name=line_ids] .o_data_row) button[name=action_ready]",
            run: "click",
        },
        {
            content: "The kit is in use",
            trigger: ".o_statusbar_status button[data-value=ready].o_arrow_button_current",
        },
        ...openMenu("hr_interview_question_menu_coverage"),
        {
            content: "The coverage remembers the job and shows its kit",
            trigger: ".o_interview_heat .o_interview_round:contains(Technical round)",
        },
    ],
});
