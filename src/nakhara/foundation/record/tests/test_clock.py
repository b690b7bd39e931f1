"""The present moment, as the house reads it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nakhara.foundation.record import clock


def test_early_in_the_morning_it_is_today_in_thailand_though_yesterday_in_greenwich(monkeypatch):
    monkeypatch.setattr(clock.timezone, "now", lambda: datetime(2018, 11, 12, 19, 30, tzinfo=UTC))
    assert clock.now() == datetime(2018, 11, 13, 2, 30, tzinfo=ZoneInfo("Asia/Bangkok"))
    assert clock.now().date().isoformat() == clock.today().isoformat() == "2018-11-13"


@pytest.mark.parametrize(("demo", "hours"), [(True, 1), (False, 0)])
def test_a_demo_may_move_the_present_and_nothing_else_may(demo, hours, monkeypatch, settings):
    settings.DEMO = demo
    monkeypatch.setattr(clock.timezone, "now", lambda: datetime(2018, 11, 13, tzinfo=UTC))
    monkeypatch.setenv(clock.OFFSET_VARIABLE, "-3600")
    assert clock.now() == datetime(2018, 11, 13, tzinfo=UTC) - timedelta(hours=hours)
    assert clock.is_moved() is demo
