"""Chinese profile lines -> fragments, by the rules of ``fragments_zh_CN.json``.

A line is split at stops and commas; stock openings (负责, 熟悉, 具备, 三年以上) and endings
(经验优先, 等工作) come off; the rest is a verb phrase, an area, a tool or a way of working. Every
term is a literal piece of the line.
"""

from __future__ import annotations

import re
from functools import lru_cache

from . import freeform
from .data import load
from .fragment import MAX_CJK, Fragment, excerpt_around

_CLAUSE = re.compile(r"[。；;！!？?，,]\s*|\s{2,}")
_PAREN = re.compile(r"[（(][^（）()]*[）)]?")
_LABEL = re.compile(r"^([^:：]{2,8})[:：]\s*(.{4,})$")
_EDGE = " 、，。；：:;,.（）()【】[]“”\"'《》-—·"
_TIMED = re.compile(
    r"(?:有.{2,10}?(?:要|就|需要|得|的话)|[月年周季](?:底|末|初|中)|.{0,4}(?:高峰期|旺季|节假日)|每(?:天|日|周|月|季度|年|趟|班|次|晚)|[0-9一二三四五六七八九十]+(?:小时|天|日|分钟|周|个月)(?:之?内)|[^的，]{2,10}?(?:时|后|前|中|内)(?=[^的间段期])|[^的，]{2,6}?(?:期间|时段)(?=[^的]))"
)
_CONDITION = re.compile(
    r"^(?:遇到|如遇|碰到|如果|若|一旦|当|根据[^，]{1,6}需要$)|(?:的时候|之后|之前|期间|(?<=.{3})[时后])$"
)
_ROLES = frozenset(["HR", "IT", "BD", "QA", "QC", "PM", "UI", "UX"])
_PREPOSED = re.compile(r"(?:与|和|向|为|对|同|给|按|根据|针对|基于|依托|借助|通过|催|将|把|用|在|从|由|跟)")
_CLAUSE_MAX = 120  # longer runs without a comma are no prose
_LIMIT = MAX_CJK["zh_CN"]


@lru_cache(maxsize=1)
def _rules() -> dict:
    data = load("fragments_zh_CN")
    verbs = tuple(sorted(set(data["verbs"].split()), key=lambda verb: (-len(verb), verb)))
    return {
        "prefixes": [(re.compile(rule), mode) for rule, mode in data["prefixes"]],
        "suffixes": [re.compile(rule) for rule in data["suffixes"]],
        "purpose": re.compile(data["purpose"]),
        "traits": tuple(data["traits"]),
        "single": tuple(data["single_verbs"].split()),
        "claims": re.compile(data["claims"]),
        "noun_after": re.compile(f"(?:{'|'.join(verbs)}){data['noun_after']}"),
        "verbs": verbs,
    }


def fragments(line: str, origin: str) -> list[Fragment]:
    """All usable pieces of one line; origin: "duty", "requirement" or "skill"."""
    found, mode = [], ""
    label = _LABEL.match(line)
    text = freeform.plain(_PAREN.sub("", label.group(2) if label else line), "zh_CN")
    if origin != "skill" and freeform.is_heading(text, "zh_CN"):
        return []
    clauses = _joined([part for part in _CLAUSE.split(text) if part])
    for index, clause in enumerate(clauses):
        clause = _PAREN.sub("", clause).strip(_EDGE) if len(clause) <= _CLAUSE_MAX else ""
        if index and (_rules()["purpose"].match(clause) or re.match(r"有[^，]{1,10}的", clause)):
            continue
        if origin == "duty" and index and len(clause) < 5:
            continue  # "先进先出" behind a comma says too little alone
        rest, mode = _strip(clause, "tool" if origin == "skill" else "auto", origin)
        if origin == "duty" and index and len(rest) < 5:
            continue
        if mode == "years" and not _is_trade(rest):  # "两年仓库经验": a warehouse is nothing one masters
            rest, mode = _unpreferred(clause), "claim"
        for part in _parts(rest, mode):
            fragment = _classify(part.strip(_EDGE), mode, origin)
            if fragment:
                excerpt = excerpt_around(line, fragment.literal)
                found.append(Fragment(fragment.cls, fragment.term, fragment.literal, excerpt, fragment.label))
    return found


def _joined(clauses: list[str]) -> list[str]:
    """ "客人投诉的时候，去处理" is one thought: a condition stays with what follows it."""
    found: list[str] = []
    for clause in clauses:
        if found and _CONDITION.search(found[-1]):
            found[-1] += "，" + clause
        else:
            found.append(clause)
    return found


def _is_trade(text: str) -> bool:
    """ "直播运营", "PLC编程": something one can be asked about as such."""
    return (
        text not in _ROLES
        and bool(re.search(r"[A-Za-z]", text))
        or text.endswith(_rules()["verbs"])
        or len(text) > 10
    )


def _unpreferred(clause: str) -> str:
    return re.sub(r"(?:者|的)?(?:可)?优先(?:考虑|录用)?$", "", clause)


def _strip(text: str, mode: str, origin: str) -> tuple[str, str]:
    ability = text.endswith("能力")
    for _round in range(4):
        before = text
        for prefix, kind in _rules()["prefixes"]:
            match = prefix.match(text)
            if match and len(text) - match.end() >= 2:
                if kind == "have" and origin == "duty":
                    continue
                text = text[match.end() :].strip(_EDGE)
                mode = kind if kind not in ("again", "have") else mode
        for suffix in _rules()["suffixes"] if origin != "skill" else ():
            match = suffix.search(text)
            if match and match.start() >= 2 and not ability:
                text = text[: match.start()].strip(_EDGE)
                if "经" in match.group(0) and origin == "requirement":
                    mode = "years"
                elif "经" in match.group(0) or "知识" in match.group(0):
                    mode = "tool"
        if text == before:
            break
    return text, mode


def _parts(text: str, mode: str) -> list[str]:
    """Short items of a list of tools or abilities stand alone; other lists stay whole."""
    pieces = [piece.strip(_EDGE) for piece in re.split(r"[、/]|以及|或者|和(?=[A-Z])|或(?=[A-Z])", text)]
    pieces = [re.sub(r"^([A-Z][\w+#.]*)等.*|^有(?=.心$)", r"\1", piece) for piece in pieces if piece]
    if len(pieces) > 1 and mode in ("tool", "years") and all(len(piece) <= 10 for piece in pieces):
        return pieces
    if len(pieces) > 1 and all(any(t in piece for t in _rules()["traits"]) for piece in pieces):
        return pieces
    if len(text) > _LIMIT and len(pieces) > 1:
        return [pieces[0]]
    return [text]


def _classify(text: str, mode: str, origin: str) -> Fragment | None:
    text = trim(text)
    if len(text) < 2 or re.fullmatch(r"[0-9\s.%]+", text):
        return None
    if re.search(r"[我你您他她]|我们|^是|吗$|^不", text):
        return None
    if mode == "claim" or origin == "requirement" and _rules()["claims"].search(text):
        return Fragment("quote", text, text, "", f"“{text}”")
    if _is_trait(text, origin):
        term = text + "能力" if text.endswith(("抗压", "沟通")) else text
        return Fragment("trait", term, text, "", term)
    if mode in ("tool", "years"):
        return _tool(text)
    if _is_charge(text, mode, origin) or _is_area(text, origin):
        return Fragment("np", text, text, "", text)
    if origin == "duty" and (_is_timed(text) or re.search(r"不了|不到|不上", text)):
        return Fragment("quote", text, text, "", f"“{text}”")  # a condition in front fits no "how do you"
    if _starts_with_verb(text, origin) and not _is_name(text):
        return Fragment("vp", text, text, "", text)
    if re.search(r"[，。；]", text) or not re.search(r"[\u4e00-\u9fff]", text) and len(text) > 24:
        return Fragment("quote", text, text, "", f"“{text}”")
    if origin == "requirement" and (not _activity(text) or re.match(r"经历|有过|参加过", text)):
        cls = "tool" if re.search(r"[A-Z]", text) and len(text) <= 14 else "quote"
        return Fragment(cls, text, text, "", text if cls == "tool" else f"“{text}”")
    if not _activity(text) or _PREPOSED.match(text):
        return Fragment("quote", text, text, "", f"“{text}”")
    return Fragment("np", text, text, "", text)


def _is_trait(text: str, origin: str) -> bool:
    if origin == "skill" and len(text) > 2 and text.endswith(("沟通", "合作", "协作")):
        return False
    return len(text) <= 14 and text[0] not in "与向为对跟和同给" and text.endswith(_rules()["traits"])


def _is_charge(text: str, mode: str, origin: str) -> bool:
    """It stood behind 负责 and is no clause of its own: "日常费用报销、现金收付"."""
    if mode != "np" or origin != "duty" or len(text) < 4 or re.search(r"[，。；]", text):
        return False
    return not _starts_with_verb(text, origin) or text.endswith(_rules()["verbs"])


def _is_area(text: str, origin: str) -> bool:
    """ "48名员工的管理", "护理员的招聘": begins with a thing, ends in an activity."""
    counted = re.match(r"(?:\d+|[一二三四五六七八九十]+)(?:个|位|名|件|家|台|套|条)", text)
    if origin == "duty" and counted and _activity(text):
        return True
    return _is_list(text) or bool(_rules()["noun_after"].match(text)) and _activity(text)


def _is_timed(text: str) -> bool:
    """ "每天审评茶样", "作业前落实挂牌": a time or a condition stands before the verb."""
    return bool(_TIMED.match(text)) and not text.startswith(_rules()["verbs"]) and not _PREPOSED.match(text)


def _tool(text: str) -> Fragment:
    if (
        ("的" in text and len(text) > 8)
        or text.endswith(
            (
                "行业",
                "领域",
                "岗位",
                "背景",
                "企业",
                "酒店",
                "医院",
                "食堂",
                "公司",
                "工厂",
                "机构",
                "学校",
                "门店",
                "病房",
                "科室",
                "工地",
                "一线",
                "现场",
                "律所",
                "事务所",
                "银行",
                "台",
                "临床",
            )
        )
        or re.search(r"工作.{2,}", text)
    ):
        return Fragment("quote", text, text, "", f"“{text}”")
    if re.search(r"(?:系统|软件|平台|工具|设备|仪器|证)$", text):
        return Fragment("tool", text, text, "", text)
    if (
        _starts_with_verb(text)
        and len(text) > 5
        and "的" not in text
        and not _rules()["noun_after"].match(text)
    ):
        return Fragment("vp", text, text, "", text)
    return Fragment("tool", text, text, "", text)


def _is_list(text: str) -> bool:
    """ "审查意见、年费、PCT期限监控": things first, the activity last."""
    nominal = _rules()["noun_after"].match(text) or not text.startswith(_rules()["verbs"])
    return (
        "、" in text
        and nominal
        and text.endswith(_rules()["verbs"])
        and not text.startswith(("与", "和", "对", "向", "将", "把", "给"))
        and bool(
            re.match(
                r"[^、]*(?:意见|费|证|书|表|单|率|品|员|器|机|件|料|款|金|税|票|账|图|户|店|厂|线|站)、", text
            )
        )
    )


def _starts_with_verb(text: str, origin: str = "") -> bool:
    """Also behind an adverb (独立处理…) or a partner (与销售部门对接…)."""
    text = (
        re.sub(
            r"^(?:每(?:天|日|周|月|季度|年|趟|班|次)(?:[^的，]{0,4}?次)?(?:[^的，]{0,8}?(?:后|前|时))?|[0-9一二三四五六七八九十]+(?:小时|天|日|分钟|周)(?:之?内)|.{2,8}(?:后|前|时|内)(?=.{3})|(?:远程|实时|随时|连夜|现场|全程|亲自|边播边|定点)+)",
            "",
            text,
        )
        if origin
        else text
    )
    text = re.sub(
        r"^(?:独立|及时|定期|积极|准确|合理|深入|主动|持续|快速|妥善|有效|按时|严格|快速|灵活|每日|每天|每周|每月|每季度|每年|定时|协同)(?:地)?",
        "",
        text,
    )
    text = re.sub(r"^(?:[^的]{2,4}期间|在.{1,8}?(?:前|后|时|期间))", "", text)
    text = re.sub(r"^(?:及时|快速|独立|妥善)", "", text)
    rules = _rules()
    if text.startswith(rules["verbs"]):
        return True
    if (
        origin == "duty"
        and len(text) > 3
        and text[0] in rules["single"]
        and not text.endswith(rules["verbs"])
    ):
        return True
    led = re.match(
        r"(?:与|和|向|为|对|同|给|按照?|根据|针对|基于|依托|借助|通过|催|将|把|用|在|从|由|跟|围绕|就|边|依据|联合|协同|随|以)",
        text,
    )
    if not led or text.endswith(("的", "上", "中")):
        return False
    rest = text[led.end() + 1 :]
    found = any(verb in rest for verb in rules["verbs"]) or any(char in rest[1:] for char in rules["single"])
    return found and not re.search(r"的[^的]{0,4}$", rest)


def _is_name(text: str) -> bool:
    """ "质量管理"-like names that begin with a verb: 采购管理, 设计评审, 销售预测."""
    light = text.startswith(("参与", "协助", "配合", "完成", "组织", "跟进", "支持", "推动"))
    return (
        not light
        and len(text) <= 6
        and text.endswith(
            ("管理", "评审", "系统", "平台", "体系", "流程", "方法", "工具", "班本", "登记本", "记录本")
        )
    )


def _activity(text: str) -> bool:
    """Ends in an activity: fits after 负责."""
    return text.endswith((*_rules()["verbs"], "工作", "业务", "管理", "运作", "建设", "服务"))


def trim(text: str) -> str:
    """Cut to at most the limit, at a list mark or a connective; literal start of ``text``."""
    text = text.strip(_EDGE)
    while len(text) > _LIMIT:
        cut = max(text.rfind(mark, 0, _LIMIT) for mark in ("、", "并", "及", "和", "与", " "))
        if cut < 4:
            return ""
        text = text[:cut].rstrip(_EDGE + "以并及和与")
    return text
