import base64
import json
import os
from tempfile import TemporaryDirectory
from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, mute_logger, new_test_user, tagged
from odoo.tools import config

from .ai_common import AiCase

KEY = "sk-test-0123456789abcdef"
MASTER = "k1:" + base64.b64encode(b"1" * 32).decode()
NEW = "k2:" + base64.b64encode(b"2" * 32).decode()
MASTER2 = f"{NEW},{MASTER}"


@tagged("post_install", "-at_install")
class TestProvider(AiCase):
    """Where secrets come from and where they never go; who may do what; what the settings page says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["system"] = new_test_user(cls.env, login="hr_ai_system", groups="base.group_system")

    def setUp(self):
        super().setUp()
        clean = {name: value for name, value in os.environ.items() if not name.startswith("ODOO_HR_AI_")}
        self.startPatcher(patch.dict(os.environ, clean, clear=True))

    def master(self, keys=MASTER):
        return patch.dict(os.environ, {"ODOO_HR_AI_KEYS": keys})

    def key_of(self, provider):
        return provider._get_key_and_source()

    # --- secrets ---------------------------------------------------------------------------------

    def test_without_master_key_no_key_is_stored(self):
        with self.assertRaisesRegex(UserError, "ODOO_HR_AI_KEYS"):
            self.by("system", self.provider).api_key = KEY
        self.assertEqual(self.key_of(self.provider), ("", False))

    def test_key_goes_in_and_never_out(self):
        provider = self.by("system", self.provider)
        with self.master():
            provider.write({"api_key": KEY})
            provider.env.invalidate_all()
            self.assertEqual(provider.key_source, "database")
            seen = json.dumps(
                [
                    provider.read(["api_key", "key_source", "name"]),
                    provider.web_read({"api_key": {}, "key_source": {}}),
                    provider.export_data(["api_key"]),
                    provider.onchange({"api_key": KEY}, ["api_key"], {"api_key": {}, "key_source": {}}),
                    provider.copy_data(),
                ],
                default=str,
            )
            self.assertEqual(self.key_of(provider), (KEY, "database"))
        self.assertNotIn(KEY, seen.replace(json.dumps({"api_key": KEY}), ""))

    def test_stored_key_is_sealed(self):
        with self.master():
            self.provider.api_key = KEY
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT row_to_json(p)::text FROM hr_interview_provider p WHERE id = %s", [self.provider.id]
        )
        row = self.env.cr.fetchone()[0]
        self.assertNotIn(KEY, row)
        self.assertIn("v1:k1:", row)

    def test_sealed_field_is_nobodys_to_read(self):
        provider = self.by("system", self.provider)
        for call in (
            lambda: provider.read(["api_key_sealed"]),
            lambda: provider.search([("api_key_sealed", "like", "v1")]),
            lambda: provider.write({"api_key_sealed": "v1:k1:x"}),
            lambda: provider._read_group([], ["api_key_sealed"]),
        ):
            self.assertTrue(self.raises((AccessError, ValueError), call))

    def test_copied_secret_does_not_open_elsewhere(self):
        other = self.make_provider(code="other", enable=False)
        with self.master():
            self.provider.api_key = KEY
            other.sudo().api_key_sealed = self.provider.sudo().api_key_sealed
            with self.assertRaises(Exception) as caught:
                self.key_of(other)
        self.assertNotIn(KEY, str(caught.exception))

    def test_rotation_of_the_master_key(self):
        with self.master():
            self.provider.api_key = KEY
        with self.master(MASTER2):
            self.assertEqual(self.key_of(self.provider)[0], KEY)

    def test_new_master_key_takes_everything_over(self):
        """After a rotation the keys had to be entered again, and waiting tasks kept the old master key alive."""
        with self.master():
            self.provider.api_key = KEY
            task = self.enqueue()
        before = task.write_date
        with self.master(MASTER2):
            message, kind = self.said(self.by("system", self.provider).action_seal_again())
            self.assertEqual((kind, message.split()[0]), ("success", "3"))
            again = self.said(self.by("system", self.provider).action_seal_again())[0]
            self.assertEqual(again.split()[0], "0")
        self.assertEqual(task.write_date, before, "texts of failed tasks would be kept longer")
        with self.master(NEW):
            self.assertEqual(self.key_of(self.provider), (KEY, "database"))
            self.work()
        self.assertEqual(task.state, "done")

    def test_texts_from_before_the_master_key_are_sealed_too(self):
        task = self.enqueue()
        with self.master():
            self.provider.action_seal_again()
            self.assertTrue(task.payload.startswith("v1:k1:"))
            self.work()
        self.assertEqual(task.state, "done")

    def test_what_cannot_be_sealed_again_is_said_and_kept(self):
        with self.master():
            self.provider.api_key = KEY
        with self.master(NEW):
            message, kind = self.said(self.provider.action_seal_again())
        self.assertEqual((kind, "1 could not be opened" in message), ("danger", True))
        with self.master():
            self.assertEqual(self.key_of(self.provider)[0], KEY)
        with self.assertRaisesRegex(UserError, "ODOO_HR_AI_KEYS"):
            self.provider.action_seal_again()

    def test_environment_wins_over_file_and_database(self):
        with self.master():
            self.provider.api_key = "sk-database"
            with TemporaryDirectory() as folder:
                path = os.path.join(folder, "odoo.conf")
                with open(path, "w") as file:
                    file.write("[options]\n[hr_ai_interview]\nkey_house = sk-file\n")
                with patch.dict(config.options, {"config": path}):
                    self.assertEqual(self.key_of(self.provider), ("sk-file", "file"))
                    with patch.dict(os.environ, {"ODOO_HR_AI_KEY_HOUSE": "sk-environment"}):
                        self.assertEqual(self.key_of(self.provider), ("sk-environment", "environment"))
            self.assertEqual(self.key_of(self.provider), ("sk-database", "database"))

    def test_malformed_master_key_is_not_repeated(self):
        with self.master("k1:nonsense"), self.assertRaises(UserError) as caught:
            self.provider.api_key = KEY
        self.assertNotIn("nonsense", str(caught.exception))

    def test_keys_that_are_none(self):
        with self.master():
            for bad in ("sk with space", "sk\nline", "schlüssel"):
                with self.subTest(bad), self.assertRaises(UserError) as caught:
                    self.provider.api_key = bad
                self.assertNotIn(bad, str(caught.exception))

    def test_key_reaches_the_server_and_no_record(self):
        with self.master():
            self.provider.api_key = KEY
            self.provider.action_test()
        self.assertEqual(self.server.requests[0].headers["authorization"], f"Bearer {KEY}")
        messages = self.env["mail.message"].search([("model", "=", "hr.interview.provider")])
        self.assertNotIn(KEY, "".join(messages.mapped("body")))

    def test_payload_is_sealed_when_there_is_a_master_key(self):
        with self.master():
            task = self.enqueue()
            self.assertTrue(task.payload.startswith("v1:k1:"))
            self.work()
        self.assertEqual(task.state, "done")

    def test_lost_master_key_blocks_and_loses_nothing(self):
        with self.master():
            task = self.enqueue()
        self.work()
        self.assertEqual((task.state, self.provider.state), ("queued", "blocked"))
        self.assertFalse(self.server.requests)
        self.provider.action_enable()
        with self.master():
            self.work()
        self.assertEqual(task.state, "done")

    # --- the record of processing ----------------------------------------------------------------

    def test_enabling_needs_the_whole_record(self):
        provider = self.make_provider(code="bare", enable=False, region=False, training_use=False)
        with self.assertRaisesRegex(ValidationError, "Region.*Use for training"):
            provider.action_enable()
        self.assertEqual(provider.state, "draft")

    def test_no_way_around_the_record(self):
        bare = {"region": False, "retention": False, "processing_agreement": False}
        provider = self.make_provider(code="bare", enable=False, **bare)
        with self.assertRaises(ValidationError):
            self.by("system", provider).write({"state": "enabled"})
        for name in bare:
            with self.subTest(name), self.assertRaises(ValidationError):
                self.provider.write({name: False})

    def test_odd_codes_and_addresses(self):
        for vals in (
            {"code": "offline"},
            {"code": "With Space"},
            {"code": "x"},
            {"base_url": "ftp://host"},
            {"base_url": "https://user:secret@host/v1"},
            {"base_url": "https://host/v1?key=sk-1"},
            {"base_url": "javascript:alert(1)"},
        ):
            with self.subTest(vals), self.assertRaises(ValidationError):
                self.make_provider(enable=False, **{"code": "odd", **vals})

    def test_limits(self):
        for vals in ({"deadline": 0}, {"max_parallel": 0}, {"max_tokens": 0}, {"price_in": -1}):
            with self.subTest(vals), mute_logger("odoo.sql_db"):
                self.assertTrue(self.raises(psycopg2.errors.CheckViolation, self.provider.write, vals))

    # --- the settings page -----------------------------------------------------------------------

    def said(self, action):
        return action["params"]["message"], action["params"]["type"]

    def test_connection_that_works(self):
        self.server.mode = "schema_enforced"
        self.server.content = lambda payload: "{}"
        message, kind = self.said(self.by("system", self.provider).action_test())
        self.assertEqual(kind, "success")
        self.assertIn("schema", message)
        self.assertEqual(self.provider.profile["structured"], "json_schema")

    def test_connection_says_what_is_wrong(self):
        cases = {
            "r10_auth": "key is not accepted",
            "r11_no_model": "no such model",
            "r03_quota": "no credit",
            "r21_html": "not as a language model",
            "r15_302": "another address",
        }
        for mode, words in cases.items():
            with self.subTest(mode):
                self.server.mode = mode
                message, kind = self.said(self.provider.action_test())
                self.assertEqual(kind, "danger")
                self.assertIn(words, message)

    def test_own_network_needs_a_word(self):
        self.provider.allow_private = False
        message, kind = self.said(self.provider.action_test())
        self.assertEqual(kind, "danger")
        self.assertIn("Own network", message)
        self.assertFalse(self.server.requests)

    def test_server_that_does_not_run(self):
        self.provider.base_url = "http://127.0.0.1:9/v1"
        self.assertIn("refuses the connection", self.said(self.provider.action_test())[0])

    def test_models_are_fetched(self):
        self.by("system", self.provider).action_fetch_models()
        self.assertTrue(self.provider.known_models)

    def test_deadline_beyond_the_limit_of_odoo_is_said(self):
        """The default of 120 s kills a worker in the middle of a call that may take 300 s: paid twice."""
        for cron, real, deadline, needed in (
            (120, 120, 60, False),
            (120, 900, 61, "121"),
            (-1, 120, 300, "360"),
            (360, 120, 300, False),
            (0, 120, 600, False),
        ):
            limits = {"limit_time_real_cron": cron, "limit_time_real": real}
            with self.subTest(limits, deadline=deadline), patch.dict(config.options, limits):
                self.provider.deadline = deadline
                self.provider.invalidate_recordset()
                problem = self.by("system", self.provider).deadline_problem
                self.assertEqual(bool(problem), bool(needed))
                self.assertIn(needed or "", problem or "")

    def test_new_endpoint_is_unknown_again(self):
        self.provider.profile = {"structured": "text"}
        self.provider.model_name = "toy-2"
        self.assertFalse(self.provider.profile)

    def test_form_for_a_person(self):
        with Form(self.as_user("system")["hr.interview.provider"]) as form:
            form.name = "OpenAI"
            form.code = "openai"
            form.kind = "openai"
            form.model_name = "gpt"
        provider = form.record
        self.assertEqual(provider.base_url, "https://api.openai.com/v1")
        with self.assertRaisesRegex(ValidationError, "Key"):
            provider.action_enable()

    # --- rights ----------------------------------------------------------------------------------

    def test_who_may_do_what(self):
        for role in ("employee", "interviewer", "analyst"):
            with self.subTest(role):
                self.assertTrue(self.raises(AccessError, self.by(role, self.provider).read, ["name"]))
        for role in ("officer", "manager", "reviewer", "auditor"):
            with self.subTest(role):
                provider = self.by(role, self.provider)
                self.assertEqual(provider.read(["name"])[0]["name"], "House model")
                for name in ("base_url", "api_key", "key_source"):
                    self.assertTrue(self.raises(AccessError, provider.read, [name]))
                for call in (
                    lambda provider=provider: provider.write({"send_resume": True}),
                    lambda provider=provider: provider.unlink(),
                    lambda provider=provider: provider.copy(),
                    provider.action_enable,
                    provider.action_disable,
                    provider.action_test,
                    provider.action_fetch_models,
                    provider.action_forget_key,
                    provider.action_seal_again,
                ):
                    self.assertTrue(self.raises(AccessError, call))

    def test_stop_is_for_administrators_of_recruitment(self):
        with self.assertRaises(UserError):
            self.by("officer", self.provider).action_stop()
        self.by("manager", self.provider).action_stop()
        self.assertTrue(self.provider.is_stopped)
        self.by("manager", self.provider).action_resume()
        self.assertFalse(self.provider.is_stopped)

    def test_ledger_is_read_only(self):
        task = self.enqueue()
        self.work()
        for role in ("officer", "manager", "auditor", "system"):
            lines = self.by(role, task.attempt_ids)
            with self.subTest(role):
                self.assertTrue(self.raises(AccessError, lines.write, {"cost": 0}))
                self.assertTrue(self.raises((AccessError, UserError), lines.unlink))
        self.assertTrue(self.raises(UserError, task.attempt_ids.unlink))

    def test_texts_of_tasks_are_nobodys_to_read(self):
        task = self.enqueue()
        for role in ("officer", "manager", "auditor"):
            for name in ("payload", "restore_map", "result_json", "hint", "lease_token"):
                with self.subTest(role=role, name=name):
                    self.assertTrue(self.raises(AccessError, self.by(role, task).read, [name]))
                    self.assertTrue(
                        self.raises(
                            (AccessError, ValueError), self.by(role, task).search, [(name, "like", "pre")]
                        )
                    )
