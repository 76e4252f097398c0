"""Why a drafted question is dropped or a whole reply refused: one test per defect."""

from .prompts_samples import FOREIGN, PROBES, QUESTIONS
from .prompts_support import DraftCase, draft_reply, draft_request, parse, question

LANGS = ("en", "zh_CN", "ja", "es")


class TestDropped(DraftCase):
    def test_order(self):
        self.assertIsNone(self.one(draft_request(types=("behavioural", "okr")), type="technical"))
        reply = {"questions": [question(difficulty="advanced"), question(index=1)]}
        result = parse("draft", reply, draft_request(difficulty="basic"))
        self.assertEqual(["basic"], [row.difficulty for row in result.drafts])

    def test_language(self):
        for lang in LANGS:
            text, _id, term = QUESTIONS[lang][0]
            mixed = f"{text} {FOREIGN[lang]}"
            self.assertIsNone(self.one(draft_request(lang), text=mixed), lang)

    def test_product_names_are_no_foreign_language(self):
        text = "请讲一次您用Minitab分析注塑线的废品率、并用Excel核对结果的经历。"
        self.assertTrue(self.one(draft_request("zh_CN"), text=text))

    def test_foreign_rubric(self):
        rows = question("zh_CN")["criteria"]
        rows[0]["anchors"]["4"] = "Names one step of the work but gives no reason."
        self.assertIsNone(self.one(draft_request("zh_CN"), criteria=rows))

    def test_wording_that_may_not_be_asked(self):
        text = "Are you married, and how did you cut scrap on the moulding lines?"
        self.assertIsNone(self.one(text=text))
        text = "您结婚了吗？请讲一次您降低注塑线的废品率的经历。"
        self.assertIsNone(self.one(draft_request("zh_CN"), text=text))

    def test_barred_rubric(self):
        rows = question()["criteria"]
        rows[0]["positive"] = ["Speaks without a foreign accent"]
        self.assertIsNone(self.one(criteria=rows))

    def test_anchors(self):
        for change in ({"2": "Names no step of the work at all."}, {"2": "names no step of the work at all"}):
            rows = question()["criteria"]
            rows[1]["anchors"].update(change)
            self.assertIsNone(self.one(criteria=rows))
        rows = question()["criteria"]
        for change in ({"4": "  "}, {"5": "Between."}):
            bad = [{**rows[0], "anchors": {**rows[0]["anchors"], **change}}, *rows[1:]]
            self.assertIsNone(self.one(criteria=bad))
        del rows[0]["anchors"]["10"]
        self.assertIsNone(self.one(criteria=rows))

    def test_criteria(self):
        rows = question()["criteria"]
        self.assertIsNone(self.one(criteria=rows[:2]))
        self.assertIsNone(self.one(criteria=[*rows, *rows]))
        self.assertIsNone(self.one(criteria=[rows[0], rows[0], rows[1]]))
        for weight in (0, -1, True, "0.4", float("nan"), float("inf"), None):
            self.assertIsNone(self.one(criteria=[{**rows[0], "weight": weight}, *rows[1:]]), weight)

    def test_probes(self):
        self.assertIsNone(self.one(probes=["Which figures did you use?"]))
        self.assertIsNone(self.one(probes=["Which figures did you use?", "Are you pregnant?"]))
        self.assertEqual(2, len(self.one(probes=[*PROBES["en"], "Good answer"]).probes))

    def test_minutes(self):
        for minutes in (0, 121, "8", 8.5, True, None):
            self.assertIsNone(self.one(minutes=minutes), minutes)

    def test_markup_links_and_placeholders(self):
        for tail in ("<img src=x>", "https://evil.example/a", "[PERSON_1]", "![x](y)"):
            self.assertIsNone(self.one(text=f"{QUESTIONS['en'][0][0]} {tail}"), tail)

    def test_invisible_characters_are_removed(self):
        text = QUESTIONS["en"][0][0]
        self.assertEqual(text, self.one(text=text.replace("one", "o\u200bne\x00")).text)

    def test_near_to_an_existing_question(self):
        for lang in LANGS:
            request = draft_request(lang, avoid=(QUESTIONS[lang][0][0],))
            result = parse("draft", draft_reply(lang), request)
            self.assertEqual([QUESTIONS[lang][1][0]], [row.text for row in result.drafts], lang)

    def test_near_within_the_batch(self):
        for lang in LANGS:
            rows = [question(lang, 0), question(lang, 0), question(lang, 1)]
            self.assertEqual(2, len(parse("draft", {"questions": rows}, draft_request(lang, count=3)).drafts))

    def test_notes_say_why_without_text_of_the_model(self):
        reply = {"questions": [question(type="poem-SECRET"), question(index=1)]}
        (note, missing) = parse("draft", reply, draft_request()).notes
        self.assertEqual(("ai_dropped", "ai_missing"), (note.code, missing.code))
        self.assertNotIn("SECRET", repr(note))


class TestRefused(DraftCase):
    def test_form_of_the_reply(self):
        for reply in (
            None,
            [],
            {},
            "x",
            {"questions": None},
            {"questions": [], "score": 1},
            {"Questions": []},
        ):
            self.assertEqual("schema", self.refused(reply).code)

    def test_nothing_drafted(self):
        self.assertEqual("content", self.refused({"questions": []}).code)

    def test_wrong_and_extra_keys(self):
        for row in ({**question(), "hire": True}, {"text": "x"}, 7, None):
            self.assertEqual("schema", self.refused({"questions": [row]}).code)

    def test_fewer_than_half(self):
        bad = question(sources=[{"id": "D1", "term": "nowhere"}])
        error = self.refused({"questions": [bad, bad, question()]})
        self.assertEqual("content", error.code)
        self.assertIn("question 1", error.hint["repair"])
        self.assertIn("letter for letter", error.hint["repair"])

    def test_the_hint_repeats_nothing_of_the_reply(self):
        row = {**question(), "LEAKED_KEY": "LEAKED", "text": {"LEAKED": 1}, "type": "LEAKED"}
        error = self.refused({"questions": [row]})
        self.assertNotIn("LEAKED", str(error) + error.hint["repair"])

    def test_the_hint_is_in_the_language_of_the_prompt(self):
        for lang, word in (("zh_CN", "更正"), ("ja", "訂正"), ("es", "corregida")):
            self.assertIn(word, self.refused({"questions": []}, draft_request(lang)).hint["repair"])
