import json
import xmlrpc.client
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, get_db_name, mute_logger

from .common import InterviewCase

#: XML-RPC logs a notice of its deprecation for each call.
NOTICE = "odoo.addons.rpc.controllers.xmlrpc"


class ApiCase(HttpCase, InterviewCase):
    """The methods of CONTRACT.md, called from outside, with the lowest rights that work."""

    def assertShape(self, value, shape, path="answer"):
        """Compare types with a model: {} keys, [] of one kind, types, or a tuple of allowed types.

        More keys than the model has are allowed ("more may be added"); None is not.
        """
        if isinstance(shape, dict):
            self.assertIsInstance(value, dict, path)
            self.assertLessEqual(set(shape), set(value), path)
            for key, part in value.items():
                self.assertIsInstance(key, str, path)
                self.assertIsNotNone(part, f"{path}.{key}")
                if key in shape:
                    self.assertShape(part, shape[key], f"{path}.{key}")
        elif isinstance(shape, list):
            self.assertIsInstance(value, list, path)
            for n, part in enumerate(value):
                self.assertShape(part, shape[0], f"{path}[{n}]")
        else:
            kinds = shape if isinstance(shape, tuple) else (shape,)
            self.assertIn(type(value), kinds, f"{path} is {value!r}")


class XmlRpcCase(ApiCase):
    """``call`` and ``refusal`` over XML-RPC."""

    def call(self, role, model, method, ids, *args):
        """Call with a real xmlrpc.client: what cannot be marshalled (None, sets, records) fails."""
        user = self.users[role]
        arguments = [*args] if ids is None else [ids, *args]
        with mute_logger(NOTICE):
            return self.xmlrpc_object.execute_kw(
                get_db_name(), user.id, user.login, model, method, arguments, {"context": {"lang": "en_US"}}
            )

    def refusal(self, kind, *call):
        with (
            mute_logger("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model"),
            self.assertRaises(xmlrpc.client.Fault) as caught,
        ):
            self.call(*call)
        # Odoo's codes: 2 user error (Warning), 4 access error.
        self.assertEqual(
            caught.exception.faultCode, {"user": 2, "access": 4}[kind], caught.exception.faultString
        )
        return caught.exception.faultString


class Json2Case(ApiCase):
    """``call`` and ``refusal`` over JSON-2."""

    #: Names of the arguments, in order: JSON-2 takes named arguments only.
    NAMES = {
        "generate_interview_questions": ["options"],
        "assemble_interview_kit": ["options"],
        "lint_text": ["text", "lang", "country"],
        "submit_review": ["verdict"],
        "write": ["vals"],
        "_retire": ["reason"],
        "_make_successor": ["vals"],
        "odoo_code": ["lang"],
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        expires = fields.Datetime.now() + timedelta(days=0.5)
        cls.keys = {
            role: cls.env(user=user)["res.users.apikeys"]._generate("rpc", "test", expires)
            for role, user in cls.users.items()
            if role in ("employee", "interviewer", "officer", "reviewer")
        }

    def post(self, role, model, method, body, key=None):
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key or self.keys[role]}"}
        return self.url_open(f"/json/2/{model}/{method}", data=json.dumps(body), headers=headers)

    def call(self, role, model, method, ids, *args):
        response = self._send(role, model, method, ids, *args)
        self.assertEqual(response.status_code, 200, response.text[:500])
        return response.json()

    def _send(self, role, model, method, ids, *args):
        body = dict(zip(self.NAMES.get(method, []), args, strict=False))
        if ids is not None:
            body["ids"] = ids
        return self.post(role, model, method, {**body, "context": {"lang": "en_US"}})

    def refusal(self, kind, *call):
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model"):
            response = self._send(*call)
        self.assertEqual(response.status_code, {"user": 422, "access": 403}[kind], response.text[:300])
        return response.json()["message"]
