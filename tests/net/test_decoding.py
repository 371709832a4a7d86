from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.net.decoding import Decoder, UndecodableError

if TYPE_CHECKING:
    from collections.abc import Callable


def bare_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "Identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    " DEFLATE ": bare_deflate,
}


@settings(max_examples=50)
@given(st.binary(max_size=500), st.sampled_from(sorted(ENCODERS)), st.integers(1, 50))
def test_a_body_is_decoded_however_it_is_cut_into_chunks(
    data: bytes, encoding: str, size: int
) -> None:
    body, decoder = ENCODERS[encoding](data), Decoder(encoding, 500)
    chunks = [body[at : at + size] for at in range(0, len(body), size)]
    assert b"".join(map(decoder.feed, chunks)) == data
    decoder.finish()


@settings(max_examples=50)
@given(st.binary(max_size=300), st.sampled_from(sorted(ENCODERS)))
def test_any_bytes_are_decoded_or_refused(body: bytes, encoding: str) -> None:
    decoder = Decoder(encoding, 100)
    try:
        assert len(decoder.feed(body)) <= 100
        decoder.finish()
    except UndecodableError:
        pass  # a value with a reason, as for any fault


def test_padding_behind_the_end_is_no_part_of_the_body() -> None:
    assert Decoder("gzip", 9).feed(gzip.compress(b"x") + bytes(512)) == b"x"


def test_the_limit_counts_decoded_bytes_and_includes_its_last() -> None:
    assert len(Decoder("gzip", 1000).feed(gzip.compress(bytes(1000)))) == 1000
    with pytest.raises(UndecodableError, match=r"larger than 0\.001 MB"):
        Decoder("gzip", 1000).feed(gzip.compress(bytes(1001)))
