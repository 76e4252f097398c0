import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { getLevel, MAX_LEVEL } from "./heat";

/** The heat map: competencies down, bank and rounds across. */
export class CoverageTable extends Component {
    static template = "hr_ai_interview.CoverageTable";
    static props = {
        coverage: Object,
        canAssemble: Boolean,
        onBank: Function,
        onRound: Function,
        onAssemble: Function,
    };

    setup() {
        this.levels = Array.from({ length: MAX_LEVEL + 1 }, (_, level) => level);
        this.maxLevel = MAX_LEVEL;
    }

    formatWeight(weight) {
        return formatFloat(weight, { digits: [0, 2], trailingZeros: false });
    }

    isMissing(row, count) {
        return row.weight > 0 && !count;
    }

    getCellClass(row, count) {
        return this.isMissing(row, count)
            ? "o_interview_heat_missing"
            : `o_interview_heat_${getLevel(count)}`;
    }

    getCellTitle(row, round, count) {
        if (!round.kit_id) {
            return _t("%(round)s has no kit yet", { round: round.name });
        }
        return _t("%(competency)s in %(round)s: %(count)s questions", {
            competency: row.name,
            round: round.name,
            count,
        });
    }

    getBankTitle(row) {
        return _t("%(competency)s: %(count)s approved questions in the bank. Open them.", {
            competency: row.name,
            count: row.bank,
        });
    }

    getRoundTitle(round) {
        if (!round.kit_id) {
            return _t("Open the round %s", round.name);
        }
        return round.is_stale
            ? _t("Open the outdated kit of %s", round.name)
            : _t("Open the kit of %s", round.name);
    }
}
