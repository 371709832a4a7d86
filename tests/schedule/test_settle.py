"""When a file counts as whole; seconds are numbers here, nobody waits."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from newsletter.schedule.settle import Settling, Stamp

A, B = Path("a.txt"), Path("b.txt")
EMPTY, HALF, WHOLE = Stamp(0, 1, 7), Stamp(10, 2, 7), Stamp(20, 3, 7)


def test_a_file_counts_when_it_looks_the_same_two_seconds_later() -> None:
    settling = Settling()
    assert settling.look({A: WHOLE}, 0.0) == ()
    assert settling.waiting
    assert settling.look({A: WHOLE}, 1.9) == ()
    assert settling.look({A: WHOLE}, 2.0) == (A,)
    assert not settling.waiting


def test_a_file_counts_once(tmp_path: Path) -> None:
    settling = Settling()
    for second in range(0, 20, 2):
        told = settling.look({tmp_path: WHOLE}, second)
        assert told == ((tmp_path,) if second == 2 else ())


def test_a_slow_writer_is_waited_for() -> None:
    settling = Settling()
    for second in range(60):
        assert settling.look({A: Stamp(second, second, 7)}, second) == ()
    assert settling.look({A: Stamp(59, 59, 7)}, 61) == (A,)


def test_a_file_that_was_replaced_by_one_of_the_same_size_counts_again() -> None:
    settling = Settling()
    settling.look({A: WHOLE}, 0)
    assert settling.look({A: WHOLE}, 2) == (A,)
    other = Stamp(WHOLE.size, WHOLE.changed, 8)
    assert settling.look({A: other}, 4) == ()
    assert settling.look({A: other}, 6) == (A,)


def test_a_file_that_vanished_is_forgotten_and_may_come_back() -> None:
    settling = Settling()
    settling.look({A: WHOLE}, 0)
    assert settling.look({}, 2) == ()
    assert not settling.waiting
    assert settling.look({A: WHOLE}, 4) == ()
    assert settling.look({A: WHOLE}, 6) == (A,)


def test_one_file_does_not_wait_for_another() -> None:
    settling = Settling()
    settling.look({A: WHOLE, B: EMPTY}, 0)
    assert settling.look({A: WHOLE, B: HALF}, 2) == (A,)
    assert settling.look({A: WHOLE, B: HALF}, 4) == (B,)


def test_what_could_not_be_taken_is_told_again() -> None:
    settling = Settling()
    settling.look({A: WHOLE, B: WHOLE}, 0)
    assert settling.look({A: WHOLE, B: WHOLE}, 2) == (A, B)
    settling.forget([B, Path("unknown")])
    settling.look({A: WHOLE, B: WHOLE}, 4)
    assert settling.look({A: WHOLE, B: WHOLE}, 6) == (B,)


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0.1, 5)), max_size=20))
def test_whatever_happened_the_last_state_is_told_and_none_twice_in_a_row(
    steps: list[tuple[int, float]],
) -> None:
    """State 0 is no file; the others are written after any pauses."""
    settling, now, told = Settling(), 0.0, list[int]()

    def look(state: int) -> None:
        stamps = {A: Stamp(state, state, 1)} if state else {}
        if settling.look(stamps, now):
            told.append(state)

    for state, pause in steps:
        now += pause
        look(state)
    last = steps[-1][0] if steps else 0
    for _ in range(2):
        now += 2
        look(last)
    assert not settling.waiting
    if last:
        assert told[-1] == last
    if 0 not in {state for state, _ in steps}:
        assert all(one != other for one, other in pairwise(told))
