"""What identifies a candidate leaves no text, and comes back literally.

The corpus was written after the rules; on it, before any correction, all mail addresses, links,
telephone and bank numbers and addresses were found, 12 of 13 identity numbers and 36 of 42 names
(4 of the misses were known names), with 2 false alarms in 70 innocent texts.
"""

from __future__ import annotations

import doctest
import json
import time
import unittest
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from .. import folding, redact
from ..privacy import fold as fold_module
from ..redact import Redactor

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:
    given = None

CORPUS = json.loads((Path(__file__).parent / "data" / "redact_corpus.json").read_text(encoding="utf-8"))
NAMES = CORPUS["known_names"]
ADVERSARIAL = (
    "a", "1", "a.", "a@", "1 ", "(1", "市", "路1号", "姓名:张", "省市区路1-", "Calle A ", "name: A ", "张 ", "Zh-", "é",
    "9876 5432 ", "東京都渋谷区1-", "1 Ab ", "[PERSON_1", "1990年1月", "a at b dot ", "\n", " ", "地址:a ",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    text: str
    notes: tuple[str, ...] = ()
    table: dict = field(default_factory=dict)
    number: int = 3


class TestCorpus(unittest.TestCase):
    def test_every_identifier_is_hidden(self):
        for row in CORPUS["identifying"]:
            spans = Redactor(NAMES).spans(row["text"])
            for each in row["identifiers"]:
                with self.subTest(text=row["text"], identifier=each["text"]):
                    end = each["start"] + len(each["text"])
                    self.assertEqual(row["text"][each["start"] : end], each["text"])
                    covered = [span for span in spans if span.start <= each["start"] and end <= span.end]
                    self.assertEqual([span.kind for span in covered], [each["kind"]])

    def test_no_identifier_is_left_in_the_text(self):
        for row in CORPUS["identifying"]:
            redacted = Redactor(NAMES).redact(row["text"])
            for each in row["identifiers"]:
                if each["kind"] != "PERSON":
                    self.assertNotIn(each["text"], redacted)

    def test_false_alarms(self):
        innocent = CORPUS["innocent"]
        alarms = [row["text"] for row in innocent if Redactor(NAMES).spans(row["text"])]
        self.assertGreaterEqual(len(innocent), 60)
        self.assertLessEqual(len(alarms), 0.02 * len(innocent), alarms)

    def test_round_trip(self):
        redactor = Redactor(NAMES)
        for row in CORPUS["identifying"] + CORPUS["innocent"]:
            self.assertEqual(redactor.restore(redactor.redact(row["text"])), row["text"])


class TestNames(unittest.TestCase):
    def hidden(self, name, text):
        return Redactor([name]).spans(text)

    def assert_hidden(self, name, *texts):
        for text in texts:
            self.assertTrue(self.hidden(name, f"- with {text}, x"), text)

    def assert_not_hidden(self, name, *texts):
        for text in texts:
            self.assertEqual(self.hidden(name, text), [], text)

    def test_latin_forms(self):
        self.assert_hidden(
            "Zhang Wei", "Zhang Wei", "Wei Zhang", "ZHANG WEI", "zhang  wei", "Zhang, Wei", "Zhang", "Wei", "zhangwei88",
            "weizhang", "W. Zhang", "Zhang W.", "Ｚｈａｎｇ Ｗｅｉ", "Zhāng Wěi", "Zhang\nWei", "Zhang\u200bWei", "Wei's",
        )  # fmt: skip

    def test_two_syllables(self):
        self.assert_hidden("Wang Xiaoming", "Xiao-Ming Wang", "Xiao Ming Wang", "Xiaoming", "WANG Xiaoming")
        self.assert_hidden("Chen Ming-Hui", "Minghui Chen", "Ming-Hui", "Minghui")

    def test_spanish_forms(self):
        self.assert_hidden(
            "María José García López",
            "Maria Jose Garcia",
            "García López, María José",
            "Mª José García",
            "María García",
        )
        self.assert_hidden("Ana de la Cruz", "Ana de la Cruz", "ANA DE LA CRUZ", "Cruz, Ana")

    def test_characters_nobody_sees_hide_no_name(self):
        """A variation selector within a name, as fonts and forms leave them, kept the name in the text."""
        redactor = Redactor(["张伟", "Ada Byron"])
        for name in ("张\ufe00伟", "Ada By\ufe0fron", "张\u200b伟"):
            with self.subTest(name):
                self.assertEqual(redactor.redact(f"({name})"), f"({redactor.redact(name)})")
                self.assertTrue(redactor.redact(name).startswith("[PERSON_"))

    def test_chinese_forms(self):
        self.assert_hidden("张伟", "张伟", "张 伟", "张　伟", "張偉", "张先生", "和张总", "老张", "张\n伟")
        self.assert_hidden("欧阳雪梅", "欧阳雪梅", "欧阳女士", "雪梅老师")
        self.assert_hidden("张伟 (David Zhang)", "张伟", "David Zhang", "David")

    def test_japanese_forms(self):
        self.assert_hidden("佐藤 健一", "佐藤健一", "佐藤 健一", "佐藤さん", "佐藤部長", "健一さん")

    def test_words_that_are_names(self):
        self.assert_not_hidden("Will May", "Will you join?", "we will", "In May 2019", "you may")
        self.assert_hidden("Will May", "Will May", "said Will")
        self.assert_not_hidden("He Can", "he can do it")
        self.assert_not_hidden("Li Na", "reLi", "Na", "nation")
        self.assert_not_hidden("高明", "提升明显", "小高层", "提高总量")
        self.assert_not_hidden("常建设", "建设", "通常总是", "经常工作")
        self.assert_hidden("高明", "高明")

    def test_unknown_names_in_context(self):
        for text, name in (
            ("姓名：王小波 性别：男", "王小波"),
            ("姓 名 王小波", "王小波"),
            ("我叫王小波，来自西安", "王小波"),
            ("推荐人：李四光", "李四光"),
            ("氏名：鈴木 一朗", "鈴木 一朗"),
            ("Name: Jane Roe\n", "Jane Roe"),
            ("My name is Jane Roe and I", "Jane Roe"),
            ("Nombre: Juan Pérez", "Juan Pérez"),
            ("Me llamo Juan Pérez.", "Juan Pérez"),
        ):
            self.assertIn(name, _hidden_by(Redactor(), text), text)

    def test_employers_only_if_asked(self):
        text = "I worked at Acme Widgets Ltd. and 灯塔科技."
        employers = ["Acme Widgets Ltd.", "灯塔科技有限公司"]
        self.assertEqual(Redactor((), employers).redact(text), text)
        redacted = Redactor((), employers, hide_employers=True).redact(text)
        self.assertEqual(redacted, "I worked at [ORG_1]. and [ORG_2].")


def _hidden_by(redactor, text):
    redactor.redact(text)
    return list(redactor.mapping.values())


class TestPlaceholders(unittest.TestCase):
    def test_doctests(self):
        for module in (redact, folding, fold_module):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_one_per_surface_form(self):
        redactor = Redactor(["Zhang Wei"])
        self.assertEqual(
            redactor.redact("Wei Zhang, Zhang Wei, Wei Zhang"), "[PERSON_1], [PERSON_2], [PERSON_1]"
        )
        self.assertEqual(redactor.redact("ask Zhang Wei"), "ask [PERSON_2]")
        self.assertEqual(redactor.mapping, {"[PERSON_1]": "Wei Zhang", "[PERSON_2]": "Zhang Wei"})

    def test_candidate_cannot_write_a_placeholder(self):
        redactor = Redactor(["Zhang Wei"])
        redactor.redact("Zhang Wei")
        text = "[PERSON_1] [LITERAL_1] [PERSON_[PERSON_1]1]"
        redacted = redactor.redact(text)
        self.assertNotIn("[PERSON_1]", redacted)
        self.assertEqual(redactor.restore(redacted), text)

    def test_unknown_placeholder_stays(self):
        self.assertEqual(Redactor().restore("[PERSON_7] [PERSON_x]"), "[PERSON_7] [PERSON_x]")

    def test_to_and_from_dict(self):
        redactor = Redactor(["Zhang Wei"], ["Acme"], hide_employers=True)
        redactor.redact("Zhang Wei at Acme, a@b.com")
        again = Redactor.from_dict(json.loads(json.dumps(redactor.to_dict())))
        self.assertEqual(again.to_dict(), redactor.to_dict())
        self.assertEqual(again.redact("Wei Zhang, Zhang Wei"), "[PERSON_2], [PERSON_1]")

    def test_values(self):
        redactor = Redactor(["Zhang Wei"])
        value = {"Zhang Wei": [Sample("Zhang Wei", ("a@b.com",), {"k": "Wei"}), ("Wei", 4, None, True)]}
        redacted = redactor.redact_value(value)
        self.assertEqual(redacted["Zhang Wei"][0], Sample("[PERSON_1]", ("[EMAIL_1]",), {"k": "[PERSON_2]"}))
        self.assertEqual(redacted["Zhang Wei"][1], ("[PERSON_2]", 4, None, True))
        self.assertEqual(redactor.restore_value(redacted), value)
        self.assertEqual(value["Zhang Wei"][0].text, "Zhang Wei")

    def test_restored_quote_is_literal(self):
        redactor = Redactor(["张伟"])
        text = "张伟带领12人，电话13800138000，把成本降低15%。"
        redacted = redactor.redact(text)
        quote = redacted[redacted.index("带领") - 10 : redacted.index("成本")]
        self.assertIn(redactor.restore(quote), text)


class TestSpeed(unittest.TestCase):
    def test_adversarial_texts(self):
        """100,000 characters made to let patterns fail late: less than a second of computing."""
        redactor = Redactor(NAMES)
        redactor.redact("warm up, é")
        for unit in ADVERSARIAL:
            text = (unit * 100_000)[:100_000]
            best = 9.0
            for _attempt in range(3):
                begin = time.process_time()
                redacted = redactor.redact(text)
                best = min(best, time.process_time() - begin)
                if best < 1:
                    break
            self.assertLess(best, 1, unit)
            self.assertEqual(redactor.restore(redacted), text)


if given:
    PIECES = [row["text"][:30] for row in CORPUS["identifying"][::5]] + NAMES
    PIECES += [
        "[PERSON_1]",
        "[LITERAL_1]",
        "[EMAIL_2",
        "_1]",
        "[",
        "]",
        "\u200b",
        "\ud800",
        "ﬁ",
        "\n",
        "e\u0301",
        "İ",
    ]
    TEXTS = st.one_of(
        st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4))).map("".join)
    )

    class TestAnyText(unittest.TestCase):
        redactor = Redactor(NAMES)

        @settings(max_examples=300, deadline=None)
        @given(TEXTS)
        def test_round_trip(self, text):
            redacted = self.redactor.redact(text)
            self.assertEqual(self.redactor.restore(redacted), text)
            self.assertEqual(self.redactor.redact(text), redacted)

        @settings(max_examples=100, deadline=None)
        @given(TEXTS)
        def test_twice(self, text):
            """Redacting what is redacted hides the placeholders as literals; nothing gets lost."""
            once = self.redactor.redact(text)
            self.assertEqual(self.redactor.restore(self.redactor.redact(once)), once)

        @settings(max_examples=100, deadline=None)
        @given(TEXTS)
        def test_spans_are_ordered(self, text):
            spans = self.redactor.spans(text)
            for one, two in pairwise(spans):
                self.assertLessEqual(one.end, two.start)
            self.assertTrue(all(0 <= span.start < span.end <= len(text) for span in spans))


if __name__ == "__main__":
    unittest.main()
