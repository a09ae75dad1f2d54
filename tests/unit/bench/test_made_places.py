"""Names for the search: many, unique, and typed as people do."""

from random import Random

from bench.made_places import as_typed, made_places
from geo.names.place_names import normalize


def test_no_name_stands_twice_and_the_same_seed_makes_the_same() -> None:
    names = [place.name for place in made_places(2_000, Random(1))]

    assert len(set(names)) == 2_000
    assert names == [place.name for place in made_places(2_000, Random(1))]


def test_typed_it_is_the_name_but_for_a_word_cut_short_or_a_slip() -> None:
    typed = {as_typed("Jalan Diponegoro Wilis", Random(seed)) for seed in range(60)}

    assert {"jalan diponegoro wilis", "jl diponegoro wilis"} < typed
    slipped = typed - {"jalan diponegoro wilis", "jl diponegoro wilis"}
    assert slipped
    assert all(len(normalize(each)) in {21, 22} for each in slipped)
