import re
import unicodedata

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import mute_logger, tagged

from .common import APPROVE, InterviewCase


class BadInputCase(InterviewCase):
    def _call(self, role, model, method, *args):
        return call_kw(self.as_user(role)[model], method, list(args), {})

    def _generate(self, job, role="officer", **options):
        [answer] = self._call(role, "hr.job", "generate_interview_questions", job.ids, options)
        return answer, self.env["hr.interview.question"].browse(answer["question_ids"])

    def assertSentence(self, function, *args, words="", **values):
        """Refused with a sentence: no code, no traceback, no name of a Python class.

        A constraint of the database becomes a sentence where requests are answered
        (service.model.retrying); it is made the same way here.
        """
        message = ""
        with mute_logger("odoo.sql_db"):
            try:
                with self.env.cr.savepoint():
                    function(*args, **values)
                    self.env.flush_all()
            except UserError as error:
                message = str(error)
            except IntegrityError as error:
                table = error.diag.table_name
                model = next(m for m in self.registry.values() if m._table == table and not m._abstract)
                message = self.env[model._name]._sql_error_to_message(error)
        self.env.invalidate_all()
        self.assertGreater(len(message), 12, "it was not refused")
        for ugly in ("Traceback", "KeyError", "TypeError", "NoneType", "psycopg2", "<class", "violates"):
            self.assertNotIn(ugly, message)
        self.assertIn(words.lower(), message.lower())

    def _bare_job(self, **vals):
        return self.env["hr.job"].create({"name": "Harbour clerk", **vals})


@tagged("post_install", "-at_install")
class TestBadJobs(BadInputCase):
    def assertCleanDrafts(self, questions, forbidden=()):
        self.assertTrue(questions)
        for question in questions:
            for text in filter(None, [question.text, question.probes, question.opening_line, question.turns]):
                with self.subTest(text=text[:120]):
                    for word in (
                        "{",
                        "}",
                        "<",
                        "alert(",
                        "onerror",
                        "http",
                        "[1]",
                        "None",
                        "False",
                        *forbidden,
                    ):
                        self.assertNotIn(word, text)
                    self.assertFalse([c for c in text if unicodedata.category(c) == "Cc" and c not in "\n\t"])

    def test_empty_job(self):
        """Nothing to draft from: a sentence says what to add, and nothing is made up."""
        job = self._bare_job(name="X")
        try:
            answer, questions = self._generate(job, count=5)
        except UserError as error:
            self.assertGreater(len(str(error)), 20)
            return
        self.assertFalse(questions)
        self.assertTrue(answer["notes"])
        for note in answer["notes"]:
            self.assertGreater(len(note["message"]), 20)

    def test_empty_job_has_a_kit_without_questions_and_a_reason(self):
        [answer] = self._call("officer", "hr.job", "assemble_interview_kit", self._bare_job().ids)
        self.assertEqual((answer["question_ids"], answer["minutes"]), ([], 0))
        self.assertTrue(answer["unmet"][0].endswith("."))

    def test_description_of_100_000_characters(self):
        """Used as it is, in bounded time; nothing of it is cut off in the job."""
        line = "Check the cargo papers of the berth and tell the shift leader. "
        text = "<p>" + line * (100_000 // len(line)) + "</p>"
        job = self._bare_job(description=text)
        _answer, questions = self._generate(job, count=10, seed=1)
        self.assertCleanDrafts(questions)
        self.assertGreater(len(job.description), 99_000)
        self.assertLess(max(map(len, questions.mapped("text"))), 1500)
        words = set(re.findall(r"\w+", line))
        for source in questions.source_ids:
            self.assertFalse(set(re.findall(r"\w+", source.excerpt)) - words, "cut inside a word")

    def test_thousands_of_duties(self):
        job = self._bare_job(
            interview_duties="\n".join(f"Keep ledger number {n} of the berth" for n in range(3000))
        )
        _answer, questions = self._generate(job, count=10, seed=1)
        self.assertEqual(len(questions), 10)

    def test_one_endless_word(self):
        answer, questions = self._generate(self._bare_job(interview_duties="x" * 100_000), count=5, seed=1)
        self.assertTrue(questions or answer["notes"])
        self.assertFalse(questions.filtered(lambda q: "x" * 50 in q.text))

    def test_markup_in_the_description(self):
        """Tags, scripts, pictures and links of the public description are no duties."""
        job = self._bare_job(
            description="""<div class="a"><h2>What you do</h2><p>Keep the berth <b>books</b> every day</p>
            <img src="x" onerror="alert(1)"><script>alert(2)</script><style>p {color: red}</style>
            <p>See <a href="https://example.com/x?y=1">our site</a> about the port</p>
            <p>Answer the phones of the pilots</p></div>"""
        )
        _answer, questions = self._generate(job, count=10, seed=1)
        self.assertCleanDrafts(questions, ("color", "mage [", "href"))

    def test_lists_and_paragraphs_are_lines(self):
        """Most public descriptions are bullet lists: each bullet is a duty of its own."""
        job = self._bare_job(
            description="<ul><li>Keep the berth books</li><li>Answer the phones of the pilots</li>"
            "<li>Pay the harbour dues</li></ul>"
        )
        _answer, questions = self._generate(job, count=10, seed=1)
        excerpts = set(questions.source_ids.filtered(lambda s: s.kind == "duty").mapped("excerpt"))
        self.assertLessEqual(
            excerpts, {"Keep the berth books", "Answer the phones of the pilots", "Pay the harbour dues"}
        )
        self.assertGreater(len(excerpts), 1)

    def test_markup_in_the_duties_stays_text(self):
        """Duties are plain text: markup in them is shown, never run, and not asked about."""
        duties = '<script>alert(1)</script>\nKeep the berth books\n<img src=x onerror="alert(2)">Pay the dues'
        job = self._bare_job(interview_duties=duties)
        _answer, questions = self._generate(job, count=8, seed=1)
        self.assertCleanDrafts(questions)
        self.assertEqual(job.interview_duties, duties, "nothing of the profile is lost")
        for card in self.by("officer", questions).get_review_cards():
            self.assertIsInstance(card["text"], str)

    def test_emoji(self):
        job = self._bare_job(
            name="🚢 Pilot 🧭",
            interview_duties="🚢 Steer ships into port\n🧭 Plan the routes\n👍🏽 Brief the crew",
        )
        _answer, questions = self._generate(job, count=8, seed=1)
        self.assertCleanDrafts(questions, ("\ufffd", "\u200d"))
        # An emoji in a question survives storage, review and a kit.
        question = self.make_question(text="What does a 👍🏽 from the crew tell you about the mooring?")
        self.by("reviewer", question).submit_review(APPROVE)
        self.assertIn("👍🏽", question.text)

    def test_right_to_left(self):
        """No language we draft in: a sentence says so; the mixed lines that can be used are used."""
        arabic = self._bare_job(name="محاسب", interview_duties="إعداد التقارير المالية\nمراجعة الحسابات")
        answer, questions = self._generate(arabic, count=5, seed=1)
        self.assertFalse(questions.filtered(lambda q: not q.text.strip()))
        self.assertTrue(questions or answer["notes"])
        override = self._bare_job(
            interview_duties="Keep the \u202ebooks\u202c of the berth\nPay the dues of the port"
        )
        _answer, questions = self._generate(override, count=6, seed=1)
        self.assertCleanDrafts(questions, ("\u202e", "\u202c"))

    def test_missing_kpi_target(self):
        """A goal without a target is asked about without a figure."""
        kpi = self.make_kpi(name="Berth use", unit="%")
        self.assertFalse(kpi.has_target or kpi.target_display)
        self.job.interview_kpi_ids = [(5, 0, 0), (0, 0, {"kpi_id": kpi.id})]
        _answer, questions = self._generate(self.job, count=20, seed=1, kpi_ids=kpi.ids)
        self.assertCleanDrafts(questions, (" 0%", " 0 %", "0.0"))
        [answer] = self._call("officer", "hr.job", "generate_interview_questions", self.job.ids, {"count": 1})
        self.assertEqual(answer["state"], "done")

    def test_archived_kpi(self):
        """An archived goal is no focus, and no new question is drafted from it."""
        kpi = self.make_kpi(name="Zeppelin landings", target=4)
        self.job.interview_kpi_ids = [(0, 0, {"kpi_id": kpi.id})]
        kpi.action_archive()
        with self.assertRaisesRegex(UserError, "no such record|archived"):
            self._generate(self.job, count=2, kpi_ids=kpi.ids)
        _answer, questions = self._generate(self.job, count=20, seed=1)
        self.assertFalse(questions.filtered(lambda q: kpi in q.kpi_ids or "Zeppelin" in q.text))

    def test_objective_is_no_kpi_of_a_job(self):
        """It gave "how to raise win customers who come back"."""
        goal = self.make_kpi(name="Win customers who come back", kind="objective")
        link = {"interview_kpi_ids": [(0, 0, {"kpi_id": goal.id})]}
        self.assertSentence(self.job.write, link, words="is an objective")
        self.assertSentence(self._generate, self.job, words="is an objective", kpi_ids=goal.ids)
        self.assertSentence(self.kpi.write, {"kind": "objective"}, words="cannot become an objective")
        result = self.make_kpi(name="Share of sales to returning customers", kind="key_result", target=45)
        result.parent_id = goal
        self.job.interview_kpi_ids = [(0, 0, {"kpi_id": result.id})]
        _answer, questions = self._generate(self.job, count=4, seed=1, kpi_ids=result.ids)
        self.assertTrue(all(result in question.kpi_ids for question in questions))

    def test_goal_of_another_job(self):
        """It was drafted from as if the job were measured on it."""
        other = self.make_kpi(name="Zeppelin landings", target=4)
        self.assertSentence(self._generate, self.job, words="Zeppelin landings", kpi_ids=other.ids)
        wizard = self.as_user("officer")["hr.interview.generate"].create(
            {"job_id": self.job.id, "kpi_ids": [(6, 0, other.ids)]}
        )
        self.assertSentence(wizard.action_generate, words="Zeppelin landings")

    def test_archived_job_and_candidate(self):
        applicant = self.env["hr.applicant"].create({"partner_name": "Ada", "job_id": self.job.id})
        applicant.action_archive()
        self.job.action_archive()
        answer, _questions = self._generate(self.job, count=3, applicant_id=applicant.id, seed=1)
        self.assertEqual(answer["state"], "done")

    def test_unreadable_resume(self):
        """A broken file is no reason to refuse: the drafts follow the job."""
        applicant = self.env["hr.applicant"].create({"partner_name": "Ada", "job_id": self.job.id})
        for name, raw in (
            ("cv.pdf", b"%PDF-1.7 broken"),
            ("cv.docx", b"PK\x03\x04"),
            ("cv.txt", b"\xff\xfe\x00\x00\x80"),
        ):
            self.env["ir.attachment"].create(
                {"name": name, "raw": raw, "res_model": "hr.applicant", "res_id": applicant.id}
            )
        _answer, questions = self._generate(self.job, count=6, applicant_id=applicant.id, seed=1)
        self.assertTrue(questions)


@tagged("post_install", "-at_install")
class TestBadOptions(BadInputCase):
    def test_bad_options_are_refused_by_name(self):
        bad = [
            ({"counts": 5}, "counts"),
            ({"count": 0}, "count"),
            ({"count": -3}, "count"),
            ({"count": 201}, "count"),
            ({"count": 10**18}, "count"),
            ({"count": "5"}, "count"),
            ({"count": True}, "count"),
            ({"count": 5.0}, "count"),
            ({"count": [5]}, "count"),
            ({"count": float("nan")}, "count"),
            ({"seed": -1}, "seed"),
            ({"seed": 2**31}, "seed"),
            ({"seed": "x"}, "seed"),
            ({"seed": True}, "seed"),
            ({"types": "okr"}, "types"),
            ({"types": ["okrs"]}, "okrs"),
            ({"types": [None]}, "type"),
            ({"types": [["okr"]]}, "type"),
            ({"types": {"okr": 1, "x": 2}}, "types"),
            ({"difficulty": "hard"}, "difficulty"),
            ({"difficulty": ["basic"]}, "difficulty"),
            ({"difficulty": 3}, "difficulty"),
            ({"lang": "fr"}, "fr"),
            ({"lang": "zh_TW"}, "zh_TW"),
            ({"lang": "xx_XX"}, "xx_XX"),
            ({"lang": ["en"]}, "en"),
            ({"lang": "ja"}, "Translations"),
            ({"lang": "es_ES"}, "Translations"),
            ({"kpi_ids": self.kpi.id}, "kpi_ids"),
            ({"kpi_ids": [str(self.kpi.id)]}, "kpi_ids"),
            ({"kpi_ids": [True]}, "kpi_ids"),
            ({"kpi_ids": [10**9]}, "1000000000"),
            ({"kpi_ids": [-1]}, "-1"),
            ({"kpi_ids": [10**25]}, "no such record"),
            ({"competency_ids": [0]}, "competency_ids"),
            ({"competency_ids": [10**9]}, "1000000000"),
            ({"applicant_id": 10**9}, "1000000000"),
            ({"applicant_id": "1"}, "applicant_id"),
            ({"applicant_id": True}, "applicant_id"),
            ({"applicant_id": [1]}, "applicant_id"),
            ({"engine": "gpt-9"}, "gpt-9"),
            ({"engine": {"a": 1}}, "engine"),
            ([], "named values"),
            ("count=5", "named values"),
            (5, "named values"),
        ]
        for options, words in bad:
            with self.subTest(options=options):
                self.assertSentence(
                    self._call,
                    "officer",
                    "hr.job",
                    "generate_interview_questions",
                    self.job.ids,
                    options,
                    words=words,
                )
        self.assertFalse(self.env["hr.interview.question"].search([("job_id", "=", self.job.id)]))
        self.assertFalse(self.env["hr.interview.ai.task"].search([("job_id", "=", self.job.id)]))

    def test_left_out_and_false_are_the_same(self):
        for options in (None, False, {}, {"count": False, "types": [], "difficulty": False, "seed": False}):
            with self.subTest(options=options):
                [answer] = self._call(
                    "officer", "hr.job", "generate_interview_questions", self.job.ids, options
                )
                self.assertEqual(len(answer["question_ids"]), 10)

    def test_bad_kit_options(self):
        other = self.env["hr.interview.round"].create({"name": "Other", "job_id": self._bare_job().id})
        bad = [
            ({"minute": 30}, "minute"),
            ({"minutes": 4}, "minutes"),
            ({"minutes": 481}, "minutes"),
            ({"minutes": "30"}, "minutes"),
            ({"minutes": True}, "minutes"),
            ({"minutes": 30.5}, "minutes"),
            ({"seed": -1}, "seed"),
            ({"round_id": other.id}, "Harbour clerk"),
            ({"round_id": -4}, "round_id"),
            ({"round_id": "1"}, "round_id"),
            ({"round_id": True}, "round_id"),
            ({"lang": "fr"}, "fr"),
            ({"lang": "ja"}, "Translations"),
            ("x", "named values"),
        ]
        for options, words in bad:
            with self.subTest(options=options):
                self.assertSentence(
                    self._call,
                    "officer",
                    "hr.job",
                    "assemble_interview_kit",
                    self.job.ids,
                    options,
                    words=words,
                )
        self.assertFalse(self.job.interview_kit_ids)

    def test_bad_lint_calls(self):
        bad = [
            ((None, "en"), "string"),
            ((5, "en"), "string"),
            ((["x"], "en"), "string"),
            (("Why?", "fr"), "fr"),
            (("Why?", "zh_TW"), "zh_TW"),
            (("Why?", 7), "7"),
            (("Why?", "en", 7), "country"),
            (("Why?", "en", ["US"]), "country"),
            (("Why?", "en", "Germany"), "ISO code"),
            (("Why?", "en", "XX"), "ISO code"),
        ]
        for args, words in bad:
            with self.subTest(args=args):
                self.assertSentence(
                    self._call, "reviewer", "hr.interview.question", "lint_text", *args, words=words
                )

    def test_lint_of_odd_texts(self):
        """Any text gets an answer whose spans fit."""
        texts = [
            "",
            " ",
            "\x00",
            "?" * 10_000,
            "How old are you, and are you married? " * 300,
            "👩‍👩‍👧 Are you pregnant?",
            "\u202eAre you pregnant?",
            "您结婚了吗？" * 50,
            "هل أنت متزوج؟",
            "<b>Are you married?</b>",
        ]
        for text in texts:
            for lang in ("en", "zh"):
                with self.subTest(text=text[:30], lang=lang):
                    for finding in self._call("reviewer", "hr.interview.question", "lint_text", text, lang):
                        self.assertEqual(text[finding["start"] : finding["end"]], finding["excerpt"])

    def test_country_without_rules(self):
        """No rules of that country: the rules for everywhere still hold."""
        found = self._call("reviewer", "hr.interview.question", "lint_text", "Are you married?", "en", "br")
        self.assertIn("block", [finding["severity"] for finding in found])

    def test_bad_wizard_values(self):
        Wizard = self.as_user("officer")["hr.interview.generate"]
        for vals, words in (
            ({"count": 0}, "count"),
            ({"count": -1}, "count"),
            ({"count": 10**6}, "count"),
            (
                {
                    f"with_{kind}": False
                    for kind in ("behavioural", "situational", "technical", "okr", "culture", "written")
                },
                "type",
            ),
        ):
            wizard = Wizard.create({"job_id": self.job.id, **vals})
            with self.subTest(vals=vals):
                self.assertSentence(wizard.action_generate, words=words)
                self.assertEqual(wizard.state, "ask")


@tagged("post_install", "-at_install")
class TestBadRecords(BadInputCase):
    def test_goal_tree_without_cycles(self):
        child = self.make_kpi(name="Child", parent_id=self.kpi.id)
        grandchild = self.make_kpi(name="Grandchild", parent_id=child.id)
        for parent in (self.kpi, child, grandchild):
            with self.subTest(parent=parent.name):
                self.assertSentence(self.by("officer", self.kpi).write, {"parent_id": parent.id})
        self.assertFalse(self.kpi.parent_id)
        self.assertEqual(grandchild.parent_path, f"{self.kpi.id}/{child.id}/{grandchild.id}/")

    def test_used_competency_and_goal_cannot_be_deleted(self):
        """In a job, in a question, only in a rubric, only in the coverage of a round: a sentence each."""
        lonely = self.make_competency(name="Only in a rubric")
        self.make_question(criterion_ids=[(0, 0, {"name": "Method", "competency_id": lonely.id})])
        asked = self.make_competency(name="Only in a question")
        self.make_question(competency_ids=[(6, 0, asked.ids)])
        limited = self.make_competency(name="Only in a round")
        limit = self.env["hr.interview.round.limit"].create(
            {"round_id": self.round.id, "competency_id": limited.id, "minimum": 2}
        )
        for competency in (self.competency, asked, lonely, limited):
            with self.subTest(competency=competency.name):
                self.assertSentence(self.by("manager", competency).unlink)
                self.assertTrue(competency.exists())
        self.assertTrue(limit.exists(), "the coverage a round asks for must not vanish silently")
        parent = self.make_kpi(name="Parent goal")
        self.kpi.parent_id = parent
        for kpi, words in ((self.kpi, self.kpi.name), (parent, "")):
            with self.subTest(kpi=kpi.name):
                self.assertSentence(self.by("manager", kpi).unlink, words=words)
        self.assertTrue(self.kpi.exists() and parent.exists())

    def test_archived_competency_keeps_what_was_made_with_it(self):
        question = self.make_question(state="approved")
        self.by("officer", self.competency).action_archive()
        self.assertEqual(question.with_context(active_test=False).competency_ids, self.competency)
        _answer, questions = self._generate(self.job, count=6, seed=1)
        self.assertFalse(questions.filtered(lambda q: self.competency in q.competency_ids))

    def test_values_out_of_range(self):
        kit = self.env["hr.interview.kit"].create({"job_id": self.job.id, "lang": "en"})
        question = self.make_question()
        link = self.job.interview_kpi_ids
        bad = [
            (question, {"minutes": 0}),
            (question, {"minutes": -5}),
            (question, {"minutes": 1000}),
            (question.criterion_ids, {"weight": 0}),
            (question.criterion_ids, {"weight": -1}),
            (question.criterion_ids, {"weight": float("nan")}),
            (self.kpi, {"weight": -1}),
            (self.kpi, {"weight": float("nan")}),
            (self.kpi, {"date_start": "2026-02-01", "date_end": "2026-01-01"}),
            (link, {"weight": -1}),
            (link, {"weight": float("nan")}),
            (self.job.interview_competency_ids, {"expected_level": 11}),
            (self.job.interview_competency_ids, {"expected_level": -1}),
            (self.round, {"minutes": 0}),
            (self.round, {"minutes": 481}),
            (self.round, {"question_count_max": -1}),
            (self.round, {"limit_ids": [(0, 0, {"competency_id": self.competency.id, "minimum": -1})]}),
            (
                self.round,
                {"limit_ids": [(0, 0, {"competency_id": self.competency.id, "minimum": 3, "maximum": 2})]},
            ),
            (self.round, {"limit_ids": [(0, 0, {"minimum": 1})]}),
            (
                self.round,
                {"limit_ids": [(0, 0, {"competency_id": self.competency.id, "question_type": "okr"})]},
            ),
            (self.round, {"limit_ids": [(0, 0, {"competency_id": self.competency.id})] * 2}),
            (kit, {"minutes_available": 0}),
            (self.job, {"interview_kpi_ids": [(0, 0, {"kpi_id": self.kpi.id})]}),
            (self.job, {"interview_competency_ids": [(0, 0, {"competency_id": self.competency.id})]}),
            (self.env.company, {"interview_profile_months": 0}),
        ]
        for record, vals in bad:
            with self.subTest(model=record._name, vals=vals):
                self.assertSentence(record.write, vals)

    def test_question_without_words(self):
        for text in ("", "   ", "\n"):
            with self.subTest(text=repr(text)):
                self.assertSentence(
                    self._call,
                    "officer",
                    "hr.interview.question",
                    "create",
                    {"text": text, "lang": "en", "job_id": self.job.id},
                )

    def test_tags_are_named_once(self):
        Tag = self.env["hr.interview.question.tag"]
        Tag.create({"name": "Night"})
        self.assertSentence(Tag.create, {"name": "Night"}, words="tag of this name")

    def test_two_reviewers_on_the_same_words(self):
        """The second verdict is about words that are gone: it is refused, the first one stays."""
        question = self.make_question()
        card_one, card_two = (
            self.by(role, question).get_review_cards()[0] for role in ("reviewer", "reviewer2")
        )
        self.by("reviewer", question).submit_review(
            {
                **APPROVE,
                "decision": "edit",
                "text": "Which hydraulic fault did you find last?",
                "revision": card_one["revision"],
            }
        )
        self.assertSentence(
            self.by("reviewer2", question).submit_review,
            {**APPROVE, "revision": card_two["revision"]},
            words="changed",
        )
        self.assertEqual(question.state, "review")
        self.assertEqual(question.review_ids.reviewer_id, self.users["reviewer"])
        [card] = self.by("reviewer2", question).get_review_cards()
        self.by("reviewer2", question).submit_review({**APPROVE, "revision": card["revision"]})
        self.assertEqual(question.state, "approved")

    def test_second_verdict_after_a_rejection(self):
        question = self.make_question()
        reject = {**APPROVE, "decision": "reject", "reason": "Not about the job"}
        self.by("reviewer", question).submit_review(reject)
        self.assertSentence(self.by("reviewer2", question).submit_review, APPROVE, words="retired")
        self.assertEqual(len(question.review_ids), 1)

    def test_verdict_on_nothing(self):
        self.assertEqual(self.as_user("reviewer")["hr.interview.question"].submit_review(APPROVE), [])

    def test_verdict_on_a_question_that_is_gone(self):
        question = self.make_question()
        gone = self.by("reviewer", question)
        question.unlink()
        with self.assertRaises(UserError):
            gone.submit_review(APPROVE)
