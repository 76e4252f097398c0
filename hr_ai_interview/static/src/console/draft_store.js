import { browser } from "@web/core/browser/browser";

const PREFIX = "hr_ai_interview.console";

/**
 * The copy of unsaved words in the browser, so that a closed tab loses none. Each tab writes its own copies:
 * two that write on the same text do not overwrite each other.
 */
export class DraftStore {
    constructor(database, userId, interviewId) {
        this.prefix = [PREFIX, database, userId, interviewId, ""].join("/");
        this.tab = Math.random().toString(36).slice(2);
    }

    getKey(draft) {
        return `${this.prefix}${draft.key}@${this.tab}`;
    }

    /** @returns {boolean} false when the browser keeps nothing (storage full or switched off) */
    write(draft) {
        const { key, kind, answerId, criterionId, value, revision, base, sent, at } = draft;
        const copy = { key, kind, answerId, criterionId, value, revision, base, sent, at };
        try {
            browser.localStorage.setItem(this.getKey(draft), JSON.stringify(copy));
            return true;
        } catch {
            return false;
        }
    }

    remove(draft) {
        this.removeItem(this.getKey(draft));
    }

    removeItem(place) {
        try {
            browser.localStorage.removeItem(place);
        } catch {
            // Storage is switched off: then there is no copy either.
        }
    }

    /** @returns {Object[]} the copies of all tabs, with their `place`; the newest first */
    readAll() {
        try {
            return Object.keys(browser.localStorage)
                .filter((place) => place.startsWith(this.prefix))
                .map((place) => this.read(place))
                .filter(Boolean)
                .sort((a, b) => b.at - a.at);
        } catch {
            return [];
        }
    }

    read(place) {
        try {
            return { ...JSON.parse(browser.localStorage.getItem(place)), place };
        } catch {
            return null; // not written by us
        }
    }
}
