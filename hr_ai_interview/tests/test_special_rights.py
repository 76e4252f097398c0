from odoo.tests import tagged

from .common import InterviewCase

RIGHTS = ("reviewer", "analyst", "auditor")


@tagged("post_install", "-at_install")
class TestSpecialRights(InterviewCase):
    def group(self, right):
        return self.env.ref(f"hr_ai_interview.group_{right}")

    def test_each_right_is_a_setting_of_its_own_on_the_user_form(self):
        """The rights had no privilege, and the user form shows such groups in developer mode only."""
        page = self.env["res.groups"]._get_view_group_hierarchy()
        listed = {privilege for category in page["categories"] for privilege in category["privilege_ids"]}
        for right in RIGHTS:
            group = self.group(right)
            privilege = page["privileges"][page["groups"][group.id]["privilege_id"]]
            with self.subTest(right=right):
                self.assertIn(privilege["id"], listed)
                # The groups of one privilege are one choice; these may be given together.
                self.assertEqual(privilege["group_ids"], group.ids)

    def test_administrators_have_none_of_them(self):
        administrators = self.env.ref("hr_recruitment.group_hr_recruitment_manager") | self.env.ref(
            "base.group_system"
        )
        for right in RIGHTS:
            self.assertNotIn(self.group(right), administrators.all_implied_ids)
