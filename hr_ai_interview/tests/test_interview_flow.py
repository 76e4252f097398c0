import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .interview_common import STRONG, SessionCase


@tagged("post_install", "-at_install")
class TestInterviewFlow(SessionCase):
    """Plan, write down, score, reveal, compare, decide: what comes out, and what is refused."""

    def test_plan_copies_the_kit(self):
        answers = self.interview.answer_ids
        self.assertEqual(answers.mapped("question"), self.questions.mapped("text"))
        self.assertEqual(self.interview.interviewer_ids, self.panel)
        self.assertEqual(answers[0].criterion_ids.mapped("weight"), [0.75, 0.25], "shares sum to 1")
        self.assertEqual(answers[0].criterion_ids.mapped("total_weight"), [1.5, 0.5], "KPI weight 2 counts")
        self.assertEqual(answers[1].criterion_ids.competency_id, self.cooperation)
        self.assertEqual(answers[0].criterion_ids[0].anchors["8"][:8], "Measures")

    def test_the_same_round_is_planned_once(self):
        [again] = self.by("officer", self.applicant).start_interview({"round_id": self.round.id})
        self.assertEqual(again["interview_id"], self.interview.id)
        self.assertFalse(again["created"])
        self.by("officer", self.interview)._cancel("Candidate fell ill")
        [anew] = self.by("officer", self.applicant).start_interview({"round_id": self.round.id})
        self.assertTrue(anew["created"])

    def test_the_dialog_plans_with_the_panel_of_the_next_round(self):
        """The dialog proposed no round, and what was left empty became an interview with nobody on its panel."""
        bo = self.make_applicant(partner_name="Bo")
        Plan = self.as_user("officer")["hr.interview.plan"]
        wizard = Plan.create({"applicant_ids": bo.ids})
        self.assertEqual((wizard.round_id, wizard.interviewer_ids), (self.round, self.panel))
        wizard.interviewer_ids = False
        wizard.action_plan()
        self.assertEqual(bo.interview_ids.interviewer_ids, self.panel)
        later = self.round.copy({"name": "Later round"})
        self.reveal(bo.interview_ids)
        bo.with_user(self.users["officer"]).record_decision({"decision": "next", "comment": "More to ask"})
        self.assertEqual(Plan.create({"applicant_ids": bo.ids}).round_id, later)
        both = bo | self.make_applicant(partner_name="Cy")
        self.assertFalse(Plan.create({"applicant_ids": both.ids}).round_id, "not the same one for both")

    def test_a_decision_is_named_and_told_in_words(self):
        """Its page was called "reject" and showed what was known as JSON."""
        self.reveal(self.interview)
        self.by("officer", self.applicant).record_decision({"decision": "reject", "comment": "Too little"})
        decision = self.by("officer", self.applicant).interview_decision_ids
        self.assertEqual(decision.display_name, "Ada Byron: Do not hire")
        [line] = [line for line in decision.known.splitlines() if line.startswith("Cooperation")]
        self.assertEqual(line, "Cooperation: 7 of 10, expected 7; AI suggestion –")

    def test_plan_refuses(self):
        applicant = self.by("officer", self.applicant)
        other = self.make_job(name="Other job", interview_kpi_ids=False, interview_competency_ids=False)
        foreign = self.env["hr.interview.round"].create({"name": "R", "job_id": other.id})
        for options in (
            {"room": 5},
            {"round_id": "x"},
            {"round_id": foreign.id},
            {"minutes": 2},
            {"date_start": "soon"},
            {"video_url": "javascript:alert(1)"},
            {"interviewer_ids": ["a"]},
            ["round_id"],
        ):
            with self.subTest(options=options), self.assertRaises(UserError):
                applicant.start_interview(options)
        self.kit.action_draft()
        with self.assertRaisesRegex(UserError, "no kit in use"):
            self.by("officer", self.make_applicant(partner_name="Bo")).start_interview({})

    def test_the_window_takes_the_interviewers_of_the_round(self):
        """Left empty, as it opens, it planned an interview that nobody could score."""
        applicant = self.make_applicant(partner_name="Bo")
        self.as_user("officer")["hr.interview.plan"].create({"applicant_ids": applicant.ids}).action_plan()
        self.assertEqual(applicant.interview_ids.interviewer_ids, self.panel)

    def test_an_outdated_kit_stays_in_use(self):
        """A changed goal stopped all planning, and said that there was no kit in use."""
        self.kpi.target = 99
        self.assertTrue(self.kit.is_stale)
        other = self.make_applicant(partner_name="Bo")
        self.assertEqual(self.plan(other).kit_id, self.kit)

    def test_little_evidence_is_no_total_of_an_engine(self):
        """One criterion of twelve made a total of 1.5 that stood beside the 6 of the people."""
        rows = [
            {"ai": {"score": 1.5, "n_scored": 1, "n_total": 3}, "weight": 1.0},
            {"ai": {"score": False, "n_scored": 0, "n_total": 1}, "weight": 3.0},
        ]
        Interview = self.env["hr.interview"]
        self.assertIs(Interview._get_composite(rows, "ai"), False)
        rows[0]["ai"]["n_scored"] = 2
        self.assertEqual(Interview._get_composite(rows, "ai"), 1.5)

    def test_a_refused_candidate_is_not_planned(self):
        self.applicant.active = False
        with self.assertRaisesRegex(UserError, "refused or archived"):
            self.by("officer", self.applicant).start_interview({})

    def test_a_change_of_kit_or_question_leaves_a_planned_interview_alone(self):
        self.kit.action_draft()
        self.kit.line_ids[0].unlink()
        self.questions[0].with_context(interview_gate=True).sudo().write({"text": "Something else entirely?"})
        self.assertEqual(len(self.interview.answer_ids), 2)
        self.assertIn("hydraulic", self.interview.answer_ids[0].question)

    def test_meeting_follows_and_leads(self):
        interview = self.plan(self.make_applicant(partner_name="Bo"), date_start="2027-01-12 09:00:00")
        event = interview.event_id
        self.assertEqual(str(event.start), "2027-01-12 09:00:00")
        self.assertEqual(str(event.stop), "2027-01-12 09:45:00")
        self.assertLessEqual(self.panel.partner_id, event.partner_ids)
        self.assertTrue(event.alarm_ids, "a reminder")
        self.by("officer", interview)._reschedule(interview.date_start.replace(hour=14), 60, "Panel was ill")
        self.assertEqual((event.start.hour, event.stop.hour), (14, 15))
        event.write({"start": "2027-01-13 08:00:00", "stop": "2027-01-13 08:45:00"})
        self.assertEqual(str(interview.date_start), "2027-01-13 08:00:00")
        interview.tz = "Asia/Shanghai"
        self.assertEqual(interview.local_time, "2027-01-13 16:00 Asia/Shanghai")
        self.by("officer", interview)._cancel("Took another job")
        self.assertFalse(event.active)

    def test_an_end_needs_a_reason(self):
        for call in (
            lambda i: i._cancel("  "),
            lambda i: i._reschedule(i.create_date, 45, ""),
        ):
            with self.assertRaisesRegex(UserError, "Say why"):
                call(self.by("officer", self.interview))
        wizard = self.as_user("officer")["hr.interview.end"].create(
            {"interview_id": self.interview.id, "kind": "no_show", "reason": "Nobody rang"}
        )
        wizard.action_apply()
        self.assertEqual(self.interview.state, "cancelled")
        self.assertTrue(self.interview.is_no_show)
        with self.assertRaisesRegex(UserError, "closed"):
            self.by("officer", self.interview)._cancel("Again")

    def test_answers_have_revisions(self):
        interview, other = self.by("interviewer", self.interview), self.by("interviewer2", self.interview)
        answer = self.interview.answer_ids[0]
        result = interview.record_answers([{"answer_id": answer.id, "text": "First", "revision": 0}])
        self.assertEqual(result, {"interview_id": interview.id, "recorded": 1, "conflicts": []})
        self.assertEqual(self.interview.state, "running")
        late = other.record_answers([{"answer_id": answer.id, "text": "Second", "revision": 0}])
        self.assertEqual(late["recorded"], 0)
        self.assertEqual(late["conflicts"], [{"answer_id": answer.id, "revision": 1, "text": "First"}])
        other.record_answers([{"question_id": self.questions[0].id, "text": "First. Second", "revision": 1}])
        self.assertEqual((answer.text, answer.revision), ("First. Second", 2))
        self.assertEqual(answer.author_id, self.users["interviewer2"])

    def test_bad_rows_change_nothing(self):
        answer = self.interview.answer_ids[0]
        interview = self.by("interviewer", self.interview)
        stranger = self.plan(self.make_applicant(partner_name="Bo")).answer_ids[0]
        for rows in (
            "text",
            [5],
            [{"answer_id": answer.id, "text": "A", "colour": 1}],
            [{"answer_id": "1", "text": "A"}],
            [{"answer_id": answer.id, "text": 5}],
            [{"answer_id": answer.id, "text": "A", "revision": "1"}],
            [{"answer_id": stranger.id, "text": "A"}],
            [{"question_id": 999_999_999, "text": "A"}],
            [{"answer_id": answer.id, "text": "A"}, {"answer_id": answer.id, "text": "B"}],
            [{"answer_id": answer.id, "text": "A" * 1_000_000}],
            [{"answer_id": answer.id, "text": "A"}, {"answer_id": stranger.id, "text": "B"}],
        ):
            with self.subTest(rows=str(rows)[:80]):
                self.assertTrue(self.raises(UserError, interview.record_answers, rows))
        self.assertEqual((answer.text or "", answer.revision), ("", 0))

    def test_odd_characters_survive_or_are_replaced(self):
        answer = self.interview.answer_ids[0]
        self.by("interviewer", self.interview).record_answers(
            [{"answer_id": answer.id, "text": "泵压 180\x00 bar 🙂 \ud800 مرحبا"}]
        )
        self.assertEqual(answer.text, "泵压 180 bar 🙂 ? مرحبا")

    def test_scores_that_are_none(self):
        interview = self.by("interviewer", self.interview)
        criterion = self.interview.answer_ids.criterion_ids[0]
        for score in (11, -1, 10.5, float("nan"), float("inf"), "8", True, [8], 1e9):
            row = {"answer_id": criterion.answer_id.id, "criterion_id": criterion.id, "score": score}
            with self.subTest(score=score):
                self.assertTrue(self.raises(UserError, interview.save_ratings, [row]))
        self.assertFalse(self.interview.rating_ids)
        for score in (0, 4.7, 10, False):
            row = {"answer_id": criterion.answer_id.id, "criterion_id": criterion.id, "score": score}
            interview.save_ratings([row])
            rating = self.interview.rating_ids
            self.assertEqual(rating.read(["score"])[0]["score"], score)
            self.assertEqual(rating.status, "not_assessed" if score is False else "scored")
        interview.save_ratings([{**row, "status": "none"}])
        self.assertFalse(self.interview.rating_ids)

    def test_zero_is_a_score_and_none_is_not_zero(self):
        """Odoo's Float averages an absent value as 0: here it must stay absent, in SQL and in Python."""
        interview = self.by("interviewer", self.interview)
        interview.save_ratings(self.rows(self.interview, 0, False, 5))
        Rating = self.env["hr.interview.rating"]
        domain = [("interview_id", "=", self.interview.id)]
        self.assertEqual(Rating.search_count([*domain, ("score", "=", 0)]), 1)
        self.assertEqual(Rating.search_count([*domain, ("score", "<", 1)]), 1)
        self.env.cr.execute(
            "SELECT AVG(score) FROM hr_interview_rating WHERE interview_id = %s", [self.interview.id]
        )
        self.assertEqual(float(self.env.cr.fetchone()[0]), 2.5)

    def test_submission_says_what_is_missing_and_locks_nothing(self):
        interview = self.by("interviewer", self.interview)
        rows = self.rows(self.interview, 9, 6, comment="")[:2]
        result = interview.submit_ratings(rows)
        self.assertFalse(result["submitted"])
        self.assertEqual([row["code"] for row in result["missing"]], ["comment", "score"])
        self.assertFalse(self.interview.submitted_user_ids)
        interview.save_ratings(self.rows(self.interview, 5, 6, 7, comment=""))
        self.assertTrue(interview.submit_ratings([])["submitted"])
        with self.assertRaisesRegex(UserError, "have submitted"):
            interview.save_ratings(rows)
        with self.assertRaisesRegex(UserError, "have submitted"):
            interview.save_notes([{"answer_id": self.interview.answer_ids[0].id, "text": "late"}])

    def test_only_the_panel_scores(self):
        for role in ("officer", "interviewer3"):
            with self.subTest(role=role):
                error = UserError if role == "officer" else AccessError
                call = self.by(role, self.interview).save_ratings
                self.assertTrue(self.raises(error, call, self.rows(self.interview, 5)))

    def test_scores_of_another_interview_are_refused(self):
        other = self.plan(self.make_applicant(partner_name="Bo"))
        call = self.by("interviewer", self.interview).save_ratings
        self.assertTrue(self.raises(UserError, call, self.rows(other, 5)))

    def test_reveal_and_formula(self):
        """Dimension: criteria by share x question weight; composite: dimensions by the job's weights."""
        self.reveal(self.interview, first=(6, 2, 4), second=(8, 8, False))
        self.assertTrue(self.interview.is_revealed)
        self.assertEqual(self.interview.state, "scoring")
        [report] = self.by("officer", self.interview).get_report()
        rows = {row["name"]: row for row in report["dimensions"]}
        # Rater 1: (6*1.5 + 2*0.5) / 2 = 5; rater 2: 8. Mean 6.5.
        self.assertEqual(rows["Fault analysis"]["human"]["score"], 6.5)
        self.assertEqual(
            (rows["Fault analysis"]["human"]["low"], rows["Fault analysis"]["human"]["high"]), (5.0, 8.0)
        )
        # Rater 2 did not assess cooperation: it leaves the mean instead of counting 0.
        self.assertEqual(rows["Cooperation"]["human"]["score"], 4.0)
        self.assertEqual(rows["Cooperation"]["human"]["n_raters"], 1)
        self.assertEqual(rows["Cooperation"]["expected"], 7)
        # (6.5 * 1 + 4 * 3) / 4
        self.assertEqual(report["composite"]["human"], 4.63)
        self.assertEqual(report["composite"]["coverage"], 1.0)
        self.assertEqual(report["agreement"]["n_pairs"], 2)
        self.assertEqual(report["agreement"]["mae"], 4.0)

    def test_answers_are_fixed_once_scores_are_open(self):
        self.reveal(self.interview)
        with self.assertRaisesRegex(UserError, "answers are fixed"):
            self.answer(self.interview)

    def test_unlock_keeps_the_first_scores(self):
        self.reveal(self.interview)
        first = self.interview.rating_ids.filtered(lambda r: r.user_id == self.users["interviewer"])
        with self.assertRaisesRegex(UserError, "Only a recruitment officer"):
            self.by("interviewer2", self.interview)._unlock(self.users["interviewer"], "x")
        with self.assertRaisesRegex(UserError, "Say why"):
            self.by("officer", self.interview)._unlock(self.users["interviewer"], " ")
        self.as_user("officer")["hr.interview.unlock"].create(
            {
                "interview_id": self.interview.id,
                "user_id": self.users["interviewer"].id,
                "reason": "Mixed up two candidates",
            }
        ).action_unlock()
        self.assertFalse(self.interview.is_revealed)
        self.assertFalse(any(first.mapped("active")))
        self.assertIn("Mixed up", self.interview.message_ids[0].body)
        self.submit(self.interview, "interviewer", 3)
        again = self.interview.rating_ids.filtered(lambda r: r.user_id == self.users["interviewer"])
        self.assertEqual(set(again.mapped("is_again")), {True})
        self.assertEqual(len(first.exists()), 3, "the first scores stay in the record")
        self.assertTrue(self.interview.is_revealed)

    def test_nobody_joins_an_open_panel(self):
        """Who could see the scores must not score."""
        self.reveal(self.interview)
        officer = self.by("officer", self.interview)
        with self.assertRaisesRegex(UserError, "open already"):
            officer.interviewer_ids = [Command.link(self.users["interviewer3"].id)]

    def test_a_removed_interviewer_blocks_nobody(self):
        self.answer(self.interview)
        self.submit(self.interview, "interviewer", 6)
        self.by("interviewer2", self.interview).save_ratings(self.rows(self.interview, 9)[:1])
        self.by("officer", self.interview).interviewer_ids = [Command.unlink(self.users["interviewer2"].id)]
        self.assertTrue(self.interview.is_revealed)
        [report] = self.by("officer", self.interview).get_report()
        self.assertEqual(report["composite"]["human"], 6.0, "a draft does not count")
        call = self.by("interviewer2", self.interview).save_ratings
        self.assertTrue(self.raises((UserError, AccessError), call, self.rows(self.interview, 5)))

    def test_decision_freezes_what_was_known(self):
        self.reveal(self.interview, first=(6,), second=(6,))
        values = {
            "decision": "hire",
            "reason_codes": ["evidence"],
            "comment": "Measures first.",
            "overrides": [{"competency_id": self.cooperation.id, "score": 8, "reason": "Reference call"}],
        }
        stage = self.applicant.stage_id
        [result] = self.by("officer", self.applicant).record_decision(values)
        decision = self.env["hr.interview.decision"].browse(result["decision_id"])
        self.assertEqual(decision.user_id, self.users["officer"])
        self.assertEqual(decision.composite, 7.5, "(6 * 1 + 8 * 3) / 4")
        self.assertEqual(decision.facts["overrides"][0]["was"], 6.0)
        self.assertEqual(self.interview.state, "decided")
        self.assertEqual(self.applicant.stage_id, stage, "no stage moves by itself")
        self.job.interview_competency_ids[0].weight = 50
        self.assertEqual(decision.composite, 7.5)
        self.by("interviewer2", decision).action_dissent("Too slow under pressure")
        [report] = self.by("officer", self.interview).get_report()
        self.assertEqual(report["decision"]["dissents"][0]["text"], "Too slow under pressure")
        self.by("officer", self.applicant).record_decision({**values, "decision": "hold"})
        self.assertFalse(decision.is_current)
        self.assertEqual(len(self.applicant.interview_decision_ids), 2, "nothing is overwritten")

    def test_decide_and_dissent_in_the_windows(self):
        self.reveal(self.interview, first=(6,), second=(6,))
        line = {"competency_id": self.cooperation.id, "score": 8, "reason": "Reference call"}
        window = self.as_user("officer")["hr.interview.decide"].create(
            {
                "applicant_id": self.applicant.id,
                "decision": "hire",
                "comment": "Measures first.",
                "line_ids": [Command.create(line)],
            }
        )
        self.assertIn("6 of 10", window.summary)
        window.action_decide()
        decision = self.applicant.interview_decision_ids
        self.assertEqual(decision.composite, 7.5)
        self.as_user("interviewer")["hr.interview.dissent"].create(
            {"decision_id": decision.id, "text": "Too slow"}
        ).action_record()
        self.assertEqual(decision.dissent_ids.mapped("text"), ["Too slow"])

    def test_decision_refuses(self):
        officer = self.by("officer", self.applicant)
        good = {"decision": "hire", "comment": "Yes."}
        with self.assertRaisesRegex(UserError, "no interview has all its scores"):
            officer.record_decision(good)
        self.reveal(self.interview)
        for values in (
            "hire",
            {**good, "decision": "maybe"},
            {**good, "comment": " "},
            {**good, "reason_codes": ["because"]},
            {**good, "weight": 2},
            {**good, "overrides": [{"competency_id": self.cooperation.id, "score": 12, "reason": "x"}]},
            {**good, "overrides": [{"competency_id": self.cooperation.id, "score": 8}]},
            {**good, "overrides": [{"competency_id": 999_999, "score": 8, "reason": "x"}]},
        ):
            with self.subTest(values=values):
                self.assertTrue(self.raises(UserError, officer.record_decision, values))
        with self.assertRaisesRegex(UserError, "officer or the job's recruiter"):
            self.by("interviewer", self.applicant).record_decision(good)

    def test_compare(self):
        other = self.make_applicant(partner_name="Bo")
        self.reveal(self.interview, first=(4,), second=(8,))
        self.plan(other)
        both = self.by("officer", self.applicant | other)
        result = both.compare_interviews()
        self.assertEqual([row["composite"] for row in result["applicants"]], [6.0, False])
        cell = result["applicants"][0]["cells"][0]
        self.assertEqual((cell["low"], cell["high"], cell["gap"]), (4.0, 8.0, "Scores lie 4.0 points apart."))
        self.assertEqual(result["applicants"][1]["cells"][0]["gap"], "Not assessed yet.")
        for wrong in (self.applicant, self.applicant | self.make_applicant(job_id=False)):
            self.assertTrue(self.raises(UserError, self.by("officer", wrong).compare_interviews))

    def test_one_composite_everywhere(self):
        """A dimension beyond those of the job counted in the report and not in the decision on it."""
        self.job.interview_competency_ids.filtered(lambda c: c.competency_id == self.cooperation).unlink()
        self.reveal(self.interview, first=(6, 6, 2), second=(6, 6, 2))
        [report] = self.by("officer", self.interview).get_report()
        self.assertEqual(report["composite"]["human"], 4.0, "(6 * 1 + 2 * 1) / 2")
        other = self.make_applicant(partner_name="Bo")
        compared = self.by("officer", self.applicant | other).compare_interviews()
        self.assertEqual(compared["applicants"][0]["composite"], 4.0)
        self.assertEqual([row["name"] for row in compared["dimensions"]], ["Fault analysis", "Cooperation"])
        self.assertEqual([len(row["cells"]) for row in compared["applicants"]], [2, 2])
        self.by("officer", self.applicant).record_decision({"decision": "hold", "comment": "Wait."})
        self.assertEqual(self.applicant.interview_decision_ids.composite, 4.0)

    def test_one_criterion_is_thin(self):
        """Two raters of one criterion counted as two scored criteria."""
        self.reveal(self.interview, first=(6,), second=(6,))
        [plan] = self.by("officer", self.applicant).plan_next_round()
        self.assertEqual(
            [(row["name"], row["reason"]) for row in plan["dimensions"]], [("Cooperation", "thin")]
        )

    def test_next_round_goes_where_evidence_is_thin(self):
        fresh = self.make_question(
            state="approved", text="How did you settle a dispute about a crane stop with operations?"
        )
        fresh.competency_ids = self.cooperation
        self.reveal(self.interview, first=(6, 6, 2), second=(6, 6, 8))
        [plan] = self.by("officer", self.applicant).plan_next_round()
        self.assertEqual(
            [(row["name"], row["reason"]) for row in plan["dimensions"]], [("Cooperation", "conflict")]
        )
        self.assertEqual(plan["dimensions"][0]["question_ids"], fresh.ids)

    def test_a_next_round_takes_the_deeper_questions(self):
        fresh = self.make_question(
            state="approved", text="How did you settle a dispute about a crane stop with operations?"
        )
        fresh.competency_ids = self.cooperation
        self.reveal(self.interview, first=(6, 6, 2), second=(6, 6, 8))
        second = self.round.copy({"name": "Second round", "interviewer_ids": [Command.set(self.panel.ids)]})
        self.kit.copy({"round_id": second.id}).action_ready()
        [plan] = self.by("officer", self.applicant).start_interview({"round_id": second.id, "deeper": True})
        extra = self.env["hr.interview"].browse(plan["interview_id"]).answer_ids[2:]
        self.assertEqual((extra.question_id, extra.origin), (fresh, "follow_up"))

    def test_open_points_go_to_the_next_questions(self):
        self.reveal(self.interview, first=(6, 6, 2), second=(6, 6, 4))
        [result] = self.by("officer", self.interview).carry_open_points()
        self.assertEqual(len(result["points"]), 1)
        self.assertTrue(self.applicant.interview_open_points.startswith("Agreement: "))
        [again] = self.by("officer", self.interview).carry_open_points()
        self.assertEqual(again["points"], [])

    def test_report_prints_and_exports(self):
        """Printed and exported is what the caller may see; a text that looks like a formula stays a text."""
        formula = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
        self.answer(self.interview, text=formula)
        self.submit(self.interview, "interviewer", 6)
        interview = self.by("interviewer2", self.interview)
        Report = self.env["ir.actions.report"].with_user(self.users["interviewer2"])
        html, _kind = Report._render_qweb_html("hr_ai_interview.report_interview", interview.ids)
        self.assertIn(b"not complete yet", html)
        self.assertNotIn(b"He measured", html)
        self.assertNotIn(b"<script>alert", html)
        self.submit(self.interview, "interviewer2", 8)
        html, _kind = Report._render_qweb_html("hr_ai_interview.report_interview", interview.ids)
        self.assertIn(b"He measured", html)
        book = load_workbook(io.BytesIO(interview._render_xlsx()))
        cell = book.worksheets[1]["B2"]
        self.assertEqual((cell.data_type, cell.value), ("s", formula))
        self.assertEqual(book.worksheets[0]["D2"].value, 7)

    def test_composite_without_leniency(self):
        """8 of a rater who always gives 8, where a colleague gives 4 to the same candidates."""
        given = 0
        for number in range(4):
            held = self.plan(self.make_applicant(partner_name=f"Candidate {number}"))
            self.reveal(held, first=(8,), second=(4,))
            given += len(held.answer_ids.criterion_ids)
        [both] = self.by("manager", held).get_report()
        self.assertEqual(both["composite"]["human"], 6.0)
        self.assertEqual(both["adjusted"], {"composite": 6.0, "n": given}, "their leniencies cancel out")
        alone = self.plan(
            self.make_applicant(partner_name="Bo"), interviewer_ids=self.users["interviewer"].ids
        )
        self.answer(alone)
        self.submit(alone, "interviewer", 8)
        [hidden] = self.by("officer", alone).get_report()
        self.assertEqual(hidden["adjusted"], {"composite": False, "n": 0}, "it tells the leniency of one person")
        [report] = self.by("manager", alone).get_report()
        mine = given + len(alone.answer_ids.criterion_ids)
        pool = (8 * mine + 4 * given) / (mine + given)
        leniency = (8 - pool) * mine / (mine + 5)
        self.assertEqual(report["composite"]["human"], 8.0)
        self.assertEqual(report["adjusted"], {"composite": round(8 - leniency, 2), "n": mine})

    def test_leniency_needs_ten_scores(self):
        self.reveal(self.interview, first=(8,), second=(4,))
        [report] = self.by("manager", self.interview).get_report()
        self.assertEqual(report["adjusted"], {"composite": False, "n": 0})

    def test_candidate_report(self):
        """Both rounds together, weighted with their scored criteria; 4 and 8 lie too far apart."""
        self.reveal(self.interview, first=(4,), second=(8,))
        later = self.round.copy({"name": "Second", "sequence": 20})
        self.kit.copy({"round_id": later.id}).action_ready()
        second = self.plan(self.applicant, round_id=later.id)
        applicant = self.by("officer", self.applicant)
        applicant.invalidate_recordset()
        [report] = applicant.get_candidate_report()
        self.assertEqual([row["is_revealed"] for row in report["rounds"]], [True, False])
        self.assertEqual(report["composite"], 6.0)
        [row] = [row for row in report["dimensions"] if row["name"] == "Fault analysis"]
        self.assertEqual(row["rounds"], [6.0, False])
        self.assertEqual(row["gap"], "Scores lie 4.0 points apart.")
        page = applicant.interview_dimensions
        self.assertIn("Fault analysis", page)
        self.assertIn("Scores of a round count once", page)
        self.reveal(second, first=(2,), second=(2,))
        applicant.invalidate_recordset()
        [report] = applicant.get_candidate_report()
        [row] = [row for row in report["dimensions"] if row["name"] == "Fault analysis"]
        self.assertEqual(row["rounds"], [6.0, 2.0])
        self.assertEqual(row["human"]["score"], 4.0)
        self.assertNotIn("Scores of a round count once", applicant.interview_dimensions)
        second.sudo()._cancel("x")
        [report] = applicant.get_candidate_report()
        self.assertEqual(len(report["rounds"]), 1)

    def test_candidate_report_prints_and_exports(self):
        self.reveal(self.interview, first=(4,), second=(8,))
        interviewer = self.by("interviewer", self.applicant)
        Report = self.env["ir.actions.report"].with_user(self.users["interviewer"])
        html, _kind = Report._render_qweb_html("hr_ai_interview.report_candidate", self.applicant.ids)
        for text in ("Scores lie 4.0 points apart.", "He measured", "Fault analysis"):
            self.assertIn(text.encode(), html)
        book = load_workbook(io.BytesIO(interviewer._render_xlsx()))
        self.assertEqual(book.sheetnames, ["Candidate", "1 Answers"])
        sheet = book["Candidate"]
        self.assertEqual((sheet["A2"].value, sheet["D2"].value, sheet["J2"].value), ("Fault analysis", 6, 6))
        self.assertFalse(self.make_applicant(partner_name="Bo").interview_dimensions)

    def test_own_questions_are_rated_and_left_out(self):
        applicant = self.make_applicant(partner_name="Bo")
        own = self.make_question(state="approved", text="You wrote that you led a shift of twelve. How?")
        own.sudo().with_context(interview_gate=True).write({"applicant_id": applicant.id})
        interview = self.plan(applicant)
        extra = interview.answer_ids.filtered(lambda a: a.origin == "candidate")
        self.assertEqual(extra.question_id, own)
        self.reveal(interview, first=(6, 6, 6, 0), second=(6, 6, 6, 0))
        [report] = self.by("officer", interview).get_report()
        self.assertEqual(report["composite"]["human"], 6.0, "a question for one candidate never counts")

    def test_employee_keeps_the_pseudonym(self):
        self.env.user.group_ids += self.env.ref("hr.group_hr_user")
        self.applicant.create_employee_from_applicant()
        employee = self.applicant.employee_id
        self.assertTrue(employee.interview_key)
        self.assertEqual(employee.interview_key, self.applicant.interview_key)
        self.assertNotIn("Ada", employee.interview_key)

    def test_erasure_takes_all_of_it(self):
        interview = self.plan(self.make_applicant(partner_name="Bo"), date_start="2027-01-12 09:00:00")
        self.reveal(interview)
        self.by("officer", interview.applicant_id).record_decision({"decision": "reject", "comment": "No."})
        event, answers, ratings = interview.event_id, interview.answer_ids, interview.rating_ids
        decision = interview.applicant_id.interview_decision_ids
        interview.applicant_id.unlink()
        for records in (interview, answers, ratings, event, decision):
            self.assertFalse(records.exists(), records._name)

    def test_an_interview_is_planned_not_created(self):
        with self.assertRaisesRegex(UserError, "Plan an interview"):
            self.as_user("officer")["hr.interview"].create(
                {"applicant_id": self.applicant.id, "job_id": self.job.id}
            )

    def test_the_resume_is_at_hand(self):
        interview = self.by("interviewer", self.interview)
        self.assertIs(interview.get_console()["resume_url"], False)
        resume = self.env["ir.attachment"].create(
            {
                "name": "Ada.PDF",
                "raw": b"%PDF-1.4",
                "res_model": "hr.applicant",
                "res_id": self.applicant.id,
            }
        )
        self.assertEqual(interview.get_console()["resume_url"], f"/web/content/{resume.id}")

    def test_console_in_a_bounded_number_of_queries(self):
        self.answer(self.interview)
        interview = self.by("interviewer", self.interview)
        interview.get_console()  # what any first call pays
        self.env.invalidate_all()
        with self.assertQueryCount(26):  # 2 questions: 26 measured; 12 questions must not cost more
            console = interview.get_console()
        self.assertEqual(console["answers"][0]["text"], STRONG)
        self.assertEqual(console["others"], [])
