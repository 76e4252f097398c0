import { _t } from "@web/core/l10n/translation";

/** The keys and what they do, for the help. */
export const CONSOLE_KEYS = [
    [["J"], _t("Next question")],
    [["K"], _t("Previous question")],
    [["0", "…", "9"], _t("Score of the marked criterion, then on to the next one")],
    [["="], _t("Score 10")],
    [["X"], _t("Not assessed")],
    [["A"], _t("Write the answer")],
    [["N"], _t("Write your own note")],
    [["C"], _t("Write the comment of the marked criterion")],
    [["F"], _t("Suggest a follow-up")],
    [["S"], _t("Submit your scores")],
    [["Esc"], _t("Leave the text field, so that keys work again")],
    [["?"], _t("Show these keys")],
];
