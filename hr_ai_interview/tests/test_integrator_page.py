import json
import os
import re
import shlex
import string
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest import mock

from odoo import fields
from odoo.tests import HttpCase, get_db_name, mute_logger, new_test_user, tagged

from .api_common import NOTICE
from .interview_common import SessionCase

ADDON = Path(__file__).resolve().parents[1]
PAGE = ADDON.parent / "docs" / "integrator.md"
#: A fenced block, and the answer that is shown under it.
BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```\n(?:\n```json\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


@tagged("post_install", "-at_install")
class TestIntegratorPage(HttpCase, SessionCase):
    """Every example of docs/integrator.md runs, and answers with the keys that the page shows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The page takes an enabled provider where there is one, and nobody works the queue here.
        cls.provider.action_disable()
        groups = "hr_recruitment.group_hr_recruitment_manager,hr_ai_interview.group_reviewer"
        user = new_test_user(cls.env, login="hr_ai_integrator", groups=groups)
        expires = fields.Datetime.now() + timedelta(days=0.5)
        key = cls.env(user=user)["res.users.apikeys"]._generate("rpc", "test", expires)
        cls.shell = {"ODOO": cls.base_url(), "DB": get_db_name(), "LOGIN": user.login, "KEY": key}
        cls.round.limit_ids = [(0, 0, {"competency_id": cls.competency.id, "minimum": 5})]

    def setUp(self):
        super().setUp()
        self.enterContext(mock.patch.dict(os.environ, self.shell))
        self.enterContext(mute_logger(NOTICE, "odoo.http"))

    def test_examples_run_and_answer_as_shown(self):
        names, ran = {}, []
        for language, code, shown in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
            run = (
                self.run_without_odoo
                if code.startswith(("import engine", "import learning"))
                else getattr(self, f"run_{language}")
            )
            names.pop("answer", None)
            run(code, names)
            ran.append(language)
            if shown:
                with self.subTest(code=code):
                    self.assertSameKeys(json.loads(shown), names["answer"])
        self.assertGreater(len(ran), 10)

    def run_python(self, code, names):
        with self.allow_requests(all_requests=True):
            exec(compile(code, PAGE.name, "exec"), names)  # pylint: disable=exec-used

    def run_bash(self, code, names):
        """Commands of the page are an export, or a curl that is made here with what it says."""
        words = shlex.split(string.Template(code).safe_substitute(self.shell).replace("\\\n", " "))
        if words[0] == "curl":
            headers = dict(words[n + 1].split(": ") for n, word in enumerate(words) if word == "-H")
            [url] = [word for word in words if word.startswith("http")]
            response = self.url_open(url, data=words[words.index("-d") + 1], headers=headers)
            self.assertEqual(response.status_code, 200, response.text[:300])
            names["answer"] = response.json()
        else:
            self.assertEqual(words[0], "export")

    def run_without_odoo(self, code, names):
        """The folder of the add-on is on the path, Odoo is not imported."""
        code = f"import sys\nsys.path.insert(0, {str(ADDON)!r})\n{code}\nassert 'odoo' not in sys.modules"
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)

    def assertSameKeys(self, shown, real, path="answer"):
        if isinstance(shown, dict):
            self.assertEqual(set(shown), set(real), path)
            for key, part in shown.items():
                self.assertSameKeys(part, real[key], f"{path}.{key}")
        elif isinstance(shown, list):
            self.assertIsInstance(real, list, path)
            for one, other in zip(shown[:1], real[:1], strict=False):
                self.assertSameKeys(one, other, f"{path}[0]")
