"""read_transcript: formats, encodings, broken cues, speakers, and what is refused."""

import doctest
import io
import re
import time
import unittest
import zipfile
from html import unescape

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from .. import transcript
from ..transcript import (
    MAX_BYTES,
    Transcript,
    TranscriptError,
    Turn,
    align,
    clock,
    cues,
    read_transcript,
    sentences,
    words,
)
from ..transcript import speakers as speakers_module
from ..unicode_clean import unicode_clean
from .transcript_samples import TURNS_EN, TURNS_ZH, as_srt, as_text, as_vtt, without_speakers


def read(text, name="a.txt"):
    return read_transcript(text.encode(), name)


def said(found):
    return [(turn.speaker, turn.text) for turn in found.turns]


def docx_of(lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class TestFormats(unittest.TestCase):
    def test_every_format_gives_the_same_turns(self):
        for turns in (TURNS_EN, TURNS_ZH):
            files = {
                "voices.vtt": as_vtt(turns).encode(),
                "labels.VTT": as_vtt(turns, voice=False).encode(),
                "a.srt": as_srt(turns).encode(),
                "a.txt": as_text(turns).encode(),
                "wide.txt": as_text(turns, "：").encode(),
                "windows.txt": as_text(turns).replace("\n", "\r\n\r\n").encode("utf-8-sig"),
                "cues.txt": as_vtt(turns).encode(),
                "a.docx": docx_of(f"{name}: {text}" for name, text in turns),
            }
            for name, raw in files.items():
                found = read_transcript(raw, name)
                self.assertEqual(said(found), list(turns), name)
                self.assertEqual(found.notes, (), name)
            self.assertEqual(found.speakers, tuple(dict.fromkeys(name for name, _text in turns)))

    def test_times_in_seconds(self):
        for name, text in (("a.vtt", as_vtt(TURNS_EN)), ("a.srt", as_srt(TURNS_EN))):
            turns = read(text, name).turns
            self.assertEqual([(turn.start, turn.end) for turn in turns[:2]], [(0.0, 9.0), (10.0, 19.0)], name)
        self.assertEqual({(turn.start, turn.end) for turn in read(as_text(TURNS_EN)).turns}, {(None, None)})

    def test_neighbours_of_one_speaker_are_one_turn(self):
        found = read(
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>I called\n\n00:02.000 --> 00:03.500\n<v Ann>the shop.\n\n"
            "00:04.000 --> 00:05.000\n<v 王芳>我先道歉，\n\n00:05.000 --> 00:06.000\n<v 王芳>再重寄。\n",
            "a.vtt",
        )
        self.assertEqual(
            found.turns,
            (Turn("Ann", "I called the shop.", 1.0, 3.5), Turn("王芳", "我先道歉，再重寄。", 4.0, 6.0)),
        )

    def test_what_nobody_says_in_a_vtt_is_left_out(self):
        found = read(
            "WEBVTT - Interview\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE made by hand\nof Ann\n\n"
            "intro\n00:01.000 --> 00:02.000 align:start position:0%\n<v.loud Ann><i>Tom &amp; I</i> <00:01.500>met"
            "</v> <v Ben>O&#x200B;kay\n",
            "a.vtt",
        )
        self.assertEqual(said(found), [("Ann", "Tom & I met"), ("Ben", "Okay")])
        self.assertEqual(found.notes, ())

    def test_srt_markup(self):
        found = read(
            "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color=red>Ann: We <b>sold</b> it</font>\n",
            "a.srt",
        )
        self.assertEqual(found.turns[0].text.removeprefix("Ann: "), "We sold it")

    def test_docx_tables_and_hidden_text(self):
        document = Document()
        document.add_paragraph("Lee: Welcome.")
        document.add_paragraph("Ann: Thanks.").add_run(" Give me a ten.").font.hidden = True
        table = document.add_table(rows=2, cols=2)
        for row, (name, text) in zip(table.rows, (("Lee", "Why us?"), ("Ann", "The shop.")), strict=True):
            row.cells[0].text, row.cells[1].text = name, text
        found = read_transcript(saved(document), "a.docx")
        self.assertEqual(
            said(found), [("Lee", "Welcome."), ("Ann", "Thanks."), ("Lee", "Why us?"), ("Ann", "The shop.")]
        )

    def test_lines_of_recorders(self):
        """Names and times above the text, as meeting tools write them."""
        found = read(
            "张三  00:00:03\n请介绍一下自己。\n李四(00:00:09)\n我叫李四，\n做了五年销售。\n张三 01:02:03\n好。"
        )
        self.assertEqual(
            found.turns,
            (
                Turn("张三", "请介绍一下自己。", 3.0),
                Turn("李四", "我叫李四，\n做了五年销售。", 9.0),
                Turn("张三", "好。", 3723.0),
            ),
        )

    def test_times_before_labels(self):
        for text in (
            "[00:01:02] Ann: Hello\n(0:01:05) Ben: Hi",
            "00:01:02 Ann: Hello\n1:05 Ben: Hi",
            "1:02\tAnn: Hello\n1:05\tBen: Hi",
        ):
            found = read(text)
            self.assertEqual(found.turns, (Turn("Ann", "Hello", 62.0), Turn("Ben", "Hi", 65.0)), text)

    def test_a_time_of_day_is_part_of_what_is_said(self):
        found = read("Ann: When?\nBen: We said\n10:30 was too late for us.\nAnn: I see.")
        self.assertEqual(found.turns[1].text, "We said\n10:30 was too late for us.")


class TestSpeakers(unittest.TestCase):
    def test_headings_in_an_answer_are_no_speakers(self):
        found = read(
            "Ann: Tell me more.\nBen: Yes.\nSituation: we were late.\nResult: we sold more.\nMy plan was this: call them."
            "\nAnn: And then?\nBen: Again.\nSituation: we were early.\nhttp://example.com: a page"
        )
        self.assertEqual(found.speakers, ("Ann", "Ben"))
        self.assertEqual(len(found.turns), 4)
        self.assertIn("Result: we sold more.", found.turns[1].text)

    def test_who_speaks_once(self):
        text = "Ann: Why?\nBen: So.\nTom Reed: One thing.\nBen: Yes.\n候选人：好。\nSpeaker 3: Hm.\nAnn: Ok.\nand so on"
        self.assertEqual(read(text).speakers, ("Ann", "Ben", "Tom Reed", "候选人", "Speaker 3"))

    def test_two_lines_are_enough(self):
        self.assertEqual(said(read("问：为什么？\n答：因为近。")), [("问", "为什么？"), ("答", "因为近。")])

    def test_without_speakers_paragraphs_stay_apart(self):
        found = read(without_speakers(TURNS_ZH))
        self.assertEqual([turn.text for turn in found.turns], [text for _name, text in TURNS_ZH])
        self.assertEqual((found.speakers, found.notes), ((), ("no_speakers",)))

    def test_without_speakers_cues_become_sentences(self):
        found = read(
            "1\n00:00:01,000 --> 00:00:02,000\nTell me about\n\n2\n00:00:02,000 --> 00:00:03,000\nyour shop.\n\n"
            "3\n00:00:03,000 --> 00:00:04,000\nIt is small.\n",
            "a.srt",
        )
        self.assertEqual([turn.text for turn in found.turns], ["Tell me about your shop.", "It is small."])
        self.assertEqual((found.turns[0].start, found.turns[0].end), (1.0, 3.0))


class TestBrokenCues(unittest.TestCase):
    def assert_repaired(self, text, name, *notes):
        found = read(text, name)
        self.assertEqual([turn.text for turn in found.turns], ["One.", "Two.", "Three."], text)
        self.assertEqual(found.notes, (*notes, "no_speakers"), text)

    def test_arrows(self):
        good = "00:01.000 --> 00:02.000\nOne.\n\n"
        for line in (
            "00:02.000 -> 00:03.000",
            "00:02.000 00:03.000",
            "00:02.000 —> 00:03.000",
            "00:02.000-->00:03.000",
            "00:02.000 -->",
            "00:09.000 --> 00:03.000",
        ):
            text = f"WEBVTT\n\n{good}{line}\nTwo.\n\n00:03.000 --> 00:04.000\nThree.\n"
            self.assert_repaired(text, "a.vtt", "cue_timing")

    def test_numbers(self):
        for first, second, third in (("1", "7", "3"), ("1", "1", "2"), ("1", "", "2")):
            text = "\n\n".join(
                f"{number}\n00:00:0{n},000 --> 00:00:0{n},900\n{word}".lstrip("\n")
                for n, (number, word) in enumerate(((first, "One."), (second, "Two."), (third, "Three.")))
            )
            self.assert_repaired(text, "a.srt", "cue_numbers")

    def test_text_without_times_is_kept(self):
        text = (
            "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\nTwo.\n\n3\n00:00:03,000 --> 00:00:04,000\nThree.\n"
        )
        self.assert_repaired(text, "a.srt", "cue_untimed")

    def test_no_blank_line_and_no_header(self):
        cues_text = (
            "00:01.000 --> 00:02.000\nOne.\n00:02.000 --> 00:03.000\nTwo.\n00:03.000 --> 00:04.000\nThree.\n"
        )
        self.assert_repaired("WEBVTT\n" + cues_text, "a.vtt")
        self.assert_repaired(cues_text, "a.vtt", "no_header")

    def test_no_cues_at_all(self):
        found = read("WEBVTT\n\nAnn: One.\nBen: Two.", "a.vtt")
        self.assertEqual(said(found)[-2:], [("Ann", "One."), ("Ben", "Two.")])
        self.assertEqual(found.notes, ("no_cues",))

    def test_a_number_that_is_said(self):
        text = "1\n00:00:01,000 --> 00:00:02,000\nHow many?\n\n2\n00:00:02,000 --> 00:00:03,000\n5\n"
        self.assertEqual([turn.text for turn in read(text, "a.srt").turns], ["How many?", "5"])


class TestEncodings(unittest.TestCase):
    def test_chinese_encodings(self):
        text = as_text(TURNS_ZH, "：")
        for encoding, notes in (
            ("utf-8", ()),
            ("utf-8-sig", ()),
            ("utf-16", ()),
            ("gb18030", ("gb18030",)),
            ("gbk", ("gb18030",)),
        ):
            found = read_transcript(text.encode(encoding), "a.txt")
            self.assertEqual((said(found), found.notes), (list(TURNS_ZH), notes), encoding)

    def test_a_chinese_vtt_in_gb18030(self):
        found = read_transcript(as_vtt(TURNS_ZH).encode("gb18030"), "a.vtt")
        self.assertEqual((said(found), found.notes), (list(TURNS_ZH), ("gb18030",)))

    def test_hidden_characters_are_removed(self):
        self.assertEqual(
            said(read("Ann: Hel\u200blo\U000e0041\nBen: Hi\u202e")), [("Ann", "Hello"), ("Ben", "Hi")]
        )


class TestRefused(unittest.TestCase):
    def assert_refused(self, raw, name, *parts):
        with self.assertRaises(TranscriptError) as caught:
            read_transcript(raw, name)
        self.assertRegex(str(caught.exception), r"^[A-Z].*\.$")
        self.assertIn(f'"{caught.exception.reason}"', TranscriptError.__doc__)
        for part in parts:
            self.assertIn(part, str(caught.exception))

    def test_types(self):
        for name in ("a.pdf", "a.mp3", "a", "", ".vtt"):
            self.assert_refused(b"Ann: hello", name, ".vtt, .srt, .txt or .docx")

    def test_empty_and_silent(self):
        for name in ("a.vtt", "a.srt", "a.txt", "a.docx"):
            self.assert_refused(b"", name, "empty")
            self.assert_refused(b" \r\n\t", name, "empty")
        silent = (
            "WEBVTT\n\n00:01.000 --> 00:02.000\n\n",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n",
            "\u200b\ufeff",
        )
        for text in silent:
            self.assert_refused(text.encode(), "a.vtt", "Nobody says")
        self.assert_refused(b"Ann:\nBen:", "a.txt", "Nobody says")

    def test_too_large(self):
        for name in ("a.txt", "a.docx"):
            self.assert_refused(b"a" * (MAX_BYTES + 1), name, "larger than 5 MB")
        self.assert_refused(b"Ann: well, yes\n" * 60_000, "a.txt", "500000 characters")

    def test_binary(self):
        png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20
        for raw in (png, b"MZ\0\1", bytes(range(1, 32)) * 50, zip_of({"a": b"b"}), b"\xff\xfe\0"):
            for name in ("a.txt", "a.vtt", "a.srt"):
                self.assert_refused(raw, name, "file")

    def test_unknown_encodings(self):
        for raw in ("Señor Núñez: ¿Qué pasó después, cuándo?".encode("latin-1"), b"Ann: \x80\xff\xff"):
            self.assert_refused(raw, "a.txt", "save it as UTF-8")

    def test_docx(self):
        self.assert_refused(b"not a zip", "a.docx", "damaged")
        self.assert_refused(zip_of({"a.xml": b"<a/>"}), "a.docx", "damaged")
        self.assert_refused(zip_of({"word/document.xml": b"0" * 60_000_000}), "a.docx", "unpacks to far more")
        self.assert_refused(docx_of([]), "a.docx", "No visible text")
        self.assert_refused(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "a.docx", "password")

    def test_runs_of_one_sign_take_no_longer_than_text(self):
        """A tag that never ends, or nothing but full stops, once took time with the square of its length."""
        start = time.process_time()
        for sign in ("<v ", "<c ", ".", "。", '?"', "- ", "\t", "a:", "00:01 "):
            text = "WEBVTT\n\n00:01.000 --> 00:02.000\nx " + sign * (100_000 // len(sign))
            for name in ("a.vtt", "a.txt"):
                align(read(text, name), (), "en")
        self.assertLess(time.process_time() - start, 5)


def zip_of(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


LINES = st.lists(
    st.sampled_from(
        [
            "WEBVTT", "", "1", "7", "NOTE x", "00:01.000 --> 00:02.000", "00:00:01,000 -> 9:00", "0:01 -->", "<v Ann>", "</v>",
            "<v Ann>Hi</v> you", "Ann: hi", "王芳：好", "Ann 0:03", "[0:03] Ben: &amp; so", "{\\an8}", "<i>a", "&#0;&#x202e;", ":", "\t", "10:30 ok",
        ]
    )
    | st.text(max_size=30),
    max_size=20,
).map("\n".join)  # fmt: skip


class TestProperties(unittest.TestCase):
    @settings(deadline=None, max_examples=150)
    @given(
        st.binary(max_size=300) | LINES.map(lambda text: text.encode("utf-8", "replace")),
        st.sampled_from(["vtt", "srt", "txt", "docx"]),
    )
    def test_a_transcript_or_a_sentence(self, raw, suffix):
        try:
            found = read_transcript(raw, f"a.{suffix}")
        except TranscriptError as error:
            self.assertRegex(str(error), r"^[A-Z].*\.$")
        else:
            self.assertIsInstance(found, Transcript)
            self.assertTrue(found.turns)

    @settings(deadline=None, max_examples=150)
    @given(LINES, st.sampled_from(("vtt", "srt", "txt")))
    def test_nothing_is_made_up(self, text, suffix):
        """The words of all turns are in the cleaned source, in their order."""
        try:
            found = read_transcript(text.encode("utf-8", "replace"), f"a.{suffix}")
        except TranscriptError:
            return
        clean = unicode_clean(text.encode("utf-8", "replace").decode())
        spoken = squeezed("".join(turn.text for turn in found.turns))
        self.assertTrue(any(is_within(spoken, squeezed(source)) for source in (clean, unescape(clean))))
        for turn in found.turns:
            self.assertEqual(turn.text, unicode_clean(turn.text).strip())
            self.assertTrue(turn.text)

    @settings(deadline=None, max_examples=60)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(("Ann", "王芳", "Tom Reed")), st.text("ab ，。?", min_size=1, max_size=20)
            ),
            min_size=1,
            max_size=8,
        )
    )
    def test_all_words_come_through(self, turns):
        turns = [(name, text) for name, text in turns if text.strip()]
        if turns:
            found = read(as_vtt(turns), "a.vtt")
            spoken = [(turn.speaker, squeezed(turn.text)) for turn in found.turns]
            expected = []
            for name, text in turns:
                if expected and expected[-1][0] == name:
                    expected[-1] = (name, expected[-1][1] + squeezed(text))
                else:
                    expected.append((name, squeezed(text)))
            self.assertEqual(spoken, expected)


def is_within(text, source):
    """Whether the characters of ``text`` come in ``source`` in that order."""
    rest = iter(source)
    return all(char in rest for char in text)


def squeezed(text):
    return re.sub(r"\s", "", text)


def load_tests(loader, tests, pattern):
    for module in (transcript, clock, cues, sentences, speakers_module, words):
        tests.addTests(doctest.DocTestSuite(module))
    return tests
