/**
 * The levels of a criterion, 0 to 10, and the anchor texts that describe some of them.
 *
 * Anchors are written for the even levels, and not all of them are always filled in. A level between two of
 * them is described by both.
 */

export const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/**
 * @param {Object<string, string>} anchors text by level, only those filled in
 * @param {number} level
 * @returns {{level: number, text: string}[]} the anchor of this level; else the nearest one below and above
 *   (one of them at the ends of the scale); empty when there are none
 */
export function getAnchors(anchors, level) {
    const filled = Object.entries(anchors)
        .map(([key, text]) => ({ level: Number(key), text }))
        .filter(({ text }) => text)
        .sort((a, b) => a.level - b.level);
    const exact = filled.find((anchor) => anchor.level === level);
    if (exact) {
        return [exact];
    }
    const below = filled.filter((anchor) => anchor.level < level).at(-1);
    const above = filled.find((anchor) => anchor.level > level);
    return [below, above].filter(Boolean);
}
