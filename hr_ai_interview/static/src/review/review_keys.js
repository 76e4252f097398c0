import { useExternalListener } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

const TYPING = "textarea, select, [contenteditable='true'], input:not([type='radio'], [type='checkbox'])";

/**
 * The name of a plain key press ("a", "3", "?", "arrowleft", ...), or "" for one that is no business
 * of ours: with Ctrl, Meta or Alt, held down, or part of an input method.
 *
 * @param {KeyboardEvent} ev
 */
export function getKey(ev) {
    if (!ev.key || ev.isComposing || ev.repeat || ev.ctrlKey || ev.metaKey || ev.altKey) {
        return "";
    }
    const key = ev.key.toLowerCase();
    if (/^([a-z0-9?=]|arrow\w+|escape|backspace)$/.test(key)) {
        return key;
    }
    // Keyboards of other scripts: the key at the same place.
    const place = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(ev.code || "");
    return place && !ev.shiftKey ? (place[1] || place[2]).toLowerCase() : "";
}

/** @returns {boolean} Ctrl+Enter (Cmd+Enter on a Mac) */
export function isConfirm(ev) {
    return ev.key === "Enter" && (ev.ctrlKey || ev.metaKey) && !ev.isComposing && !ev.repeat;
}

/** @returns {boolean} the press belongs to a field the user types in */
export function isTyping(ev) {
    return ev.target instanceof Element && Boolean(ev.target.closest(TYPING));
}

/**
 * Call ``onKey(key, ev)`` for plain keys, ``onConfirm(ev)`` for Ctrl+Enter and ``onEscape(ev)``.
 * Only while no dialog is open and the focus is in the component or nowhere.
 *
 * @param {{el: HTMLElement}} rootRef
 */
export function useReviewKeys(rootRef, { onKey, onConfirm, onEscape }) {
    const ui = useService("ui");
    useExternalListener(window, "keydown", (ev) => {
        const isOurs = ev.target === document.body || rootRef.el?.contains(ev.target);
        if (!isOurs || ev.defaultPrevented || ui.isBlocked || ui.activeElement !== document) {
            return;
        }
        if (isConfirm(ev)) {
            onConfirm(ev);
            return;
        }
        const key = getKey(ev);
        if (key === "escape") {
            onEscape(ev);
        } else if (key && !isTyping(ev)) {
            onKey(key, ev);
        }
    });
}
