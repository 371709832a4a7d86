from __future__ import annotations

from newsletter.digest.shared import shared_cues


def test_a_shared_list_is_its_words_and_phrases_each_by_itself() -> None:
    cues = shared_cues()
    assert {"=shares", "stock price", "s&p", "s & p"} <= {*cues["equity"], *cues["index"]}
    for name, words in cues.items():
        assert words, name
        assert all(word == word.strip() and word and "," not in word for word in words), name
