import { registry } from "@web/core/registry";

const OTHER_TYPES = ["situational", "technical", "okr", "culture", "written"];

registry.category("web_tour.tours").add("hr_ai_interview_provider_flow", {
    steps: () => [
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
        ...OTHER_TYPES.map((name) => ({
            content: `No ${name} ones`,
            trigger: `.modal .o_field_widget[name=with_${name}] input:checked`,
            run: "click",
        })),
        {
            content: "No estimate for the offline engine",
            trigger: ".modal:not(:has(.o_field_widget[name=estimate]))",
        },
        {
            content: "Look for the engine",
            trigger: ".modal .o_field_widget[name=provider_id] input",
            run: "edit House",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item:contains(House model)",
            run: "click",
        },
        {
            content: "What it may take is said before anything is ordered",
            trigger:
                ".modal .o_field_widget[name=estimate]:contains(/^2 calls, at most about [0-9,]+ tokens/)",
        },
        {
            content: "Order them",
            trigger: ".modal button[name=action_generate]",
            run: "click",
        },
        {
            content: "How far it is",
            trigger: ".modal .o_field_widget[name=progress_text]:contains(0 of 2)",
        },
        {
            content: "Why nothing happens yet",
            trigger: ".modal .o_field_widget[name=waiting_text]:contains(waits for its turn)",
        },
        {
            content: "Ask again",
            trigger: ".modal button[name=action_refresh]",
            run: "click",
        },
        {
            content: "The drafts are shown; remove the last one",
            trigger:
                ".modal .o_field_widget[name=question_ids] .o_data_row:nth-child(6) .o_list_record_remove button",
            run: "click",
        },
        {
            content: "Five are left",
            trigger:
                ".modal .o_field_widget[name=question_ids]:not(:has(.o_data_row:nth-child(6))) .o_data_row:nth-child(5)",
        },
        {
            content: "Keep them",
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            content: "The window is closed",
            trigger: "body:not(:has(.modal))",
        },
    ],
});
