"""Texts for the tests of the prompts, the same matter in every language."""

from __future__ import annotations

from ..schema import CompetencyRef, JobRef, KpiRef, SkillRef

JOBS = {
    "en": JobRef(
        name="Process engineer",
        duties=("Cut scrap on the moulding lines with lean methods", "Run root cause analysis of rejects"),
        requirements=("Two years of lean production experience",),
        skills=(SkillRef(31, "Minitab"),),
        kpis=(KpiRef(11, "Scrap rate", direction="decrease", target=2.0, unit="%", goal="Lower cost"),),
        competencies=(CompetencyRef(21, "Candour", positive=("Names own mistakes first",), is_culture=True),),
    ),
    "zh_CN": JobRef(
        name="工艺工程师",
        duties=("用精益方法降低注塑线的废品率", "对不良品做根本原因分析"),
        requirements=("两年以上精益生产经验",),
        skills=(SkillRef(31, "Minitab"),),
        kpis=(KpiRef(11, "废品率", direction="decrease", target=2.0, unit="%", goal="降低成本"),),
        competencies=(CompetencyRef(21, "坦诚", positive=("先说自己的失误",), is_culture=True),),
    ),
    "ja": JobRef(
        name="工程技術者",
        duties=("リーン手法で成形ラインの不良率を下げる", "不良品の根本原因を分析する"),
        skills=(SkillRef(31, "Minitab"),),
        kpis=(KpiRef(11, "不良率", direction="decrease", target=2.0, unit="%"),),
        competencies=(CompetencyRef(21, "率直さ", positive=("自分の失敗を先に述べる",), is_culture=True),),
    ),
    "es": JobRef(
        name="Ingeniería de procesos",
        duties=("Reducir la merma de las líneas de moldeo", "Analizar la causa raíz de los rechazos"),
        skills=(SkillRef(31, "Minitab"),),
        kpis=(KpiRef(11, "Tasa de merma", direction="decrease", target=2.0, unit="%"),),
        competencies=(
            CompetencyRef(21, "Franqueza", positive=("Nombra primero sus errores",), is_culture=True),
        ),
    ),
}
#: (text, source id, term) of two good questions
QUESTIONS = {
    "en": [
        (
            "Describe one time you had to cut scrap on the moulding lines and nobody agreed on the cause.",
            "D1",
            "cut scrap",
        ),
        (
            "Walk me through a root cause analysis you led, from the first reject to the fix.",
            "D2",
            "root cause analysis",
        ),
    ],
    "zh_CN": [
        ("请讲一次您在原因不明的情况下降低注塑线的废品率的经历。", "D1", "注塑线的废品率"),
        ("请说明您主持过的一次根本原因分析，从发现问题到确认对策。", "D2", "根本原因分析"),
    ],
    "ja": [
        (
            "原因の見方が分かれる中で、成形ラインの不良率を下げた経験を一つお聞かせください。",
            "D1",
            "成形ラインの不良率",
        ),
        (
            "あなたが中心になって根本原因を突き止めた例を、発見から対策まで説明してください。",
            "D2",
            "根本原因",
        ),
    ],
    "es": [
        (
            "Describa una ocasión en la que tuvo que reducir la merma sin acuerdo sobre la causa.",
            "D1",
            "reducir la merma",
        ),
        (
            "Explique un análisis en el que encontró la causa raíz de un problema repetido.",
            "D2",
            "causa raíz",
        ),
    ],
}
NAMES = {
    "en": ("Method", "Result", "Own part"),
    "zh_CN": ("方法得当", "结果清楚", "本人贡献"),
    "ja": ("進め方", "結果の示し方", "本人の役割"),
    "es": ("Método", "Resultado", "Parte propia"),
}
LEVELS = {
    "en": (
        "Names no step of the work at all.",
        "Speaks of the team in general only.",
        "Names one step without a reason.",
        "Names the steps and one reason for them.",
        "Compares two options with figures.",
        "Shows how the effect was checked later.",
    ),
    "zh_CN": (
        "没有说出任何步骤。",
        "只笼统地提到团队的做法。",
        "说出一个步骤，没有理由。",
        "说出各个步骤和一个理由。",
        "用数据比较了两种办法。",
        "说明后来怎样检验效果。",
    ),
    "ja": (
        "手順を何も述べていない。",
        "チーム全般の話にとどまる。",
        "手順を一つ述べるが理由がない。",
        "手順と理由を一つ述べる。",
        "二つの案を数値で比べる。",
        "後で効果をどう確かめたかを示す。",
    ),
    "es": (
        "No nombra ningún paso del trabajo.",
        "Habla solo del equipo en general.",
        "Nombra un paso sin dar el motivo.",
        "Nombra los pasos y un motivo.",
        "Compara dos opciones con cifras.",
        "Muestra cómo comprobó después el efecto.",
    ),
}
SIGNS = {
    "en": "Gives figures with a unit",
    "zh_CN": "给出带单位的数据",
    "ja": "単位のある数値を示す",
    "es": "Da cifras con su unidad",
}
PROBES = {
    "en": ["Which figures did you use?", "Who disagreed, and why?"],
    "zh_CN": ["您用了哪些数据？", "谁不同意，理由是什么？"],
    "ja": ["どの数値を使いましたか。", "誰が、なぜ反対しましたか。"],
    "es": ["¿Qué cifras utilizó?", "¿Quién no estuvo de acuerdo y por qué?"],
}
ANSWERS = {
    "en": "First I weighed the rejects of each shift for two weeks. Then I cut the scrap from 6% to 3% by changing the mould temperature.",
    "zh_CN": "我先用两周时间称了每个班次的不良品。然后我调整了模具温度，把废品率从6%降到3%。",
    "ja": "まず二週間、各シフトの不良品の重さを量りました。次に金型の温度を変え、不良率を6%から3%に下げました。",
    "es": "Primero pesé los rechazos de cada turno durante dos semanas. Después bajé la merma del 6% al 3% cambiando la temperatura del molde.",
}
QUOTES = {
    "en": ("weighed the rejects of each shift", "cut the scrap from 6% to 3%"),
    "zh_CN": ("称了每个班次的不良品", "把废品率从6%降到3%"),
    "ja": ("各シフトの不良品の重さを量りました", "不良率を6%から3%に下げました"),
    "es": ("pesé los rechazos de cada turno", "bajé la merma del 6% al 3%"),
}
REASONS = {
    "en": "The steps are named in order, with a figure.",
    "zh_CN": "按顺序说出了步骤，并给出了数据。",
    "ja": "手順が順に述べられ、数値も示されています。",
    "es": "Los pasos se nombran en orden y con una cifra.",
}
ADVICE = {
    "en": "We recommend to hire this candidate.",
    "zh_CN": "建议录用该候选人。",
    "ja": "この候補者は採用すべきです。",
    "es": "Recomiendo contratar a esta persona.",
}
FOREIGN = {
    "en": "请说明您当时使用了哪些数据。",
    "zh_CN": "Which figures did you use at the time of the change?",
    "ja": "Which figures did you use at the time of the change?",
    "es": "请说明您当时使用了哪些数据。",
}
