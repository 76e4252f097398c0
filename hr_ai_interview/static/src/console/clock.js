/** Time in an interview: seconds, counted in the browser on the server's clock. */

/** @returns {number|null} milliseconds of a "YYYY-MM-DD HH:MM:SS" in UTC; null for false */
export function parseUtc(text) {
    return text ? Date.parse(`${text.replace(" ", "T")}Z`) : null;
}

/** @returns {string} "4:07", "1:02:03" */
export function formatClock(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const pad = (number) => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    const tail = pad(whole % 60);
    return hours ? `${hours}:${pad(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** How much of the planned time is used: "ok", "near" (the last fifth), "over". */
export function getPace(seconds, minutes) {
    if (!minutes || seconds < minutes * 48) {
        return "ok";
    }
    return seconds <= minutes * 60 ? "near" : "over";
}

/** The overall time and the time each question was in front of the interviewer. */
export class Clock {
    /** @param {() => number} now milliseconds */
    constructor(now) {
        this.now = now;
        this.spent = {};
        this.offset = 0;
    }

    /** Take the server's clock over; the one of the device may be wrong. */
    sync(startedDate, serverNow) {
        this.started = parseUtc(startedDate);
        this.offset = serverNow ? parseUtc(serverNow) - this.now() : 0;
    }

    /** @returns {number} seconds since the interview began, 0 before */
    get elapsed() {
        return this.started === null || this.started === undefined
            ? 0
            : Math.max(0, (this.now() + this.offset - this.started) / 1000);
    }

    /** The question in front of the interviewer; false when there is none, or when time is not counted. */
    show(answerId) {
        this.pause();
        this.current = answerId;
        this.since = this.now();
    }

    pause() {
        if (this.current) {
            this.spent[this.current] = this.getSpent(this.current);
        }
        this.current = false;
    }

    /** @returns {number} seconds */
    getSpent(answerId) {
        const running = this.current === answerId ? (this.now() - this.since) / 1000 : 0;
        return (this.spent[answerId] || 0) + running;
    }

    /** @returns {Object} seconds by question */
    snapshot() {
        return this.current
            ? { ...this.spent, [this.current]: this.getSpent(this.current) }
            : { ...this.spent };
    }
}
