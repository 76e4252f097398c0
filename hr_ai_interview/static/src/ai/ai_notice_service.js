import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";

const MESSAGE = "hr_interview/ai_task";
const TASK_MODEL = "hr.interview.ai.task";
const CLOSED = ["done", "failed", "cancelled"];
/** Tasks of a batch end in groups, and a window that is drawn anew stops watching for a moment. */
const PAUSE = 500;

/** Count the states of a batch: {done, failed, open} and the name of its job. */
export function sumUp(tasks) {
    const count = (test) => tasks.filter(({ state }) => test(state)).length;
    return {
        job: tasks[0]?.job_id?.[1] || "",
        total: tasks.length,
        done: count((state) => state === "done"),
        failed: count((state) => state === "failed"),
        open: count((state) => !CLOSED.includes(state)),
    };
}

/** What to say about a batch that is over, or null when nobody needs to be told. */
export function describe({ job, total, done, failed, open }) {
    if (open || !(done || failed)) {
        return null;
    }
    if (!done) {
        return { type: "danger", text: _t("The questions for %s could not be drafted.", job) };
    }
    if (failed) {
        const text = _t("Questions for %(job)s are drafted, but %(failed)s of %(total)s calls failed.", {
            job,
            failed,
            total,
        });
        return { type: "warning", text };
    }
    return { type: "success", text: _t("The questions for %s are drafted.", job) };
}

/**
 * Hands the messages about AI tasks to the windows that watch them. A batch that nobody watches is
 * announced once when its last task is over.
 */
export const aiNoticeService = {
    dependencies: ["action", "bus_service", "notification", "orm"],

    start(env, { action, bus_service: bus, notification, orm }) {
        const watchers = new Set();
        const timers = new Map();
        const announced = new Map();

        const isWatched = (batch) => [...watchers].some((watcher) => watcher.isAbout({ batch }));

        function onMessage(message) {
            const found = [...watchers].filter((watcher) => watcher.isAbout(message));
            found.forEach((watcher) => watcher.onMessage(message));
            if (!found.length && message.batch && CLOSED.includes(message.state)) {
                browser.clearTimeout(timers.get(message.batch));
                const timer = browser.setTimeout(() => announce(message.batch), PAUSE);
                timers.set(message.batch, timer);
            }
        }

        async function announce(batch) {
            timers.delete(batch);
            const tasks = await readBatch(batch);
            const notice = describe(sumUp(tasks));
            const states = JSON.stringify(tasks.map(({ id, state }) => [id, state]));
            if (!notice || isWatched(batch) || announced.get(batch) === states) {
                return;
            }
            announced.set(batch, states);
            show(batch, notice);
        }

        async function readBatch(batch) {
            try {
                const domain = [["batch", "=", batch]];
                return await orm.silent.searchRead(TASK_MODEL, domain, ["state", "job_id"]);
            } catch (error) {
                // Who may no longer read the tasks is told nothing; an error out of nowhere helps nobody.
                if (error instanceof RPCError) {
                    return [];
                }
                throw error;
            }
        }

        function show(batch, { type, text }) {
            const failed = type === "danger";
            const close = notification.add(text, {
                type,
                sticky: true,
                buttons: [
                    {
                        name: failed ? _t("See why") : _t("Look at the drafts"),
                        primary: true,
                        onClick: () => {
                            close();
                            open(batch, failed);
                        },
                    },
                ],
            });
        }

        async function open(batch, failed) {
            const name = failed ? "hr_interview_ai_task_action" : "hr_interview_question_action";
            const found = await action.loadAction(`hr_ai_interview.${name}`);
            return action.doAction({ ...found, domain: [["batch", "=", batch]], context: {} });
        }

        bus.subscribe(MESSAGE, onMessage);
        bus.start();

        return {
            /**
             * Hear of tasks while a window shows them.
             *
             * @param {Object} watcher
             * @param {(message: {task_id: number, batch: string}) => boolean} watcher.isAbout
             * @param {(message: Object) => void} watcher.onMessage
             * @returns {() => void} stops it
             */
            watch(watcher) {
                watchers.add(watcher);
                return () => watchers.delete(watcher);
            },
        };
    },
};

registry.category("services").add("interview_ai_notice", aiNoticeService);
