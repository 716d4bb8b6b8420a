from __future__ import annotations

import os

import pytest

from graphbuild.errors import NotMinutesError
from graphbuild.workers import each


def ten_times(number):
    if number == 3:
        os._exit(1)
    if number == 4:
        raise NotMinutesError("is no minutes")
    if number == 5:
        raise ZeroDivisionError("by nought")
    return number * 10


def test_a_crashing_process_costs_only_its_task():
    results = list(each(ten_times, [1, 2, 3, 4, 5, 6, 7], 2))
    assert [result.task for result in results] == [1, 2, 3, 4, 5, 6, 7]
    assert [result.value for result in results] == [10, 20, None, None, None, 60, 70]
    assert "crashed" in results[2].reason
    assert results[3].reason == "is no minutes"
    assert "ZeroDivisionError: by nought" in results[4].reason


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers):
    assert [one.value for one in each(ten_times, [9, 1, 8, 2], workers)] == [90, 10, 80, 20]


def test_no_task_no_result():
    assert list(each(ten_times, [], 4)) == []
