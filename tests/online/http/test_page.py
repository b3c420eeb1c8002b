"""The server's page as a person meets it, in headless Chromium, driven through the devtools protocol's pipe."""

import fcntl
import json
import os
import shutil
import subprocess
import time
import warnings

import pytest

from tests.online.http.test_server import KEY, TEXT, Running

BROWSER = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no chromium on PATH, so the page was not looked at")
PATIENCE_S = 120


class Browser:
    """A headless Chromium with one page."""

    def __init__(self, profile):
        self._asked = 0
        ends = (*os.pipe(), *os.pipe())
        read, self._to, self._from, write = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
        for end in ends:
            os.close(end)

        def from_3_to_4():  # where the browser reads commands and answers
            os.dup2(read, 3)
            os.dup2(write, 4)

        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(
            [BROWSER, *flags, "--remote-debugging-pipe", "about:blank"], preexec_fn=from_3_to_4, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(read)
        os.close(write)
        self._unread = b""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._page = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def open(self, address, width, height):
        """Go to an address in a window of some size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self._ask("Emulation.setDeviceMetricsOverride", self._page, **size)
        self._ask("Page.navigate", self._page, url=address)
        self.wait_for("document.readyState === 'complete' && typeof state === 'object'")

    def value(self, expression):
        """What an expression is in the page."""
        answer = self._ask("Runtime.evaluate", self._page, expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait_for(self, expression):
        """Until an expression is true in the page."""
        ends = time.monotonic() + PATIENCE_S
        while not self.value(f"Boolean({expression})"):
            assert time.monotonic() < ends, expression
            time.sleep(0.05)

    def close(self):
        os.close(self._to)  # it ends when nobody commands it
        self._process.wait(30)
        os.close(self._from)

    def _ask(self, method, session=None, **parameters):
        self._asked += 1
        command = {"id": self._asked, "method": method, "params": parameters}
        os.write(self._to, json.dumps(command | ({"sessionId": session} if session else {})).encode() + b"\0")
        while True:
            while b"\0" not in self._unread:
                piece = os.read(self._from, 65536)
                assert piece, "the browser has ended"
                self._unread += piece
            message, _, self._unread = self._unread.partition(b"\0")
            answer = json.loads(message)
            if answer.get("id") == self._asked:
                assert "error" not in answer, answer
                return answer["result"]


def test_a_question_is_answered_beside_the_experts_on_desktop_and_phone(decoder_folder, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = Running(decoder_folder)
    browser = Browser(tmp_path / "profile")
    try:
        expected = server.model.generate([TEXT], 40)[0]
        for width, height in ((1280, 800), (390, 844)):
            browser.open(f"http://127.0.0.1:{server.port}/", width, height)
            browser.wait_for("document.getElementById('key').hidden === false")
            browser.value(f"document.getElementById('key').value = {json.dumps(KEY)}")
            browser.wait_for("state.model === 'tiny'")
            browser.value(f"document.getElementById('say').value = {json.dumps(TEXT)}")
            browser.value("document.getElementById('send').click()")
            browser.wait_for("state.messages.length === 2 && state.abort === null")
            assert browser.value("document.querySelector('.assistant').textContent") == expected
            assert browser.value("document.querySelectorAll('.error').length") == 0
            browser.wait_for("state.times.length > 30")  # the experts of its tokens have come
            assert browser.value("state.layers.length") == 4
            accesses = browser.value("Object.values(state.counts).reduce((a, b) => a + b, 0)")
            assert 0 < accesses <= 4 * 2 * 40
            assert browser.value("document.getElementById('ratio').textContent").endswith("%")
            painted = "new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
            assert browser.value(f"(canvas => {painted}.data.buffer)).size)(document.querySelector('canvas'))") > 3
            assert browser.value("document.documentElement.scrollWidth <= innerWidth")
    finally:
        browser.close()
        server.close()
