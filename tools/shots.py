"""Take the pictures a JSON file lists. Run in the virtual environment by `./run shots`.

    {"viewports": {"desktop": [1280, 800], "phone": [390, 844]}, "prepare": "script.py",
     "shots": [{"name": "bank", "url": "/odoo/action-hr_ai_interview.some_action", "login": "reviewer",
                "lang": "zh_CN", "wait": ".o_list_view", "click": [".o_data_row td"], "then": ".o_form_view",
                "scroll": ".o_notebook", "viewports": ["desktop"], "full": false}]}

Only `name` and `url` are needed; without `viewports` of its own a picture is taken in those of the list.
`prepare` is a Python script (its path from the folder of the file), run in an Odoo shell on a copy of the
demo database, of which the pictures are taken then. `login` is admin (the password is the login), `lang`
the user's own, `wait` the selector that must be there first, `then` the one after the clicks, `scroll` the
one to bring to the top of the picture. Files are called NAME-VIEWPORT.png. A page that logs an error, or
is wider than its window, is a fault.
"""

import json
import sys
import xmlrpc.client
from pathlib import Path

import requests

from tools import chromium

VIEWPORTS = {"desktop": [1280, 800], "phone": [390, 844]}
BACKEND = ".o_action_manager > *, .o_home_menu, main"


def read_spec(path):
    """The list of pictures, each with its viewports and defaults filled in."""
    spec = json.loads(path.read_text())
    viewports = spec.get("viewports", VIEWPORTS)
    sizes, found = {**VIEWPORTS, **viewports}, []
    for shot in spec["shots"]:
        for name in shot.get("viewports", viewports):
            found.append(
                {"login": "admin", "lang": None, "wait": BACKEND, "click": [], "full": False, **shot}
            )
            found[-1].update(size=sizes[name], file=f"{shot['name']}-{name}.png")
    return found


def sign_in(base, login):
    """Cookies of a session of this user."""
    session = requests.Session()
    form = session.get(f"{base}/web/login", timeout=60).text
    # The user is one the XML-RPC service has let in already.
    token = form.partition('name="csrf_token" value="')[2].partition('"')[0]
    fields = {"login": login, "password": login, "csrf_token": token}
    session.post(f"{base}/web/login", data=fields, timeout=60).raise_for_status()
    return session.cookies


class Language:
    """Sets a user's language for a picture and puts it back at the end."""

    def __init__(self, base, database):
        self.object = xmlrpc.client.ServerProxy(f"{base}/xmlrpc/2/object")
        self.common = xmlrpc.client.ServerProxy(f"{base}/xmlrpc/2/common")
        self.database, self.before, self.now = database, {}, {}

    def set(self, login, lang):
        if login not in self.before:
            self.before[login] = self.now[login] = self._call(login, "read", ["lang"])[0]["lang"]
        lang = lang or self.before[login]
        if self.now[login] != lang:
            self._call(login, "write", {"lang": lang})
            self.now[login] = lang

    def restore(self):
        for login in self.before:
            self.set(login, None)

    def _call(self, login, method, argument):
        uid = self.common.authenticate(self.database, login, login, {})
        if not uid:
            raise chromium.PageError(f"user '{login}' with the password '{login}' was not let in")
        return self.object.execute_kw(self.database, uid, login, "res.users", method, [[uid], argument])


def take(devtools, base, shot, folder, language):
    """One picture; returns its faults."""
    page = chromium.Page(devtools)
    try:
        language.set(shot["login"], shot["lang"])
        page.resize(*shot["size"])
        for cookie in sign_in(base, shot["login"]):
            page.call("Network.setCookie", name=cookie.name, value=cookie.value, url=base)
        page.open(base + shot["url"], shot["wait"])
        for selector in shot["click"]:
            page.click(selector)
        page.settle(shot.get("then", shot["wait"]))
        if "scroll" in shot:
            page.scroll(shot["scroll"])
        faults = [f"error in the page: {error.splitlines()[0]}" for error in page.errors if error]
        if page.overflow() > 0:
            faults.append(f"{page.overflow()} px wider than the window")
        (folder / shot["file"]).write_bytes(page.picture(shot["full"]))
        return faults
    except chromium.PageError as error:
        (folder / shot["file"]).write_bytes(page.picture())
        return [str(error)]
    finally:
        page.close()


def main(program, base, database, spec, folder):
    folder, faulty = Path(folder), 0
    language = Language(base, database)
    with chromium.browser(program) as devtools:
        try:
            for shot in read_spec(Path(spec)):
                faults = take(devtools, base, shot, folder, language)
                faulty += bool(faults)
                print(f"{shot['file']}: {'; '.join(faults) or 'ok'}", flush=True)
        finally:
            language.restore()
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
