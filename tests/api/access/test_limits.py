"""Who asks too often waits, and only they."""

from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access.limits import MINUTE, Limits, source_of


def test_each_actor_has_an_allowance_of_their_own() -> None:
    limits = Limits(requests=2, failures=1)

    mine = [limits.asked("k1") for _ in range(3)]
    other = limits.asked("k2")

    assert [(left.enough, left.remaining) for left in mine] == [(True, 1), (True, 0), (False, 0)]
    assert (other.enough, other.remaining) == (True, 1)
    assert all(1 <= left.seconds <= MINUTE for left in mine)


def test_failures_and_requests_are_counted_apart() -> None:
    limits = Limits(requests=1, failures=1)

    assert limits.asked("192.0.2.1").enough
    assert limits.may_try("192.0.2.1").enough
    assert limits.failed("192.0.2.1").enough
    assert not limits.may_try("192.0.2.1").enough
    assert not limits.failed("192.0.2.1").enough
    assert limits.may_try("192.0.2.2").enough


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_a_network_of_one_office_is_one_source(address: IPv6Address, rest: int) -> None:
    neighbour = IPv6Address(int(address) >> 64 << 64 | rest)

    assert source_of(str(address)) == source_of(str(neighbour))


@pytest.mark.parametrize("address", ["192.0.2.1", "testclient", "", "fe80::1%eth0"])
def test_any_address_is_a_source(address: str) -> None:
    assert isinstance(source_of(address), str)


@given(st.ip_addresses(v=4), st.ip_addresses(v=4))
def test_two_addresses_are_two_sources(one: object, other: object) -> None:
    assert (source_of(str(one)) == source_of(str(other))) is (one == other)
