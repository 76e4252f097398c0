from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AppraisalCase

OPERATIONS = {"c": "create", "r": "read", "w": "write", "u": "unlink"}
OURS = "hr.interview.appraisal"
#: Rights on a model by group; which rows is the business of the record rules.
READERS = dict.fromkeys(
    ("employee", "boss", "interviewer", "officer", "manager", "reviewer", "analyst", "auditor"), "r"
)
RIGHTS = {
    OURS: {**READERS, "hr": "crwu"},
    f"{OURS}.kpi": {**READERS, "hr": "r"},
    f"{OURS}.rating": {**READERS, "hr": "r"},
    f"{OURS}.cycle": {"hr": "crwu", "auditor": "r"},
    f"{OURS}.calibrate": {"hr": "crwu"},
    f"{OURS}.step": {"hr": "crwu"},
}
PERSONAS = (*READERS, "hr", "portal")


@tagged("post_install", "-at_install")
class TestAppraisalAccess(AppraisalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["portal"] = cls._user("portal", "base.group_portal")

    def sees(self, role, records):
        self.env.invalidate_all()
        return self.as_user(role)[records._name].search([("id", "in", records.ids)])

    def test_rights_by_persona(self):
        for model, rights in RIGHTS.items():
            for role in PERSONAS:
                given = {
                    letter
                    for letter, name in OPERATIONS.items()
                    if self.as_user(role)[model].has_access(name)
                }
                with self.subTest(model=model, role=role):
                    self.assertEqual(given, set(rights.get(role, "")))

    def test_who_sees_which_appraisal(self):
        mine = self.appraisal
        bosses = self.make_appraisal(self.boss.sudo(), start=False)
        self.boss.write({"job_id": self.job.id})
        for role, seen in (
            ("employee", mine),
            ("boss", mine),
            ("head", mine),
            ("stranger", mine.browse()),
            ("officer", mine.browse()),
            ("manager", mine.browse()),
            ("analyst", mine.browse()),
            ("auditor", mine | bosses),
            ("hr", mine | bosses),
        ):
            with self.subTest(role=role):
                self.assertEqual(self.sees(role, mine | bosses), seen)
        self.assertFalse(self.sees("boss", bosses), "a draft is HR's alone")

    def test_rows_open_with_closing(self):
        for role in ("employee", "boss", "head", "hr", "auditor"):
            for rows in (self.appraisal.rating_ids, self.appraisal.kpi_ids):
                self.assertFalse(self.sees(role, rows), role)
        self.to_calibration(self.appraisal)
        for role in ("employee", "boss", "head", "hr", "auditor"):
            self.assertFalse(self.sees(role, self.appraisal.rating_ids), role)
        self.by("hr", self.appraisal).close()
        for role, is_party in (
            ("employee", True),
            ("boss", True),
            ("head", True),
            ("hr", True),
            ("auditor", True),
            ("stranger", False),
            ("officer", False),
        ):
            with self.subTest(role=role):
                rows = self.appraisal.rating_ids if is_party else self.appraisal.rating_ids.browse()
                self.assertEqual(self.sees(role, self.appraisal.rating_ids), rows)
        self.by("hr", self.appraisal).reopen("calibration", "Look again")
        self.assertFalse(self.sees("hr", self.appraisal.rating_ids))

    def test_everybody_can_work_without_any_hr_group(self):
        """Employees and managers are only base users: the form, its avatars and names have to open."""
        for role in ("employee", "boss", "head"):
            by_role = self.by(role, self.appraisal)
            by_role.env.invalidate_all()
            views = by_role.get_views(
                [(False, "form"), (False, "list"), (False, "kanban"), (False, "search")]
            )
            names = [name for name in views["models"][OURS]["fields"] if name in by_role._fields]
            with self.subTest(role=role):
                [data] = by_role.web_read(
                    {
                        name: {"fields": {"display_name": {}}}
                        for name in names
                        if by_role._fields[name].type == "many2one"
                    }
                )
                self.assertEqual(data["employee_id"]["display_name"], "Worker")
                self.assertEqual(data["manager_id"]["display_name"], "Boss")
                self.assertTrue(
                    by_role.read([name for name in names if by_role._fields[name].type != "many2one"])
                )
                self.assertTrue(by_role.get_sheet()["ratings"][0]["name"])
                self.assertTrue(by_role.search([("employee_id", "ilike", "work")]))

    def test_whose_turn_it_is_can_be_searched(self):
        def turn(role):
            self.env.invalidate_all()
            return self.as_user(role)[OURS].search([("is_my_turn", "=", True)])

        self.assertEqual((turn("employee"), turn("boss")), (self.appraisal, self.appraisal.browse()))
        self.write_self(self.appraisal)
        self.assertEqual((turn("employee"), turn("boss")), (self.appraisal.browse(), self.appraisal))
        others = self.as_user("employee")[OURS].search([("is_my_turn", "=", False)])
        self.assertEqual(others, self.appraisal)

    def test_anchors_are_read_without_a_recruitment_right(self):
        self.assertTrue(self.raises(AccessError, self.by("employee", self.cooperation).read, ["name"]))
        rating = self.sheet("employee", self.appraisal)["ratings"][1]
        self.assertEqual(
            rating["anchors"], {"0": "Works alone", "4": "Asks when told to", "8": "Agrees first"}
        )

    def test_nobody_handles_their_own_appraisal(self):
        """HR people have appraisals too: they could set their manager, close it and adjust its rating."""
        clerk = self.make_employee(
            "Clerk", user_id=self.users["hr"].id, parent_id=self.boss.id, job_id=self.job.id
        )
        Appraisal = self.as_user("hr")[OURS]
        self.assertTrue(self.raises(AccessError, Appraisal.create, {"employee_id": clerk.id}))
        draft = self.as_user("hr2")[OURS].create({"employee_id": clerk.id})
        own = self.by("hr", draft)
        self.assertTrue(self.raises(AccessError, own.start))
        self.assertTrue(self.raises(AccessError, own.write, {"manager_id": self.head.id}))
        draft.start()
        draft = draft.with_env(self.env)
        self.write_self(draft, role="hr")
        self.assertFalse(self.sheet("hr", draft)["my_view"])
        self.write_manager(draft, role="boss")
        sheet = self.sheet("hr", draft)
        self.assertEqual(sheet["seen"], ["self"])
        self.assertFalse(sheet["result"])
        for call in (
            own.close,
            lambda: own.calibrate({"rating": 10, "note": "Great"}),
            lambda: own.reopen("manager", "More"),
            lambda: own.cancel("No"),
        ):
            self.assertTrue(self.raises(AccessError, call))
        self.by("hr2", draft).close()
        self.assertEqual(draft.state, "closed")


@tagged("post_install", "-at_install")
class TestAppraisalCompanies(AppraisalCase):
    """HR of company B has no way to an appraisal of company A."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_b = cls.env["res.company"].create({"name": "Second port"})
        only_b = {"company_id": cls.company_b.id, "company_ids": [(6, 0, cls.company_b.ids)]}
        for login, group in (("hr_b", "hr.group_hr_user"), ("auditor_b", "hr_ai_interview.group_auditor")):
            cls.users[login] = new_test_user(cls.env, login=f"hr_ai_{login}", groups=group, **only_b)
        cls.to_closed(cls.appraisal)
        cls.cycle = cls.env["hr.interview.appraisal.cycle"].create(
            {
                "name": "Half-year",
                "date_from": "2026-01-01",
                "date_to": "2026-06-30",
                "deadline_self": "2026-07-10",
                "deadline_manager": "2026-07-20",
            }
        )

    def test_no_model_shows_another_company(self):
        for records in (self.appraisal, self.appraisal.rating_ids, self.appraisal.kpi_ids, self.cycle):
            self.assertTrue(records)
            for role in ("hr_b", "auditor_b"):
                with self.subTest(model=records._name, role=role):
                    self.assertFalse(self.as_user(role)[records._name].search([("id", "in", records.ids)]))
                    self.assertTrue(self.raises(AccessError, self.by(role, records).read, ["display_name"]))

    def test_no_method_reaches_another_company(self):
        by_b = self.by("hr_b", self.appraisal)
        for call in (by_b.get_sheet, by_b.close, lambda: by_b.reopen("self", "Look"), by_b.start):
            self.assertTrue(self.raises(AccessError, call))
        self.assertTrue(self.raises(AccessError, self.by("hr_b", self.cycle).start))
