from newscrawl.archive.renewal import AFTER, FIRST, Track


def tries(track: Track, ratios: list[float], first: int = AFTER) -> list[int]:
    """After how many captures a newer dictionary is tried, where no try pays."""
    made = []
    for ratio in ratios:
        track.since += 1
        track.note(int(ratio * 10_000), 10_000)
        if track.is_due(first):
            made.append(track.since)
            track.failed()
    return made


def test_the_longer_a_dictionary_serves_the_rarer_a_newer_one_is_tried() -> None:
    assert tries(Track(0), [0.02] * 1000) == [8, 16, 32, 64, 128, 256, 512]
    assert tries(Track(0), [1.0] * 100, FIRST) == [3, 4, 8, 16, 32, 64]
    assert tries(Track(300), [0.02] * 1000) == [512, 1024]  # a further run goes on where the last one ended


def test_a_fallen_ratio_brings_a_try_and_ever_fewer_where_none_pays() -> None:
    assert tries(Track(20, 0.02), [0.02] * 3 + [0.2] * 5) == [25]
    assert tries(Track(20, 0.02), [0.02, 0.2] * 5) == []  # one page in a row is no redesign
    assert tries(Track(200, 0.02), [0.2] * 50) == [202, 214, 238]
