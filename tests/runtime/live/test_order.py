import numpy as np

from voicemon.errors import VoicemonError
from voicemon.runtime.live.order import Order, Pending
from voicemon.types import Role, SpeechSegment


def pending(start_s, end_s, role=Role.CUSTOMER, channel=0):
    segment = SpeechSegment("c", role, 1.0, start_s, end_s, np.zeros(1, np.float32))
    made = Pending(end_s + 0.2, role, start_s, segment, channel, 0.0, 0.0)
    made.answer = VoicemonError("not heard")
    return made


def all_open(_channel, _heard_s):
    return True


def starts(taken):
    return [each.start_s for each in taken]


def test_speech_is_weighed_in_the_order_in_which_it_was_complete():
    order = Order()
    for channel in (0, 1):
        order.reached(channel, 20.0)
    order.add(pending(5.0, 6.0, Role.AGENT, 1))
    order.add(pending(1.0, 9.0))
    order.add(pending(2.0, 3.0, Role.AGENT, 1))
    assert starts(order.take(all_open)) == [2.0, 5.0, 1.0]


def test_ties_are_broken_by_the_role():
    order = Order()
    order.reached(0, 20.0)
    order.add(pending(1.0, 3.0, Role.CUSTOMER, 0))
    order.add(pending(1.0, 3.0, Role.AGENT, 1))
    assert [each.role for each in order.take(all_open)] == [Role.AGENT, Role.CUSTOMER]


def test_what_is_complete_waits_until_every_open_channel_was_heard_so_far():
    order = Order()
    order.reached(0, 10.0)
    order.reached(1, 2.0)
    order.add(pending(1.0, 3.0))
    assert order.take(all_open) == []
    order.reached(1, 3.2)
    assert starts(order.take(all_open)) == [1.0]


def test_a_channel_that_closed_or_stalls_is_not_waited_for():
    order = Order()
    order.reached(0, 10.0)
    order.reached(1, 2.0)
    order.add(pending(1.0, 3.0))
    assert order.take(lambda channel, heard_s: channel == 0)
    order.add(pending(4.0, 5.0))
    assert order.take(all_open) == []
    order.closed(1)
    assert order.take(all_open)


def test_nothing_overtakes_words_that_are_still_awaited():
    order = Order()
    order.reached(0, 10.0)
    first, second = pending(1.0, 2.0), pending(3.0, 4.0)
    first.answer = None
    order.add(first)
    order.add(second)
    assert order.take(all_open) == []
    first.answer = VoicemonError("now")
    assert starts(order.take(all_open)) == [1.0, 3.0]


def test_who_was_speaking_is_what_was_known_at_that_moment():
    order = Order()
    said = pending(5.0, 6.0, Role.AGENT, 1)
    order.opened(0, Role.CUSTOMER, 1.0, 1.4)
    order.opened(0, Role.CUSTOMER, 1.0, 1.4)
    assert order.speaking(said) == [1.0]
    order.add(pending(1.0, 9.0))
    assert order.speaking(said) == [1.0]
    assert order.speaking(pending(9.5, 10.0, Role.AGENT, 1)) == []
    order.opened(0, Role.CUSTOMER, 6.1, 6.5)  # known only after it was complete
    assert order.speaking(said) == [1.0]


def test_wiped_speech_goes_on_no_longer():
    order = Order()
    order.opened(0, Role.CUSTOMER, 1.0, 1.4)
    assert order.is_open(1.0, Role.CUSTOMER)
    order.forgotten(2.0)
    assert not order.is_open(1.0, Role.CUSTOMER)
    assert order.speaking(pending(5.0, 6.0, Role.AGENT, 1)) == []
