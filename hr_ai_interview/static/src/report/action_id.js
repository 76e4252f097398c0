/**
 * The record a client action is about: from the address after a reload, from who opened it otherwise.
 *
 * @param {Object} props of the action
 * @returns {number} 0 when there is none
 */
export function getActionId({ action, resId }) {
    const { params = {}, context = {} } = action;
    return Number(resId || params.interview_id || params.resId || params.active_id || context.active_id) || 0;
}
