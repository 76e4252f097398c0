"""Japanese profile lines -> fragments, by the rules of ``fragments_ja.json``.

A line is split at 。 and ； and, where each part can stand alone, at 、. Stock endings (〜の経験,
〜できる方, 〜すること, 〜を担当) come off. A verb phrase ends in a dictionary form; a noun of action
may get する behind it (the term stays literal), everything else is an area, a tool or a trait.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .data import load
from .fragment import MAX_CJK, Fragment, excerpt_around

_SENTENCE = re.compile(r"[。；;！!？?]\s*|\s{2,}|\s*/\s*|／")
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
    rules["suru"] = tuple(data["suru_nouns"].split())
    rules["traits"] = tuple(data["traits"])
    rules["verb_endings"] = tuple(data["verb_endings"])
    return rules


def fragments(line: str, origin: str) -> list[Fragment]:
    """All usable pieces of one line; origin: "duty", "requirement" or "skill"."""
    found = []
    label = _LABEL.match(line)
    for sentence in _SENTENCE.split(label.group(2) if label else line):
        sentence = _PAREN.sub("", sentence).strip(_EDGE) if len(sentence) <= _SENTENCE_MAX else ""
        for prefix in _rules()["prefixes"]:
            sentence = prefix.sub("", sentence).strip(_EDGE)
        fragment = _classify(sentence, origin) if len(sentence) > 1 else None
        for item in _expand(fragment):
            excerpt = excerpt_around(line, item.literal)
            found.append(Fragment(item.cls, item.term, item.literal, excerpt, item.label))
    return found


def _expand(fragment: Fragment | None) -> list[Fragment]:
    """「Python、SQL」 -> two tools; other fragments stay whole."""
    if fragment is None:
        return []
    pieces = [piece.strip(_EDGE) for piece in re.split(r"[、・,]|および|または|や(?=[A-Z])|と(?=[A-Z])", fragment.term)]
    pieces = [piece for piece in pieces if piece]
    if fragment.cls == "tool" and len(pieces) > 1 and all(2 <= len(p) <= 12 for p in pieces):
        if sum(bool(re.match(r"[A-Z]", p)) for p in pieces) >= len(pieces) - 1:
            return [Fragment("tool", p, p, "", p) for p in pieces]
    return [fragment]


def _classify(text: str, origin: str) -> Fragment | None:
    rules = _rules()
    if re.search(r"(?:です|ません|ましょう|ください|ている|ない|したい|たい)(?:方|人)?$|私|あなた", text):
        text = text if len(text) <= 14 else ""
        return _make("quote", text)
    for rule, cls in ((rules["tool_endings"], "tool"), (rules["experience_endings"], "np")):
        match = rule.search(text)
        if match and match.start() >= 2:
            head = text[: match.start()].strip(_EDGE)
            if cls == "np" and not _techlike(head) and not head.endswith((*rules["suru"], "営業", "作業", "事務")):
                return _make("quote", re.sub(r"(?:経験).*$", "経験", text))
            return _make("tool" if cls == "tool" or _techlike(head) else "np", head)
    match = rules["can_endings"].search(text)
    if match and match.start() >= 2:
        return _can(text[: match.start()])
    text = re.sub(r"(?:する|行う|図る)?こと$", lambda m: m.group(0)[:-2], text)
    for rule, form in rules["polite"]:
        text, changed = rule.subn(form, text)
        if changed and form == "する":
            return _suru(text[:-2])
    return _plain(text, origin)


def _plain(text: str, origin: str) -> Fragment | None:
    rules = _rules()
    person = rules["person_endings"].search(text)
    if person and origin != "duty" and person.start() >= 2:
        text = re.sub(r"(?:の高い|が高い|のある|がある|の強い|が強い|をお持ち)$", "", text[: person.start()])
        return _make("trait" if text.endswith(rules["traits"]) else "quote", text)
    dropped = rules["drop_endings"].search(text)
    if dropped and dropped.start() >= 3:
        head = text[: dropped.start()].strip(_EDGE)
        return _make("np", head) if not head.endswith(("を", "に", "が", "て", "し")) else _make("quote", text)
    if len(text) <= 14 and text.endswith(rules["traits"]):
        return _make("trait", text)
    if origin == "skill":
        return _make("tool", text)
    if text.endswith("する"):
        return _suru(text[:-2])
    if re.search(r"[をにがで]", text) and text.endswith(rules["suru"]) and re.search(r"を[^のを]{2,8}$", text):
        return _suru(text)
    if text.endswith(rules["verb_endings"]) and re.search(r"[をにがと]", text):
        return _make("vp", text)
    if re.search(r"[をが]", text):
        return _make("quote", text)
    return _make("tool" if origin == "requirement" and _techlike(text) else "np", text)


def _techlike(text: str) -> bool:
    return bool(re.match(r"[A-Z][\w+#.\- ]*$", text))


def _can(head: str) -> Fragment | None:
    head = head.rstrip("がを、")
    if head.endswith(_rules()["suru"]) or head.endswith("し"):
        return _suru(head)
    return _make("quote", head)


def _suru(head: str) -> Fragment | None:
    """A noun of action (with its object) used as a verb: 「英語で商談」 + する."""
    head = trim(head)
    if len(head) < 2:
        return None
    if re.search(r"の[^をにでがと]*$", head) and "を" not in head:
        return _make("np", head)
    term = head + "する"
    return Fragment("vp", term, head, "", term + "こと")


def _make(cls: str, text: str) -> Fragment | None:
    text = trim(text)
    if len(text) < 2 or re.fullmatch(r"[0-9\s.%年]+", text):
        return None
    label = {"vp": text + "こと", "quote": f"「{text}」"}.get(cls, text)
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
