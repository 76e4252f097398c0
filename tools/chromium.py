"""Headless Chromium over the DevTools protocol: just what pictures need. Runs in the virtual environment."""

import base64
import contextlib
import itertools
import json
import subprocess
import tempfile
import time
from pathlib import Path

import websocket

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)
START_SECONDS, WAIT_SECONDS = 60, 60
# Resolves when what the selector names is there, nothing loads any more, and it has been painted.
SETTLED = """
new Promise((resolve) => {
    const ready = () =>
        document.querySelector(%s) && !document.querySelector(".o_blockUI, .o_loading_indicator") &&
        document.readyState === "complete" && [...document.images].every((image) => image.complete);
    const paint = () => document.fonts.ready.then(() => setTimeout(resolve, 400));
    const look = () => (ready() ? paint() : setTimeout(look, 100));
    look();
})
"""


class PageError(Exception):
    """What went wrong with a page, as a sentence."""


@contextlib.contextmanager
def browser(program):
    """Start Chromium with a profile of its own; yields the address of its DevTools."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield _devtools(process, Path(profile) / "DevToolsActivePort")
        finally:
            process.terminate()
            process.wait(20)


def _devtools(process, file):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if file.is_file() and file.read_text().count("\n"):
            port, path = file.read_text().split("\n")[:2]
            return f"ws://127.0.0.1:{port}{path}"
        time.sleep(0.05)
    raise PageError("Chromium did not start.")


class Page:
    """A tab with cookies of its own."""

    def __init__(self, devtools):
        self.socket = websocket.create_connection(devtools, timeout=WAIT_SECONDS, suppress_origin=True)
        self.numbers, self.session, self.errors = itertools.count(1), None, []
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")

    def close(self):
        self.socket.close()

    def call(self, method, **parameters):
        """Send a command and wait for its answer; what the page logs as error meanwhile is collected."""
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        while True:
            try:
                answer = json.loads(self.socket.recv())
            except websocket.WebSocketTimeoutException as error:
                raise PageError(f"no answer to {method} within {WAIT_SECONDS} s") from error
            self._note(answer)
            if answer.get("id") == number:
                if "error" in answer:
                    raise PageError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _note(self, answer):
        parameters = answer.get("params", {})
        if answer.get("method") == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif answer.get("method") == "Runtime.consoleAPICalled" and parameters["type"] == "error":
            self.errors.append(
                " ".join(str(part.get("value", part.get("description"))) for part in parameters["args"])
            )

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise PageError(answer["exceptionDetails"]["exception"].get("description", "a script failed"))
        return answer["result"].get("value")

    def resize(self, width, height):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=width < 500)

    def open(self, url, selector):
        self.call("Page.navigate", url=url)
        self.settle(selector)

    def settle(self, selector):
        try:
            self.evaluate(SETTLED % json.dumps(selector))
        except PageError as error:
            raise PageError(f"'{selector}' did not appear ({error})") from error

    def click(self, selector):
        self.settle(selector)
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")

    def scroll(self, selector):
        self.settle(selector)
        self.evaluate(f"document.querySelector({json.dumps(selector)}).scrollIntoView()")

    def overflow(self):
        """Pixels by which the page is wider than the window."""
        return self.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    def picture(self, full=False):
        return base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=full)["data"])
