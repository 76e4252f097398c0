import { RPCError } from "@web/core/network/rpc";

const READING_TIME = 12000;
/** The record is busy: the same may succeed a moment later. */
const BUSY = /\.(LockError|ConcurrencyError)$/;

/** @returns {boolean} the server says in a sentence why it does not do what was asked */
export function isSentence(error) {
    return error instanceof RPCError && /^odoo\.exceptions\./.test(error.exceptionName);
}

/** @returns {boolean} the server would say the same again */
export function isRefusal(error) {
    return isSentence(error) && !BUSY.test(error.exceptionName);
}

/** @returns {string} the sentence */
export function getSentence(error) {
    return error.data?.message || error.message;
}

/** A refusal is shown as its sentence; anything unforeseen goes to Odoo's own error dialog. */
export function explain(notification, error) {
    if (!isSentence(error)) {
        throw error;
    }
    notification.add(getSentence(error), { type: "danger", autocloseDelay: READING_TIME });
}
