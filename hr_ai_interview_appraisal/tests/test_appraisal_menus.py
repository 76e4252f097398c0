from odoo.tests import tagged

from .common import AppraisalCase

OURS = "hr_ai_interview_appraisal.hr_interview_appraisal_"
EVERYBODY = {f"{OURS}menu_mine", f"{OURS}menu_team"}
HR = EVERYBODY | {f"{OURS}menu_all", f"{OURS}cycle_menu", f"{OURS}rating_menu", f"{OURS}kpi_menu"}


@tagged("post_install", "-at_install")
class TestAppraisalMenus(AppraisalCase):
    def visible(self, role):
        """Return {xmlid: action} of our menus this user finds, developer mode off."""
        menus = self.as_user(role)["ir.ui.menu"].load_menus(False)
        return {
            menu["xmlid"]: menu["action_id"]
            for menu in menus.values()
            if menu.get("action_id") and str(menu.get("xmlid")).startswith(OURS)
        }

    def test_everybody_finds_their_own_and_hr_finds_all(self):
        for role, menus in (("employee", EVERYBODY), ("officer", EVERYBODY), ("hr", HR), ("auditor", HR)):
            with self.subTest(role=role):
                self.assertEqual(set(self.visible(role)), menus)

    def test_every_menu_opens_and_has_cards_for_a_phone(self):
        self.to_closed(self.appraisal)
        for role in ("employee", "boss", "hr", "auditor"):
            for xmlid, action_id in self.visible(role).items():
                with self.subTest(role=role, menu=xmlid):
                    action = self.as_user(role)["ir.actions.act_window"].browse(action_id).sudo()
                    self.assertIn("kanban", action.view_mode)
                    self.assertTrue(action.help)
                    Model = self.as_user(role)[action.res_model]
                    kinds = [(False, kind) for kind in action.view_mode.split(",")]
                    views = Model.get_views([*kinds, (False, "search")])
                    names = [name for name in views["models"][Model._name]["fields"] if name in Model._fields]
                    specification = {
                        name: {"fields": {"display_name": {}}} if Model._fields[name].relational else {}
                        for name in names
                    }
                    Model.web_search_read([], specification, limit=80)
