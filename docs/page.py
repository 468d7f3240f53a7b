"""Takes the pictures of the page that the documents show, with the Chromium that is installed.

python docs/page.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from gaoan_cli.load import load_report
from gaoan_cli.show.page.page import as_html

DOCS = Path(__file__).parent
# The pictures: the file's name, what the reader chose, where the page is opened, and what is scrolled to the top.
PICTURES = (("page", "both", "#target-new-high-tech-enterprises", "2.1.p4"), ("page.zh", "zh", "", "ui-top"))
SIZE = {"width": 1320, "height": 760}


def main() -> int:
    """Take every picture; without Chromium say so."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("no Chromium is installed\n")
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "report.html")
        file.write_bytes(as_html(load_report()))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        for name, language, at, top in PICTURES:
            page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
            page.goto(file.as_uri() + at)
            page.check(f"[name=language][value={language}]", force=True)
            page.evaluate("id => document.getElementById(id).scrollIntoView()", top)
            page.wait_for_timeout(300)
            page.screenshot(path=DOCS / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
