"""A crew's message is resent, at growing intervals, until it is heard."""

from simulators.unheard_words import AGAIN_AFTER_S, AGAIN_MAX_S, UnheardWords


def test_a_word_is_due_again_later_and_later_until_it_is_heard() -> None:
    words = UnheardWords()
    words.say("status", {"status": "en_route"})
    words.say("status", {"status": "on_scene"})
    now_s, pauses = 0.0, []

    for _ in range(6):
        first, second = words.due(now_s)
        for word in (first, second):
            words.sent(word, now_s)
        pauses.append(first.due_at_s - now_s)
        now_s = first.due_at_s
    words.heard("status", first.key)
    words.heard("sos", second.key)

    assert pauses == [AGAIN_AFTER_S, 10, 20, 40, AGAIN_MAX_S, AGAIN_MAX_S]
    assert [word.body for word in words.due(now_s)] == [{"status": "on_scene", "key": second.key}]


def test_no_key_is_used_twice_not_even_after_a_start_anew() -> None:
    keys = set()
    for words in (UnheardWords(), UnheardWords()):
        for _ in range(3):
            words.say("sos", {})
        keys |= {word.key for word in words.due(0)}

    assert len(keys) == 6
