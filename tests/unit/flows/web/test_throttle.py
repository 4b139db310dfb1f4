import asyncio
import itertools

import pytest

import flows.web.throttle
from flows.errors import HostError
from flows.web.throttle import Throttle
from schemas.reject import Reason


async def turns(throttle: Throttle, *hosts: str) -> list[float]:
    """Take turns and give the times at which they began, by the loop's own clock."""
    begun = []
    for host in hosts:
        async with throttle.turn(host):
            begun.append(asyncio.get_running_loop().time())
    return begun


def gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def test_pause_between_two_turns_of_a_host_is_never_shorter() -> None:
    times = asyncio.run(turns(Throttle(0.02), "a.test", "a.test", "a.test"))
    assert min(gaps(times)) >= 0.02


def test_pause_is_counted_from_when_the_request_goes_out() -> None:
    async def go() -> float:
        throttle = Throttle(0.03)
        async with throttle.turn("a.test") as turn:
            await asyncio.sleep(0.02)  # a connection that opens slowly
            turn.begin()
            sent = asyncio.get_running_loop().time()
        return (await turns(throttle, "a.test"))[0] - sent

    assert asyncio.run(go()) >= 0.03


def test_hosts_do_not_wait_for_one_another() -> None:
    async def go() -> None:
        throttle = Throttle(3600)
        async with throttle.turn("a.test"), throttle.turn("b.test"):
            pass

    asyncio.run(asyncio.wait_for(go(), timeout=60))


def test_turns_go_one_by_one_in_the_order_of_asking() -> None:
    log: list[str] = []

    async def ask(throttle: Throttle, name: str) -> None:
        async with throttle.turn("a.test"):
            log.append(f"{name} in")
            await asyncio.sleep(0)
            log.append(f"{name} out")

    async def go() -> None:
        throttle = Throttle(0)
        await asyncio.gather(*(ask(throttle, name) for name in "abc"))

    asyncio.run(go())
    assert log == ["a in", "a out", "b in", "b out", "c in", "c out"]


def test_turn_is_over_when_the_exchange_fails() -> None:
    async def go() -> None:
        throttle = Throttle(0)
        with pytest.raises(RuntimeError):
            async with throttle.turn("a.test"):
                raise RuntimeError
        await turns(throttle, "a.test")

    asyncio.run(asyncio.wait_for(go(), timeout=60))


@pytest.mark.parametrize(
    ("host", "asked", "delay"),
    [
        ("a.test", 0, 1),
        ("slow.test", 0, 5),
        ("www.slow.test", 0, 5),
        ("quick.test", 0, 0.1),  # the site's own value counts, downwards too
        ("quick.test", 3, 3),
        ("slow.test", 3, 5),
    ],
)
def test_delay_is_the_sites_or_the_default_and_at_least_what_the_host_asks(
    host: str, asked: float, delay: float
) -> None:
    throttle = Throttle(1, {"slow.test": 5, "quick.test": 0.1})
    throttle.slow_down(host, asked)
    assert throttle.delay(host) == delay


def test_what_the_host_asks_counts_for_the_very_next_turn() -> None:
    async def go() -> list[float]:
        throttle = Throttle(0)
        first = await turns(throttle, "a.test")
        throttle.slow_down("a.test", 0.02)
        return first + await turns(throttle, "a.test")

    assert min(gaps(asyncio.run(go()))) >= 0.02


def test_held_host_is_waited_for() -> None:
    async def go() -> list[float]:
        throttle = Throttle(0, patience=1)
        start = asyncio.get_running_loop().time()
        throttle.hold("a.test", 0.02)
        throttle.hold("a.test", 0.01)  # does not shorten it
        return [start, *await turns(throttle, "a.test")]

    assert min(gaps(asyncio.run(go()))) >= 0.02


def test_host_that_is_held_too_long_is_not() -> None:
    async def go() -> None:
        throttle = Throttle(0, patience=1)
        throttle.hold("a.test", 3600)
        await turns(throttle, "b.test", "a.test")

    with pytest.raises(HostError, match=r"a\.test asks to be left alone for 3600 s") as raised:
        asyncio.run(go())
    assert raised.value.reason is Reason.HTTP_ERROR


def test_host_that_was_given_up_has_no_more_turns() -> None:
    async def go() -> None:
        throttle = Throttle(0)
        throttle.give_up("a.test", "no connection")
        await turns(throttle, "b.test", "a.test")

    with pytest.raises(HostError, match="no connection") as raised:
        asyncio.run(go())
    assert raised.value.reason is Reason.UNREACHABLE


def test_host_may_be_given_up_while_its_next_turn_is_waited_for() -> None:
    async def go() -> None:
        throttle = Throttle(0.01)
        await turns(throttle, "a.test")
        waiting = asyncio.create_task(turns(throttle, "a.test"))
        await asyncio.sleep(0)
        throttle.give_up("a.test", "no connection")
        await waiting

    with pytest.raises(HostError):
        asyncio.run(go())


def pause_after(*answers: tuple[float, bool, bool], default: float = 0.0) -> float:
    """The pause after answers that took so many seconds, were overloaded, were good; by a clock of its own."""

    async def go() -> float:
        clock = 0.0
        throttle = Throttle(default, patience=8)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(flows.web.throttle, "_now", lambda: clock)
            for seconds, overloaded, good in answers:
                async with throttle.turn("a.test") as turn:
                    clock += seconds
                    turn.answered(overloaded=overloaded, good=good)
                clock += 100  # the pause itself is not what is tested here
        return throttle.pause("a.test")

    return asyncio.run(go())


QUICK, SLOW, OVERLOADED, ERROR = (0.1, False, True), (3.0, False, True), (0.1, True, False), (0.1, False, False)


def test_slow_host_rests_as_long_as_it_works() -> None:
    assert pause_after(SLOW) == 6


def test_pause_is_at_least_the_delay_and_at_most_the_longest() -> None:
    assert pause_after(QUICK, default=1) == 1
    assert pause_after((30.0, False, True), default=1) == 8


def test_pause_shrinks_as_the_host_recovers() -> None:
    pauses = [pause_after(SLOW, *[QUICK] * times) for times in (0, 1, 3, 9)]
    assert pauses == sorted(pauses, reverse=True)
    assert pauses[-1] < 0.5


def test_quick_error_speeds_nothing_up() -> None:
    assert pause_after(SLOW, *[ERROR] * 9) == pause_after(SLOW)


@pytest.mark.parametrize(("times", "pause"), [(1, 2), (2, 3), (3, 5), (9, 8)])
def test_every_overload_doubles_what_is_added_up_to_the_longest_pause(times: int, pause: float) -> None:
    assert pause_after(*[OVERLOADED] * times, default=1) == pause


def test_good_answers_take_the_penalty_back() -> None:
    assert pause_after(OVERLOADED, *[QUICK] * 40, default=1) == 1


def test_what_the_host_asks_is_counted_from_its_answer() -> None:
    async def go() -> float:
        throttle = Throttle(0)
        throttle.slow_down("a.test", 0.03)
        async with throttle.turn("a.test") as turn:
            await asyncio.sleep(0.02)
            turn.answered(overloaded=False, good=False)
            answered = asyncio.get_running_loop().time()
        return (await turns(throttle, "a.test"))[0] - answered

    assert asyncio.run(go()) >= 0.03


def test_so_many_hosts_have_their_turn_at_once_and_any_number_waits() -> None:
    now, most = 0, 0

    async def ask(throttle: Throttle, host: str) -> None:
        nonlocal now, most
        async with throttle.turn(host):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0)
            now -= 1

    async def go() -> None:
        throttle = Throttle(0.01, at_once=3)
        await asyncio.gather(*(ask(throttle, f"{number}.test") for number in range(50) for _ in range(2)))

    asyncio.run(go())
    assert most == 3


def test_hosts_share_the_turns_evenly() -> None:
    log: list[int] = []

    async def ask(throttle: Throttle, host: int) -> None:
        for _ in range(4):
            async with throttle.turn(str(host)):
                log.append(host)
                await asyncio.sleep(0)  # as any exchange waits

    async def go() -> None:
        throttle = Throttle(0, at_once=2)
        await asyncio.gather(*(ask(throttle, host) for host in range(500)))

    asyncio.run(go())
    first_rounds = [log.index(host) for host in range(500)]
    assert max(first_rounds) < 500 * 2, "no host waits for its first turn until others have had all of theirs"
