"""extract_text: plain text, file types, damaged files and limits. PDF and Word have their own files."""

import doctest
import io
import logging
import sys
import tracemalloc
import unittest
import zipfile
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from .. import document_docx, document_visibility, documents
from ..documents import DocumentError, extract_text


class DocumentCase(unittest.TestCase):
    """Base of the document tests: every failure is a DocumentError with a sentence."""

    def assert_refused(self, data, filename, *words):
        with self.assertRaises(DocumentError) as caught:
            extract_text(data, filename)
        sentence = str(caught.exception)
        self.assertRegex(sentence, r"^[A-Z].*\.$")
        for word in words:
            self.assertIn(word, sentence)

    def assert_seen(self, text, seen, hidden):
        for words in seen:
            self.assertIn(words, text)
        for words in hidden:
            self.assertNotIn(words, text)


class TestPlainText(DocumentCase):
    def test_encodings(self):
        chinese = "五年工作经验,\nPython 开发"
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"):
            self.assertEqual(extract_text(chinese.encode(encoding), "cv.txt"), chinese, encoding)
        for encoding in ("utf-8", "latin-1", "cp1252"):
            western = "Résumé: señor développeur, naïve façade à Köln"
            self.assertEqual(extract_text(western.encode(encoding), "cv.MD"), western, encoding)

    def test_windows_quotes_survive(self):
        self.assertEqual(extract_text("“Größe” – ja".encode("cp1252"), "a.txt"), "“Größe” – ja")

    def test_bytes_of_no_encoding_are_still_read(self):
        self.assertEqual(extract_text(b"caf\xe9 \x81ok", "a.txt"), "café ok")

    def test_hidden_characters_are_removed_and_spaces_tidied(self):
        data = "A\u200bB\u202e \U000e0041 \r\n\r\n\r\n\r\nC  ".encode()
        self.assertEqual(extract_text(data, "a.txt"), "AB\n\nC")

    def test_binary_is_refused(self):
        self.assert_refused(b"MZ\x00\x01binary", "cv.txt", "not a text file")


class TestRefused(DocumentCase):
    def test_types(self):
        for name in ("cv.doc", "cv.exe", "cv", "", ".pdf", "cv.pdf.png"):
            self.assert_refused(b"data", name, "PDF")

    def test_empty(self):
        for name in ("a.pdf", "a.docx", "a.txt"):
            self.assert_refused(b"", name, "empty")
            self.assert_refused(b" \n", name, "empty")

    def test_only_hidden_characters(self):
        self.assert_refused("\u200b\ufeff\U000e0041".encode(), "a.txt", "No visible text")

    def test_too_many_bytes_or_characters(self):
        self.assert_refused(b"a" * (documents.MAX_BYTES + 1), "a.txt", "20 MB")
        self.assert_refused(b"a" * (documents.MAX_CHARACTERS + 1), "a.txt", "500000 characters")
        self.assertEqual(
            len(extract_text(b"a" * documents.MAX_CHARACTERS, "a.txt")), documents.MAX_CHARACTERS
        )

    def test_wrong_content(self):
        self.assert_refused(b"hello", "a.pdf", "not a PDF")
        self.assert_refused(b"%PDF-1.4 hello", "a.docx", "damaged")
        self.assert_refused(b"PK\x03\x04hello", "a.docx", "damaged")
        self.assert_refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "password")

    def test_missing_library(self):
        reader = f"{document_docx.__package__}.document_pdf"
        with mock.patch.dict("sys.modules", {"pdfminer": None, "pdfminer.converter": None}):
            sys.modules.pop(reader, None)
            self.assert_refused(b"%PDF-", "a.pdf", "library pdfminer")

    @given(st.binary(max_size=300))
    def test_noise_never_raises_anything_else(self, noise):
        for start, name in ((b"%PDF-1.7\n", "a.pdf"), (b"PK\x03\x04", "a.docx"), (b"", "a.txt")):
            try:
                self.assertTrue(extract_text(start + noise, name))
            except DocumentError:
                continue


class TestZipBombs(DocumentCase):
    def _zip(self, files):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def test_ratio(self):
        self.assert_refused(self._zip({"word/document.xml": bytes(5_000_000)}), "a.docx", "unpacks")

    def test_total_size(self):
        with mock.patch.object(document_docx, "MAX_UNPACKED", 1000):
            self.assert_refused(self._zip({"a": b"ab" * 600}), "a.docx", "unpacks")

    def test_entries(self):
        self.assert_refused(self._zip({f"f{n}": b"" for n in range(2001)}), "a.docx", "unpacks")

    def test_directory_that_lies_about_the_size(self):
        """zipfile inflates up to 2 GB on read() and only then cuts to the declared size."""
        honest = self._zip({"_rels/.rels": bytes(50_000_000)})
        lying = honest.replace((50_000_000).to_bytes(4, "little"), (90).to_bytes(4, "little"))
        self.assertNotEqual(honest, lying)
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        self.assert_refused(lying, "a.docx", "damaged")
        self.assertLess(tracemalloc.get_traced_memory()[1], 5_000_000)


class TestModules(DocumentCase):
    def test_doctests(self):
        for module in (documents, document_visibility):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_nothing_is_logged(self):
        with self.assertNoLogs(level=logging.INFO):
            for name, data in (("a.pdf", b"%PDF-1.4\nsecret"), ("a.docx", b"PKsecret"), ("a.txt", b"secret")):
                try:
                    extract_text(data, name)
                except DocumentError:
                    continue


if __name__ == "__main__":
    unittest.main()
