import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const CONSOLE = ".o_interview_console";
const WORDS = "I measured the pressure at the pump first.";
const INTERVIEWS = "/web/dataset/call_kw/hr.interview/";

/**
 * Stands between the page and the server for what concerns interviews.
 * "down": nothing gets through. "one way": the server hears the page, the page does not hear the server.
 */
let line = "up";

class LossyRequest extends XMLHttpRequest {
    open(method, url) {
        this.url = url;
        super.open(method, url);
    }

    async send(body) {
        if (line === "up" || !this.url.startsWith(INTERVIEWS)) {
            return super.send(body);
        }
        if (line === "one way") {
            const headers = { "Content-Type": "application/json" };
            await fetch(this.url, { method: "POST", headers, body });
        }
        this.dispatchEvent(new Event("error"));
    }
}

function setLine(state) {
    return {
        content: `The line is ${state}`,
        trigger: CONSOLE,
        run() {
            line = state;
            browser.XMLHttpRequest = LossyRequest;
        },
    };
}

function write(words) {
    return {
        content: "Write",
        trigger: `${CONSOLE} textarea[name=answer]:not([readonly])`,
        run: `edit ${words}`,
    };
}

function hasStatus(status) {
    return {
        content: `The page says ${status}`,
        trigger: `${CONSOLE} .o_interview_save_status[data-status=${status}]`,
    };
}

registry.category("web_tour.tours").add("hr_ai_interview_closed_tab", {
    steps: () => [
        setLine("down"),
        write(WORDS),
        {
            content: "The tab is closed before anything was stored, and opened again",
            trigger: `${CONSOLE} .o_interview_save_status:not([data-status=saved])`,
            run: () => browser.location.reload(),
            expectUnloadPage: true,
        },
        {
            content: "The words are back, and that is said",
            trigger: `${CONSOLE}:has(.o_interview_restored) textarea[name=answer]:value(${WORDS})`,
        },
        hasStatus("saved"),
        {
            content: "The browser keeps no copy of what is stored",
            trigger: CONSOLE,
            run() {
                const copies = Object.keys(browser.localStorage).filter((key) =>
                    key.startsWith("hr_ai_interview.console")
                );
                if (copies.length) {
                    throw new Error(`Copies are left: ${copies}`);
                }
            },
        },
    ],
});

registry.category("web_tour.tours").add("hr_ai_interview_lost_line", {
    steps: () => [
        write("I measured."),
        hasStatus("saved"),
        setLine("one way"),
        write("I measured the pressure."),
        hasStatus("lost"),
        setLine("down"),
        write(WORDS),
        {
            content: "Still lost after another try",
            trigger: `${CONSOLE} .o_interview_save_status button[name=retry]`,
            run: "click",
        },
        hasStatus("lost"),
        setLine("up"),
        {
            content: "The line is back",
            trigger: CONSOLE,
            run: () => window.dispatchEvent(new Event("online")),
        },
        hasStatus("saved"),
        {
            content: "Nobody is asked to choose between one's own words",
            trigger: `${CONSOLE}:not(:has(.o_interview_conflict)) textarea[name=answer]:value(${WORDS})`,
        },
    ],
});
