import { browser } from "@web/core/browser/browser";

/** Small things that outlive a reload of this tab and nothing else: times per question, ticked probes. */
export class TabMemory {
    constructor(interviewId) {
        this.key = `hr_ai_interview.console.tab/${interviewId}`;
    }

    read() {
        try {
            return JSON.parse(browser.sessionStorage.getItem(this.key)) || {};
        } catch {
            return {};
        }
    }

    write(values) {
        try {
            browser.sessionStorage.setItem(this.key, JSON.stringify(values));
        } catch {
            // Nothing is kept then; the interview goes on.
        }
    }
}
