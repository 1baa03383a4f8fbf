"""The mini-app writes numbers, money and dates as the bot does: its tables are those of this Babel."""

from webapp_api.miniapp.tools.formats import TARGET, files

RENEW = ".venv/bin/python -m webapp_api.miniapp.tools.formats"


def test_the_tables_are_those_of_the_installed_babel() -> None:
    there = {path.relative_to(TARGET).as_posix(): path.read_text(encoding="utf-8") for path in TARGET.rglob("*.json")}
    assert there == files(), f"renew them by {RENEW}"
