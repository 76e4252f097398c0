from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import AppraisalCase


@tagged("post_install", "-at_install")
class TestAppraisalBlind(AppraisalCase):
    """Nobody reads the other view before both are in, whatever door they take."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for role in ("employee", "boss", "head", "hr", "hr2", "auditor"):
            cls.users[role].group_ids |= cls.env.ref("base.group_allow_export")

    def given(self, role, view):
        """What a role sees of a view: {False} hidden, else the scores."""
        return {row[view] and row[view]["score"] for row in self.sheet(role, self.appraisal)["ratings"]}

    def test_what_each_person_sees_at_each_step(self):
        self.by("employee", self.appraisal).save_view(
            {"ratings": self.rating_rows(self.appraisal, 3, 3), "summary": "SELF words"}
        )
        for role in ("boss", "head", "hr", "auditor"):
            self.assertEqual(self.given(role, "self"), {False}, role)
        self.write_self(self.appraisal, 3, 3)
        self.by("boss", self.appraisal).save_view(
            {"ratings": self.rating_rows(self.appraisal, 7, 7), "summary": "BOSS words"}
        )
        self.assertEqual(self.given("boss", "manager"), {7.0})
        for role in ("boss", "head", "hr", "auditor"):
            self.assertEqual(self.given(role, "self"), {False}, role)
            self.assertFalse(self.sheet(role, self.appraisal)["result"])
        for role in ("employee", "head", "hr", "auditor"):
            self.assertEqual(self.given(role, "manager"), {False}, role)
            self.assertNotIn("BOSS words", str(self.sheet(role, self.appraisal)))
        self.write_manager(self.appraisal, 7, 7)
        for role in ("boss", "head", "hr", "auditor"):
            self.assertEqual((self.given(role, "self"), self.given(role, "manager")), ({3.0}, {7.0}), role)
        sheet = self.sheet("employee", self.appraisal)
        self.assertEqual(
            (self.given("employee", "self"), self.given("employee", "manager")), ({3.0}, {False})
        )
        self.assertFalse(sheet["result"])
        self.assertEqual({(line["actual"], line["attainment"]) for line in sheet["kpis"]}, {(False, False)})
        self.by("hr", self.appraisal).calibrate({"rating": 9, "note": "HR words"})
        for role in ("employee", "boss", "head", "auditor"):
            self.assertNotIn("HR words", str(self.sheet(role, self.appraisal)), role)
        self.assertEqual(self.sheet("boss", self.appraisal)["result"]["rating"], 7.5)
        self.by("hr", self.appraisal).close()
        for role in ("employee", "boss", "head", "hr", "auditor"):
            self.assertEqual((self.given(role, "self"), self.given(role, "manager")), ({3.0}, {7.0}), role)
            self.assertEqual(self.sheet(role, self.appraisal)["result"]["note"], "HR words", role)

    def test_no_door_of_the_orm_opens_a_view(self):
        self.write_self(self.appraisal)
        self.by("boss", self.appraisal).save_view({"ratings": self.rating_rows(self.appraisal, 7, 7)})
        for role in ("employee", "boss", "head", "hr", "hr2", "auditor"):
            model = self.as_user(role)["hr.interview.appraisal"]
            found = model.search([("id", "=", self.appraisal.id)])
            for call in (
                lambda found=found: found.read(["self_summary"]),
                lambda found=found: found.read(["manager_summary", "adjusted_rating", "calibration_note"]),
                lambda found=found: found.read(["rating_ids", "kpi_ids"]),
                lambda found=found: found.web_read({"rating_ids": {"fields": {"self_score": {}}}}),
                lambda found=found: found.export_data(["rating_ids/self_score"]),
                lambda found=found: found.export_data(["self_summary"]),
                lambda model=model: model.search([("rating_ids.manager_score", ">", 5)]),
                lambda model=model: model.search([("rating_ids", "any", [("self_score", ">", 5)])]),
                lambda model=model: model.search([("self_summary", "ilike", "self")]),
                lambda model=model: model.search([("adjusted_rating", "!=", False)]),
                lambda model=model: model.search([], order="adjusted_rating"),
                lambda model=model: model.formatted_read_group([], ["adjusted_rating"], ["__count"]),
                lambda model=model: model.formatted_read_group([], ["rating_ids"], ["__count"]),
                lambda model=model: model.formatted_read_group([], ["state"], ["adjusted_rating:sum"]),
            ):
                with self.subTest(role=role):
                    self.assertTrue(self.raises((AccessError, UserError, ValueError), call))
            for name in ("rating", "kpi"):
                Rows = self.as_user(role)[f"hr.interview.appraisal.{name}"]
                self.assertFalse(Rows.search([]))
                self.assertEqual(Rows.search_count([("appraisal_id", "=", self.appraisal.id)]), 0)
                self.assertFalse(Rows.formatted_read_group([], ["appraisal_id"], ["__count"]))
                rows = self.appraisal[f"{name}_ids"]
                self.assertTrue(self.raises(AccessError, self.by(role, rows).read))
                self.assertTrue(self.raises(AccessError, self.by(role, rows).export_data, ["display_name"]))

    def test_paths_through_other_models_find_nothing(self):
        self.write_self(self.appraisal)
        self.by("boss", self.appraisal).save_view({"ratings": self.rating_rows(self.appraisal, 7, 7)})
        for role in ("hr", "boss"):
            for name, domain in (
                ("hr.interview.appraisal.rating", [("manager_score", ">", 5)]),
                ("hr.interview.appraisal.rating", [("appraisal_id.rating_ids.manager_score", ">", 5)]),
                ("hr.interview.appraisal.kpi", [("attainment", "!=", False)]),
            ):
                with self.subTest(role=role, domain=domain):
                    found = []
                    refused = self.raises(
                        (AccessError, ValueError),
                        lambda name=name, domain=domain, role=role, found=found: found.extend(
                            self.as_user(role)[name].search(domain)
                        ),
                    )
                    self.assertTrue(refused or not found)

    def test_the_chatter_tells_no_view(self):
        self.to_calibration(self.appraisal)
        self.by("hr", self.appraisal).calibrate({"rating": 9, "note": "HR words"})
        self.env.flush_all()
        for message in self.appraisal.message_ids:
            for words in ("SELF words", "BOSS words", "HR words", "6.6", "9.0"):
                self.assertNotIn(words, message.body)
            self.assertFalse(message.tracking_value_ids.field_id.filtered(lambda f: "rating" in f.name))


@tagged("post_install", "-at_install")
class TestAppraisalAttack(AppraisalCase):
    def refused(self, role, records, method, *args, **kwargs):
        return self.raises(UserError, self.rpc, role, records, method, *args, **kwargs)

    def test_nobody_writes_past_the_methods(self):
        vals_list = (
            {"state": "closed"},
            {"rating": 10},
            {"raw_rating": 10},
            {"adjusted_rating": 10},
            {"self_summary": "forged"},
            {"employee_user_id": self.users["hr"].id},
            {"manager_user_id": self.users["hr"].id},
            {"rater_user_id": self.users["hr"].id},
            {"has_outcome": True},
            {"was_open": True},
            {"is_reminded": True},
            {"cycle_id": False, "formula": "forged"},
            {"rating_ids": [Command.clear()]},
            {"rating_ids": [Command.update(self.appraisal.rating_ids[0].id, {"manager_score": 10})]},
            {"kpi_ids": [Command.clear()]},
        )
        for role in ("employee", "boss", "hr"):
            for vals in vals_list:
                with self.subTest(role=role, vals=vals):
                    self.assertTrue(self.refused(role, self.appraisal, "write", vals))
        for role in ("employee", "boss", "hr"):
            for rows, vals in (
                (self.appraisal.rating_ids, {"manager_score": 10, "manager_status": "scored"}),
                (self.appraisal.kpi_ids, {"actual": 10, "status": "measured"}),
            ):
                with self.subTest(role=role, model=rows._name):
                    self.assertTrue(self.refused(role, rows, "write", vals))
                    self.assertTrue(self.refused(role, rows, "unlink"))
                    create = self.as_user(role)[rows._name].create
                    self.assertTrue(
                        self.raises(AccessError, create, {"appraisal_id": self.appraisal.id, **vals})
                    )

    def test_base_users_create_and_change_nothing(self):
        create = {"employee_id": self.worker.id}
        for role in ("employee", "boss", "head", "officer"):
            model = self.as_user(role)["hr.interview.appraisal"]
            self.assertTrue(self.raises(AccessError, model.create, create))
            for vals in ({"deadline_self": "2099-01-01"}, {"manager_id": False}, {"kpi_weight": 0}):
                self.assertTrue(self.refused(role, self.appraisal, "write", vals))
            self.assertTrue(self.refused(role, self.appraisal, "unlink"))

    def test_a_new_appraisal_is_not_born_closed(self):
        for vals in ({"state": "closed"}, {"rating": 9.0}, {"has_outcome": True}):
            with self.subTest(vals=vals):
                create = self.as_user("hr")["hr.interview.appraisal"].create
                self.assertTrue(self.raises(AccessError, create, {"employee_id": self.worker.id, **vals}))
        context = {"default_state": "closed", "default_rating": 9.0, "default_was_open": True}
        made = self.as_user("hr")["hr.interview.appraisal"].with_context(**context)
        draft = made.create({"employee_id": self.worker.id})
        self.assertEqual((draft.state, draft.rating, draft.was_open), ("draft", False, False))

    def test_only_ones_own_view_in_ones_own_turn(self):
        rows = {"ratings": self.rating_rows(self.appraisal, 5, 5)}
        for role in ("boss", "head", "hr", "auditor", "stranger", "officer"):
            self.assertTrue(self.refused(role, self.appraisal, "save_view", rows), role)
            self.assertTrue(self.refused(role, self.appraisal, "submit_view", rows), role)
        self.write_self(self.appraisal, 7, 7)
        for role in ("employee", "head", "auditor", "stranger"):
            self.assertTrue(self.refused(role, self.appraisal, "save_view", rows), role)
        self.write_manager(self.appraisal)
        for role in ("employee", "boss", "hr", "head"):
            self.assertTrue(self.refused(role, self.appraisal, "save_view", rows), role)
        self.assertEqual(self.appraisal.rating_ids.mapped("self_score"), [7.0, 7.0])

    def test_rows_of_another_appraisal(self):
        other = self.make_appraisal(
            self.make_employee("Other", user_id=self.users["stranger"].id, job_id=self.job.id)
        )
        rows = {"ratings": [{"rating_id": other.rating_ids[0].id, "score": 0, "comment": "Forged"}]}
        self.assertTrue(self.refused("employee", self.appraisal, "save_view", rows))
        self.assertFalse(other.rating_ids[0].self_status)
        self.assertTrue(self.refused("employee", other, "get_sheet"))

    def test_steps_are_hrs(self):
        steps = (
            ("start", ()),
            ("close", ()),
            ("calibrate", ({"rating": 10, "note": "Great"},)),
            ("skip_self_view", ("Because",)),
            ("reopen", ("self", "Because")),
            ("cancel", ("Because",)),
        )
        self.to_calibration(self.appraisal)
        for role in ("employee", "boss", "head", "officer", "manager", "auditor"):
            for method, args in steps:
                with self.subTest(role=role, method=method):
                    self.assertTrue(self.refused(role, self.appraisal, method, *args))
        self.assertEqual(self.appraisal.state, "calibration")

    def test_helpers_are_not_called_from_outside(self):
        for method in ("_save_view", "_get_prediction", "_get_result_json", "_store_outcomes", "_plan_turn"):
            self.assertTrue(self.raises(AccessError, self.rpc, "hr", self.appraisal, method))

    def test_a_context_steers_nothing(self):
        """``active_test``, defaults and a forged superuser flag are the caller's to send."""
        context = {
            "default_manager_status": "scored",
            "default_self_status": "scored",
            "default_self_score": 10,
            "default_has_outcome": True,
            "active_test": False,
        }
        rows = {"ratings": self.rating_rows(self.appraisal, 7, False)}
        self.rpc("employee", self.appraisal, "submit_view", rows, context=context)
        self.assertEqual(self.appraisal.rating_ids.mapped("manager_status"), [False, False])
        self.assertFalse(self.appraisal.has_outcome)
        other = self.make_appraisal(self.make_employee("Other", job_id=self.job.id), start=False)
        self.rpc("hr", other, "start", context=context)
        self.assertEqual(other.rating_ids.mapped("self_status"), [False, False])

    def test_comments_of_people_are_welcome_in_the_chatter(self):
        for role in ("employee", "boss"):
            self.by(role, self.appraisal).message_post(body="Can we move the talk to Monday?")
        self.assertTrue(
            self.raises(AccessError, self.by("stranger", self.appraisal).message_post, body="Hello")
        )
