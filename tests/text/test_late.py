from __future__ import annotations

import re

import pytest

from newsletter.text.late import late


def test_a_late_pattern_is_compiled_when_asked_for_and_only_once() -> None:
    late("(")  # broken, and nobody asked
    with pytest.raises(re.error):
        late("(")()
    vowel = late("[AEIOU]", re.IGNORECASE)
    assert vowel() is vowel()
    assert vowel().findall("Corvane") == ["o", "a", "e"]
