"""The real worker, killed while holds end and places are offered; `worker_siege.py` does it as often as you like."""

import sys

import pytest

from tests.portal.races.worker_siege import Siege


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_no_letter_is_lost_and_no_place_given_out_twice_when_workers_are_killed(empty_database_url, tmp_path):
    report = Siege(empty_database_url, tmp_path, seed=7, halls=12).run(kills=2)

    assert report.faults == []
    assert (report.ended, report.offered) == (24, 24)
