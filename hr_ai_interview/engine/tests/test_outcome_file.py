"""Files of HR: what is read, what is said to be changed, and what is left to a person."""

import doctest
import io
import unittest
from datetime import date, datetime, time

from .. import outcome_file
from ..outcome_file import (
    FIELDS,
    Raw,
    TableError,
    clean,
    group_lines,
    heads,
    match_heads,
    read_table,
    template_heads,
)

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # development requirement
    raise unittest.SkipTest("hypothesis is not installed") from None

HEADS = "Employee No.,Window,Date,KPI,Target,Actual,Rating"


def raw(figures=(), **values):
    return Raw([2], {"employee": "A17", "window": "90", "date": "2026-03-31", **values}, list(figures))


def read(line, head=HEADS, **options):
    table = read_table(f"{head}\n{line}\n".encode(), "x.csv")
    [group] = group_lines(table, match_heads(table.heads))
    return clean(group, **options)


def xlsx(rows, formats=None):
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, shape in (formats or {}).items():
        book.active[cell].number_format = shape
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class TestTable(unittest.TestCase):
    def test_doctest(self):
        for module in (outcome_file, heads):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_encodings_and_delimiters(self):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            for delimiter in ",;\t|":
                text = f"工号{delimiter}日期\n张三{delimiter}2026-03-31\n"
                table = read_table(text.encode(encoding), "x.csv")
                self.assertEqual(table.heads, ("工号", "日期"))
                self.assertEqual(table.lines, ((2, ("张三", "2026-03-31")),))

    def test_cells_of_a_spreadsheet(self):
        content = xlsx(
            [
                ["KPI", "Actual", "Date", "Other"],
                ["A", 0.07, datetime.combine(date(2026, 3, 31), time(5)), 1234.5],
                [1001.0, True, date(2026, 1, 2)],
            ],
            {"B2": "0%"},
        )
        self.assertEqual(read_table(content, "x.XLSX").lines[0][1], ("A", "7%", "2026-03-31", "1234.5"))
        self.assertEqual(read_table(content, "x.xlsx", ",").lines[0][1][3], "1234,5")
        self.assertEqual(read_table(content, "x.xlsx").lines[1][1], ("1001", "TRUE", "2026-01-02", ""))

    def test_what_is_no_table(self):
        for content, name, reason in (
            (b"", "x.csv", "empty"),
            (b"a,b\n", "x.csv", "empty"),
            (b"a,b\n1,2\n", "x.pdf", "type"),
            (b"a,b\n1,2\n", "x.xlsx", "broken"),
            (b"PK\x03\x04" + b"0" * 50, "x.xlsx", "broken"),
            (b'a,b\n"1,2\n', "x.csv", "broken"),
            (b"a,b\n\x00,2\n", "x.csv", "cell"),
            (b"a\xff\xff\xff", "x.csv", "encoding"),
            (b"a,b\n" + b"1,2\n" * 20_001, "x.csv", "lines"),
            (b",".join([b"a"] * 101) + b"\n" + b",".join([b"a"] * 101), "x.csv", "columns"),
            (b"0" * 20_000_001, "x.csv", "size"),
            (b"a,b\n" + b"1" * 501 + b",2\n", "x.csv", "cell"),
        ):
            with self.subTest(reason=reason, name=name):
                with self.assertRaises(TableError) as caught:
                    read_table(content, name)
                self.assertEqual(caught.exception.reason, reason)

    @given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.xlsx", "x.txt"]))
    @settings(deadline=None)
    def test_any_bytes_are_a_table_or_a_reason(self, content, name):
        try:
            table = read_table(content, name)
        except TableError as error:
            self.assertTrue(error.reason)
        else:
            self.assertTrue(all(len(cells) == len(table.heads) for _number, cells in table.lines))

    def test_headings_of_all_languages(self):
        for line in (
            "Outcome ID|Employee|Window|Date|KPI|Target|Actual|Rating|Probation|Exit reason|Award",
            "结果编号|工号|窗口|日期|指标|目标|实际|评分|试用期|离职原因|奖项",
            "結果ID|社員番号|期間|日付|指標|目標|実績|評価|試用期間|退職理由|表彰",
            "ID del resultado|Empleado|Ventana|Fecha|Indicador|Objetivo|Real|Calificación|Periodo de prueba|Motivo de salida|Premio",
        ):
            found = match_heads(line.split("|"))
            self.assertEqual(list(found.values()), [name for name in FIELDS if name != "employee_id"])

    def test_the_template_is_read(self):
        for lang in ("en", "zh_CN", "ja", "es"):
            self.assertEqual(list(match_heads(template_heads(lang)).values()), list(FIELDS), lang)

    def test_no_heading_means_two_things(self):
        words = heads.load_words()["heads"]
        folded = [heads.fold(head) for names in words.values() for head in names]
        self.assertEqual(len(folded), len(set(folded)))


class TestGroup(unittest.TestCase):
    def test_lines_of_one_outcome(self):
        text = f"ID,{HEADS}\n1,A17,90,2026-03-31,NPS,80,85,7\n1,,,,REPAIRS,10,12,\n2,A17,180,2026-06-30,NPS,80,80,7\n"
        table = read_table(text.encode(), "x.csv")
        first, second = group_lines(table, match_heads(table.heads))
        self.assertEqual((first.lines, second.lines), ([2, 3], [4]))
        self.assertEqual(first.figures, [("NPS", "80", "85"), ("REPAIRS", "10", "12")])

    def test_lines_that_contradict_each_other(self):
        text = f"ID,{HEADS}\n1,A17,90,2026-03-31,NPS,80,85,7\n1,A17,90,2026-03-31,REPAIRS,10,12,8\n"
        table = read_table(text.encode(), "x.csv")
        [group] = group_lines(table, match_heads(table.heads))
        self.assertEqual([(p.code, p.field) for p in clean(group).problems], [("differ", "rating")])


class TestClean(unittest.TestCase):
    def test_percent_is_a_number_where_the_unit_says_so(self):
        record = clean(raw([("NPS", "８５％", "0.85")]), units={"NPS": "%"})
        self.assertEqual(record.row["kpis"], [{"kpi_code": "NPS", "target": 85.0, "actual": 0.85}])
        self.assertEqual([(c.code, c.new) for c in record.changes], [("width", "85%"), ("percent", "85")])
        record = clean(raw([("SALES", "85%", "1")]), units={"SALES": "EUR"})
        self.assertEqual([(p.code, p.text) for p in record.problems], [("percent", "85%")])

    def test_numbers_in_the_notation_of_the_file(self):
        for text, point, comma in (
            ("1234.5", 1234.5, None),
            ("1,234.5", 1234.5, None),
            ("1.234,5", None, 1234.5),
            ("12,5", None, 12.5),
            ("1.234", 1.234, 1234.0),
            ("-3", -3.0, -3.0),
            ("\u22123", -3.0, -3.0),
            ("1e3", 1000.0, 1000.0),
            ("1e400", None, None),
            ("nan", None, None),
            ("TRUE", None, None),
            ("1,23,4", None, None),
            ("12 EUR", None, None),
            ("٣", None, None),
        ):
            for decimal, expected in ((".", point), (",", comma)):
                with self.subTest(text=text, decimal=decimal):
                    record = clean(raw([("A", "", text)]), decimal=decimal)
                    self.assertEqual(record.row["kpis"][0].get("actual"), expected)
                    self.assertEqual(bool(record.problems), expected is None)

    def test_days(self):
        for text, expected in (
            ("2026-03-31", "2026-03-31"),
            ("2026/3/31", "2026-03-31"),
            ("2026年3月31日", "2026-03-31"),
            ("31.03.2026", "2026-03-31"),
            ("3/31/2026", "2026-03-31"),
            ("03/03/2026", "2026-03-03"),
            ("03/04/2026", None),
            ("2026-02-30", None),
            ("46112", None),
            ("", None),
        ):
            with self.subTest(text=text):
                self.assertEqual(clean(raw(date=text)).row.get("date"), expected)

    def test_every_change_is_said(self):
        record = read("Ａ17 ,90 days,31.3.2026,NPS,-,85,7")
        self.assertEqual(
            [(c.code, c.field) for c in record.changes],
            [("width", "employee"), ("days", "window"), ("date", "date"), ("empty", "target")],
        )
        self.assertEqual(record.row["kpis"], [{"kpi_code": "NPS", "actual": 85.0}])
        self.assertEqual(read("A17,90,2026-03-31,NPS,80,85,7").changes, ())

    def test_a_rating_on_another_scale(self):
        record = clean(raw(rating="4"), scale=(1, 5))
        self.assertEqual(record.row["rating"], 7.5)
        self.assertEqual([(c.code, c.old, c.new) for c in record.changes], [("scale", "4", "7.5")])
        self.assertEqual([p.code for p in clean(raw(rating="6"), scale=(1, 5)).problems], ["scale"])

    def test_probation_in_four_languages(self):
        for text, expected in (
            ("Passed", "passed"),
            ("未通过", "failed"),
            ("延長", "extended"),
            ("Aprobado", "passed"),
        ):
            self.assertEqual(clean(raw(probation=text)).row["probation"], expected)
        self.assertEqual([p.code for p in clean(raw(probation="maybe")).problems], ["probation"])

    def test_an_outcome_without_id_is_known_by_person_window_and_what_it_says(self):
        """A file of ratings took back what a file of KPIs had said of the same people."""
        rated = clean(raw(rating="7")).row["external_id"]
        measured = clean(raw(figures=[("SCRAP", "4", "3")])).row["external_id"]
        self.assertEqual((rated, measured), ("file/A17/90/rating", "file/A17/90/kpis"))
        self.assertEqual(clean(raw(rating="8")).row["external_id"], rated)
        self.assertEqual(clean(raw(external_id="7")).row["external_id"], "7")

    ANY = st.text(max_size=30) | st.sampled_from(
        ["85%", "1,5", "-", "３", "2026-13-01", "90天", "1e999", "%", "٣"]
    )

    @given(
        st.dictionaries(st.sampled_from(FIELDS), ANY),
        st.lists(st.tuples(ANY, ANY, ANY), max_size=3),
        st.sampled_from(".,"),
    )
    @settings(deadline=None)
    def test_any_text_is_read_or_a_problem(self, values, figures, decimal):
        record = clean(Raw([2], values, figures), units={"a": "%"}, decimal=decimal)
        for kpi in record.row.get("kpis", ()):
            for name in ("target", "actual"):
                self.assertIsInstance(kpi.get(name, 0.0), float)
                self.assertTrue(abs(kpi.get(name, 0.0)) <= 1e12)
        for name, text in (("window", "window_days"), ("date", "date")):
            if text not in record.row:
                self.assertIn(name, {problem.field for problem in record.problems})
