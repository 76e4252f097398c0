"""Japanese profile lines -> fragments, by the rules of ``fragments_ja.json``.

A line is split at 。 and ； and, where each part can stand alone, at 、. Stock endings (〜の経験,
〜できる方, 〜すること, 〜を担当) come off. A verb phrase ends in a dictionary form; a noun of action
may get する behind it (the term stays literal), everything else is an area, a tool or a trait.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import freeform
from .data import load
from .fragment import MAX_CJK, Fragment, excerpt_around

_SENTENCE = re.compile(r"[。；;！!？?]\s*|\s{2,}|\s+/\s+|／")
_PAREN = re.compile(r"[（(][^（）()]*[）)]?")
_LABEL = re.compile(r"^([^:：]{2,8})[:：]\s*(.{4,})$")
_EDGE = " 、，。；：:;,.（）()【】[]「」『』・-—"
_SENTENCE_MAX = 160  # longer runs are no prose
_LIMIT = MAX_CJK["ja"]


@lru_cache(maxsize=1)
def _rules() -> dict:
    data = load("fragments_ja")
    names = ("tool_endings", "experience_endings", "can_endings", "person_endings", "drop_endings", "purpose")
    rules = {name: re.compile(data[name]) for name in names}
    rules["prefixes"] = [re.compile(rule) for rule in data["prefixes"]]
    rules["polite"] = [(re.compile(rule), form) for rule, form in data["polite"]]
    rules["spoken"] = [(re.compile(rule), form) for rule, form in data["spoken"]]
    rules["conditional"], rules["roles"] = re.compile(data["conditional"]), re.compile(data["roles"])
    rules["suru"] = tuple(data["suru_nouns"].split())
    rules["traits"] = tuple(data["traits"])
    rules["verb_endings"] = tuple(data["verb_endings"])
    rules["hard"] = re.compile(data["hard_traits"])
    verbal = "|".join(sorted(map(re.escape, rules["suru"]), key=lambda noun: (-len(noun), noun)))
    rules["object"] = re.compile(data["particles"] + f"[^をへ、]{{0,8}}?(?:{verbal})$")
    rules["area"] = re.compile(f"(?:{verbal}|{data['nouns_of_action'][:-1]})$")
    rules["linked"] = re.compile(f"((?:を|に|へ)[^、]{{0,12}}?(?:{verbal}))(?:し|して)、")
    return rules


def fragments(line: str, origin: str) -> list[Fragment]:
    """All usable pieces of one line; origin: "duty", "requirement" or "skill"."""
    found = []
    label = _LABEL.match(line)
    for sentence in _SENTENCE.split(label.group(2) if label else line):
        sentence = freeform.plain(sentence, "ja")
        if origin != "skill" and freeform.is_heading(sentence, "ja"):
            continue
        sentence = _bounded(_PAREN.sub("", sentence).strip(_EDGE))
        for prefix in _rules()["prefixes"]:
            sentence = prefix.sub("", sentence).strip(_EDGE)
        parts = _parts(sentence) if origin == "duty" else [sentence]
        pieces = [piece for part in parts if len(part) > 1 and (piece := _classify(part, origin))]
        for item in (item for piece in pieces for item in _expand(piece)):
            excerpt = excerpt_around(line, item.literal)
            found.append(Fragment(item.cls, item.term, item.literal, excerpt, item.label))
    return found


def _bounded(sentence: str) -> str:
    """A run too long for prose: its first clause, if that can stand alone."""
    if len(sentence) <= _SENTENCE_MAX:
        return sentence
    linked = _rules()["linked"].search(sentence[:_SENTENCE_MAX])
    return sentence[: linked.end(1)] + "する" if linked else ""


def _parts(sentence: str) -> list[str]:
    """A list of activities, or a clause too long for one sentence, as clauses that can stand alone."""
    items = [item.strip(_EDGE) for item in sentence.split("、")]
    if len(items) > 1 and all(
        len(item) >= 6 and _rules()["area"].search(item) and not re.search(r"[をはが]", item)
        for item in items
    ):
        return items
    linked = _rules()["linked"].search(sentence)
    if linked and len(sentence) > _LIMIT and len(sentence) - linked.end() >= 6:
        return [sentence[: linked.end(1)] + "する", sentence[linked.end() :]]
    return [sentence]


def _expand(fragment: Fragment | None) -> list[Fragment]:
    """「Python、SQL」 -> two tools; other fragments stay whole."""
    if fragment is None:
        return []
    several = re.match(r"((?:[A-Z][\w+#./-]*、)*[A-Z][\w+#./-]*)などの?(.{2,})$", fragment.term)
    if fragment.cls == "tool" and several:  # 「DNS、TLSなどネットワーク」
        names = [*several[1].split("、"), several[2]]
        return [Fragment("tool", name, name, "", name) for name in names]
    pieces = [
        piece.strip(_EDGE)
        for piece in re.split(r"[、・,]|および|または|や(?=[A-Z])|と(?=[A-Z])", fragment.term)
    ]
    pieces = [piece for piece in pieces if piece]
    if fragment.cls == "tool" and len(pieces) > 1 and all(re.fullmatch("[ァ-ヶー]{3,14}", p) for p in pieces):
        return [Fragment("tool", p, p, "", p) for p in pieces]  # 「ハンディスキャナー、ラベルプリンター」
    if fragment.cls == "tool" and len(pieces) > 1 and all(2 <= len(p) <= 12 for p in pieces):
        if sum(bool(re.match(r"[A-Z]", p)) for p in pieces) >= len(pieces) - 1:
            return [Fragment("tool", p, p, "", p) for p in pieces]
    return [fragment]


def _classify(text: str, origin: str) -> Fragment | None:
    rules = _rules()
    text = re.sub(r"[0-9０-９]+年(?:以上|程度)(?:の方)?$", "", text) if origin != "duty" else text
    if origin == "skill":
        return _make("trait" if len(text) <= 14 and text.endswith(rules["traits"]) else "tool", text)
    # a condition in front fits no "when you had to", a level no "knowledge of"
    if rules["conditional"].search(text) if origin == "duty" else "レベル" in text:
        return _make("quote", text)
    text, form = _unspoken(text)
    if form:
        return _suru(text) if form == "する" else _noun(text, origin)
    if re.search(r"(?:です|ません|ましょう|ください|ている|ない|したい|たい)(?:方|人)?$|私|あなた", text):
        text = text if len(text) <= 14 else ""
        return _make("quote", text)
    if origin != "duty" and (known := _experience(text, origin)):
        return known
    match = rules["can_endings"].search(text)
    if match and match.start() >= 2:
        if match.group(0).startswith(("すること", "することの")) or text[: match.start()].endswith("する"):
            head = text[: match.start()]
            return _make("vp", head + "する") if not head.endswith("する") else _make("vp", head)
        found = _can(text[: match.start()], text)
        is_field = found and found.cls == "np" and origin == "requirement"
        return _make("tool", found.literal) if is_field else found
    text = re.sub(r"(?:する|行う|図る)?こと$", lambda m: m.group(0)[:-2], text)
    for rule, form in rules["polite"]:
        text, changed = rule.subn(form, text)
        if changed and text.endswith("をする"):
            return _noun(text[:-3], origin)
        if changed and form == "する":
            return _suru(text[:-2])
    return _plain(text, origin)


def _experience(text: str, origin: str) -> Fragment | None:
    """「〜の知識」「〜の経験者」: what is known or was done; None when the text says neither."""
    rules = _rules()
    for rule, cls in ((rules["tool_endings"], "tool"), (rules["experience_endings"], "np")):
        match = rule.search(text)
        if match and match.start() >= 2:
            head = text[: match.start()].strip(_EDGE)
            if (
                cls == "np"
                and not _techlike(head)
                and origin == "requirement"
                and head.endswith(rules["suru"])
                and not re.search("[をに]", head)
            ):
                return _make("tool", head)
            if (
                cls == "np"
                and not _techlike(head)
                and not head.endswith((*rules["suru"], "営業", "作業", "事務"))
            ):
                return _make("quote", re.sub(r"(?:経験).*$", "経験", text))
            return _make("tool" if cls == "tool" or _techlike(head) else "np", head)
    return None


def _unspoken(text: str) -> tuple[str, str]:
    """「…をお任せします」「…していただくお仕事です」 without the ending, and its form: "noun" or "する"."""
    for rule, form in _rules()["spoken"]:
        match = rule.search(text)
        if match and match.start() > 1:
            head = text[: match.start()]
            if "\\1" in form:
                return head + match.expand(form)[:-2], "する"
            return head.rstrip("を、"), "noun" if head.endswith("を") else form
    return text, ""


def _noun(text: str, origin: str) -> Fragment | None:
    """What stood before 「をお任せします」 is a thing to do, as long as it is no whole clause."""
    if text.endswith(("を", "に", "が", "て", "し", "は")) or re.search(r"[をが]", text):
        return _plain(text, origin)
    return _make("np", text)


def _plain(text: str, origin: str) -> Fragment | None:
    rules = _rules()
    person = rules["person_endings"].search(text)
    if person and origin != "duty" and person.start() >= 2:
        bare = re.sub(r"(?:の高い|が高い|のある|がある|の強い|が強い|をお持ち)$", "", text[: person.start()])
        if bare.endswith(rules["traits"]) and not rules["hard"].search(bare):
            return _make("trait", bare)
        return _make("quote", text)
    dropped = rules["drop_endings"].search(text)
    if dropped and dropped.start() >= 3:
        head = text[: dropped.start()].strip(_EDGE)
        return (
            _make("np", head) if not head.endswith(("を", "に", "が", "て", "し")) else _make("quote", text)
        )
    if rules["hard"].search(text):
        return _make("tool", text)
    if len(text) <= 14 and text.endswith(rules["traits"]):
        return _make("trait", text)
    if text.endswith("する"):
        return _suru(text[:-2])
    return _by_ending(text, origin)


def _by_ending(text: str, origin: str) -> Fragment | None:
    rules = _rules()
    noun = re.search(
        r"を[^を]*(?:た|る|う|く|す|ぶ|む|な)[^を]*の[^を]*$", text
    )  # 「診断機を使った…の読み取り」
    if rules["object"].search(text) and not noun and not re.search(r"の[^をにへではとの]*$", text):
        return _suru(text)
    if noun and rules["area"].search(text):
        return _make("np", text)
    if text.endswith(("ます", "です")):
        return _make("quote", text)
    if text.endswith(rules["verb_endings"]) and re.search(r"[をにがと]", text):
        return _make("quote" if re.search(r"(?<=[一-龥ァ-ヶー])は(?![んかこさ])", text) else "vp", text)
    if (
        re.search(r"[をが]", text)
        or origin == "requirement"
        and not _techlike(text)
        and not rules["area"].search(text)
    ):
        return _make("quote", text)
    if origin == "duty" and rules["roles"].search(text):
        return _make("quote", text)
    known = rules["area"].search(text) or _techlike(text)
    return _make("tool" if origin == "requirement" and known else "np", text)


def _techlike(text: str) -> bool:
    return bool(re.match(r"[A-Z][\w+#.\- ]*$", text))


def _can(head: str, whole: str) -> Fragment | None:
    head = head.rstrip("がを、")
    if head.endswith((*_rules()["suru"], "し")):
        return _suru(head)
    return _make("quote", whole)


def _suru(head: str) -> Fragment | None:
    """A noun of action (with its object) used as a verb: 「英語で商談」 + する."""
    head = trim(head)
    if len(head) < 2:
        return None
    topic = re.match(r"([^をはが、]{2,})は([^をはが、]+(?:へ|に)[^をはが、]+)$", head)
    if topic:  # 「危険な配置は師長へ報告」: the topic is the object
        return Fragment("vp", f"{topic[1]}を{topic[2]}する", topic[2], "", f"{topic[1]}を{topic[2]}する業務")
    if re.search(r"の[^をにでがと]*$", head) and "を" not in head:
        return _make("np", head)
    term = head + "する"
    return Fragment("vp", term, head, "", term + "業務")


def _make(cls: str, text: str) -> Fragment | None:
    text = trim(text)
    if len(text) < 2 or re.fullmatch(r"[0-9\s.%年]+", text):
        return None
    label = {"vp": text + "業務", "quote": f"「{text}」"}.get(cls, text)
    if cls == "np" and "、" in text:
        return Fragment(cls, f"「{text}」", text, "", f"「{text}」")
    return Fragment(cls, text, text, "", label)


def trim(text: str) -> str:
    """Shorten from the left at a comma; a Japanese clause carries its head at the end."""
    text = text.strip(_EDGE)
    while len(text) > _LIMIT:
        cut = text.find("、")
        if cut < 0 or len(text) - cut < 5:
            return ""
        text = text[cut + 1 :].strip(_EDGE)
    return text
