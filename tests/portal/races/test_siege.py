"""The real server, two processes, killed ten times while schools book and cancel; `siege.py` does it 200 times."""

import sys

import pytest

from tests.portal.races.siege import Siege

KILLS = {"sqlite": 4, "postgresql": 3}


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 of a process group is POSIX")
def test_no_acknowledged_booking_is_lost_and_none_half_made(empty_database_url, tmp_path):
    kills = KILLS[empty_database_url.partition(":")[0].partition("+")[0]]
    report = Siege(empty_database_url, tmp_path, seed=7).run(kills)

    assert report.faults == []
    assert report.acknowledged > report.kills, "the siege booked next to nothing"
    assert report.whole >= 1
