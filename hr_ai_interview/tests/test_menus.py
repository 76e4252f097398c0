from lxml import etree

from odoo.tests import tagged

from .common import InterviewCase

OURS = "hr_ai_interview.hr_interview_"
READERS = {
    f"{OURS}question_menu",
    f"{OURS}question_menu_coverage",
    f"{OURS}kit_menu",
    f"{OURS}kpi_menu",
    f"{OURS}competency_menu",
    f"{OURS}job_family_menu",
    f"{OURS}learning_dashboard_menu",
    f"{OURS}learning_run_menu",
    f"{OURS}learning_validity_menu",
}
AUDITORS = READERS | {
    f"{OURS}question_review_menu",
    f"{OURS}reviewer_stat_menu",
    f"{OURS}ai_task_menu",
    f"{OURS}ai_attempt_menu",
    f"{OURS}provider_menu",
    f"{OURS}outcome_menu",
    f"{OURS}outcome_source_menu",
}


@tagged("post_install", "-at_install")
class TestMenus(InterviewCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        question = cls.make_question(state="approved")
        cls.env["hr.interview.kit"].create(
            {"job_id": cls.job.id, "round_id": cls.round.id, "lang": "en"}
        ).line_ids = [(0, 0, {"question_id": question.id})]
        cls.round.interviewer_ids = cls.users["interviewer"]

    def visible_menus(self, role):
        """Return {xmlid: action} of what this user finds in the app Recruitment, developer mode off."""
        menus = self.as_user(role)["ir.ui.menu"].load_menus(False)
        app = self.env.ref("hr_recruitment.menu_hr_recruitment_root").id
        return {
            menu["xmlid"]: f"{menu['action_model']},{menu['action_id']}"
            for menu in menus.values()
            if menu.get("app_id") == app and menu.get("action_id")
        }

    def test_analysts_and_auditors_find_what_they_may_read(self):
        """Analysts had the bank as their only menu, auditors no kits, goals, coverage or providers."""
        for role, wanted in (("analyst", READERS), ("auditor", AUDITORS)):
            with self.subTest(role=role):
                found = {xmlid for xmlid in self.visible_menus(role) if xmlid.startswith(OURS)}
                self.assertEqual(found, wanted)

    def test_every_visible_menu_opens(self):
        """Whatever a menu shows, its views and its records are readable by who sees the menu.

        For analysts and auditors that is the whole app, since it is this add-on that lets them into it.
        """
        for role in ("interviewer", "reviewer", "officer", "manager", "analyst", "auditor"):
            opened = 0
            for xmlid, action in self.visible_menus(role).items():
                if role in ("analyst", "auditor") or xmlid.startswith(OURS):
                    opened += 1
                    with self.subTest(role=role, menu=xmlid):
                        self.open_action(role, action)
            self.assertTrue(opened)

    # --- what the web client does ----------------------------------------------------------------

    def open_action(self, role, reference):
        model, action_id = reference.split(",")
        action = self.as_user(role)["ir.actions.actions"]._for_xml_id(
            self.env[model].browse(int(action_id)).get_external_id()[int(action_id)]
        )
        if model == "ir.actions.act_window":
            self.open_window(self.as_user(role)[action["res_model"]], action)
        elif action.get("tag") == "hr_ai_interview.coverage":
            jobs = self.as_user(role)["hr.job"].search([])
            self.assertTrue(jobs.get_interview_coverage())
        elif action.get("tag") == "hr_ai_interview.review":
            Question = self.as_user(role)["hr.interview.question"]
            Question.search([("state", "in", ["draft", "review"])]).get_review_cards()
        elif action.get("tag") == "hr_ai_interview.learning_dashboard":
            self.assertTrue(self.as_user(role)["hr.interview.learning.run"].get_dashboard({}))
        elif action.get("tag") == "hr_ai_interview.learning_misses":
            self.assertTrue(self.as_user(role)["hr.interview.learning.run"].get_misses({}))

    def open_window(self, Model, action):
        views = Model.get_views([*action["views"], [False, "search"]], {"action_id": action["id"]})
        for kind, view in views["views"].items():
            arch = etree.fromstring(view["arch"])
            if kind == "search":
                self.open_search(Model, arch)
            elif kind in ("list", "kanban", "form", "hierarchy"):
                page = Model.web_search_read([], self.specification(Model, arch), limit=80)
                if kind == "form" and page["records"]:
                    record = Model.browse(page["records"][0]["id"])
                    record.web_read(self.specification(Model, arch))

    def open_search(self, Model, arch):
        for node in arch.iterfind(".//searchpanel/field"):
            method = "select_multi_range" if node.get("select") == "multi" else "select_range"
            getattr(Model, f"search_panel_{method}")(node.get("name"))
        for node in arch.iterfind(".//filter[@context]"):
            context = node.get("context")
            if "group_by" in context:
                name = context.split("'")[3]
                Model.formatted_read_group([], [name], ["__count"])

    def specification(self, Model, arch):
        """Return what the web client reads for these fields: of related records their names."""
        names = {
            node.get("name")
            for node in arch.iter("field")
            if not any(parent.tag == "field" for parent in node.iterancestors())
        }
        return {
            name: {"fields": {"display_name": {}}} if Model._fields[name].relational else {}
            for name in names & Model._fields.keys()
        }
