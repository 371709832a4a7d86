from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsletter.workers.chunks import LEAST, TRIES, Chunk, again, chunks

COSTS = st.lists(st.floats(0, 5), max_size=60)


@given(COSTS)
def test_every_item_is_in_one_chunk_and_all_but_the_last_are_worth_their_way(
    costs: list[float],
) -> None:
    found = list(chunks(costs))
    assert [place for one in found for place in range(one.first, one.last)] == list(
        range(len(costs))
    )
    for one in found[:-1]:
        assert sum(costs[one.first : one.last]) >= LEAST
        assert sum(costs[one.first : one.last - 1]) < LEAST


def test_a_chunk_whose_process_died_is_tried_again_whole_then_item_by_item_then_given_up() -> None:
    once = again(Chunk(3, 6))
    assert once == (Chunk(3, 6, 1),)
    alone = again(once[0])
    assert alone == (Chunk(3, 4, 2), Chunk(4, 5, 2), Chunk(5, 6, 2))
    assert again(alone[0]) == ()
    assert alone[0].deaths + 1 == TRIES
