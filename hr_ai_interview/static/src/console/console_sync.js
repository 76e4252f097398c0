import { onMounted, onWillUnmount, useComponent, useEffect, useExternalListener } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { askToLeave } from "../leave_dialog";
import { BUS_MESSAGE } from "./console_constants";

/** Colleagues save every second: one look for several messages. */
export const LOOK_DELAY = 400;
/** A dead connection does not hold anybody back: the browser has a copy. */
const LEAVE_PATIENCE = 3000;

/** Hear what colleagues change, and look again when the connection or the person is back. */
export function useConsoleSync(model) {
    const bus = useService("bus_service");
    let timer;
    const look = () => model.lookQuietly();
    const onMessage = ({ interview_id, answer_id, revision }) => {
        const known = model.getAnswer(answer_id);
        if (interview_id === model.interviewId && !(known && revision <= known.revision)) {
            browser.clearTimeout(timer);
            timer = browser.setTimeout(look, LOOK_DELAY);
        }
    };
    onMounted(() => {
        bus.subscribe(BUS_MESSAGE, onMessage);
        bus.start();
    });
    onWillUnmount(() => {
        bus.unsubscribe(BUS_MESSAGE, onMessage);
        browser.clearTimeout(timer);
    });
    useExternalListener(window, "online", () => {
        model.queue.flush().then(look);
    });
    useExternalListener(document, "visibilitychange", () => {
        if (document.visibilityState === "hidden") {
            model.queue.flush(); // a phone may never wake this tab again
        } else {
            look();
        }
    });
}

/** Save before the screen is left. What cannot be saved now stays in the browser and is there on return. */
export function useConsoleLeave(model) {
    const dialog = useService("dialog");
    const isAtRisk = () => !model.queue.isClean && !model.queue.hasCopies;
    const ask = () =>
        askToLeave(dialog, {
            title: _t("Leave the interview?"),
            body: _t("Something is not saved, and this browser keeps no copy of it. It will be lost."),
        });
    useSetupAction({
        beforeLeave: async ({ forceLeave } = {}) => {
            if (!model.queue.isClean) {
                const patience = new Promise((resolve) => browser.setTimeout(resolve, LEAVE_PATIENCE));
                await Promise.race([model.queue.flush(), patience]);
            }
            return forceLeave || !isAtRisk() || ask();
        },
        beforeUnload: (ev) => isAtRisk() && ev.preventDefault(),
    });
    onWillUnmount(() => model.queue.stop());
}

/**
 * Count the time each question is in front of the interviewer, and keep it with the ticked probes for this
 * tab.
 *
 * @param {import("./console_model").ConsoleModel} model
 * @param {import("./tab_memory").TabMemory} memory
 * @param {Object} ticks by "answer/probe"
 */
export function useConsoleMemory(model, memory, ticks) {
    const component = useComponent();
    const keep = () => memory.write({ spent: model.clock.snapshot(), ticks: { ...ticks } });
    useEffect(
        (answerId, isRunning) => {
            model.clock.show(isRunning && answerId);
            keep();
        },
        () => [component.model.current?.answer_id, component.model.data?.state === "running"]
    );
    useExternalListener(window, "pagehide", keep);
    onWillUnmount(keep);
    return keep;
}
