import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

const DASH = "–";
const RANGE = "_range";

/** How a number of each kind of column is written; see hr.interview.learning.table. */
const FORMATS = {
    share: (value) => `${formatFloat(100 * value, { digits: [0, 0] })} %`,
    number: (value) => formatFloat(value, { digits: [0, 2] }),
    count: (value) => formatFloat(value, { digits: [0, 0] }),
    days: (value) => formatFloat(value, { digits: [0, 1] }),
};

/** @returns {boolean} 0 is a number, false is none */
export function isNumber(value) {
    return typeof value === "number";
}

/**
 * @param {string} kind of a column
 * @param {string|number|false|number[]} value
 * @returns {string} a dash where the data give nothing
 */
export function formatCell(kind, value) {
    if (kind === "text") {
        return value || "";
    }
    if (kind.endsWith(RANGE)) {
        const format = FORMATS[kind.slice(0, -RANGE.length)];
        return value ? _t("%(low)s to %(high)s", { low: format(value[0]), high: format(value[1]) }) : DASH;
    }
    return isNumber(value) ? FORMATS[kind](value) : DASH;
}

/** "0.31 (0.12 to 0.48), n = 64": never a number without n; without a number, that there is too little. */
export function formatStatistic(kind, { value, low, high, n }) {
    if (!isNumber(value)) {
        return _t("insufficient evidence, n = %s", n);
    }
    const interval = isNumber(low) && isNumber(high) ? formatCell(kind + RANGE, [low, high]) : "";
    const values = { value: FORMATS[kind](value), interval, n };
    return interval ? _t("%(value)s (%(interval)s), n = %(n)s", values) : _t("%(value)s, n = %(n)s", values);
}
