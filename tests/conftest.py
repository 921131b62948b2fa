"""What holds for all tests."""

from __future__ import annotations

import os
import signal

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import settings

# A run in the background is started with Ctrl-C ignored, and so would be its children.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A deadline is a timing assert: on a busy machine it fails what is right.
settings.register_profile("timtin", deadline=None)
settings.load_profile("timtin")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With TIMTIN_SKIP_NOTHING, as in CI, a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("TIMTIN_SKIP_NOTHING") or not isinstance(reporter, TerminalReporter):
        return
    if reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
