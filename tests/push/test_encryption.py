"""What leaves for push services is as the standards say, and leads nowhere else."""

import asyncio
import socket
import threading
from typing import Any

import httpcore2
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from revops.access.vapid import Vapid, to_bytes, to_text
from revops.core.addresses import is_public
from revops.push.encryption import encrypt
from revops.push.gateway import Gateway, _Lookup
from tests.push.push_process import Refused, check_vapid, decrypt

SECRET = "7Qm2Xv9Lr4Tz8Bn1Kd6Wp3Hy5Jc0FsGaUeIo"  # pragma: allowlist secret


def test_the_example_of_the_standard_comes_out_as_it_does_there() -> None:
    """RFC 8291, section 5 and appendix A."""
    key = ec.derive_private_key(
        # pragma: allowlist nextline secret
        int.from_bytes(to_bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"),
        ec.SECP256R1(),
    )
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        to_bytes(
            # pragma: allowlist nextline secret
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        ),
        to_bytes("BTBZMqHH6r4Tts7J_aSIgg"),
        salt=to_bytes("DGv6ra1nlYgDCS1FRnbzlw"),
        key=key,
    )
    assert to_text(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"  # pragma: allowlist secret
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"  # pragma: allowlist secret
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"  # pragma: allowlist secret
    )


def test_two_messages_of_any_length_look_alike() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    browser = {
        "private": to_text(private.private_numbers().private_value.to_bytes(32, "big")),
        "auth": to_text(b"0123456789abcdef"),
    }
    p256dh = to_bytes(Vapid(SECRET, "mailto:a@b.example").public_key)
    bodies = [encrypt(text, p256dh, b"0123456789abcdef", padded_to=500) for text in (b"one", b"twenty " * 20)]
    assert len(bodies[0]) == len(bodies[1])
    assert bodies[0][:16] != bodies[1][:16]
    with pytest.raises(InvalidTag):
        decrypt(bodies[0], browser)  # it is another's


def test_the_key_is_that_of_the_secret_key_and_signs_for_one_service() -> None:
    vapid, again, other = (Vapid(secret, "mailto:a@b.example") for secret in (SECRET, SECRET, SECRET[::-1]))
    assert vapid.public_key == again.public_key != other.public_key
    word = vapid.authorization("https://push.example.net/wpush/v2/abc?x=1")
    check_vapid(word, "https://push.example.net", vapid.public_key)
    with pytest.raises(Refused, match="Audience"):
        check_vapid(word, "https://other.example.net", vapid.public_key)
    assert vapid.authorization("https://push.example.net/another") == word


PUBLIC = ("1.1.1.1", "142.250.1.188", "2606:4700:4700::1111", "64:ff9b::8efa:1bc")
PRIVATE = (
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1", "198.18.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:0a00:0001::1",
    "::127.0.0.1", "no",
)  # fmt: skip


def test_only_addresses_of_the_public_network_are_public() -> None:
    assert [address for address in PUBLIC if not is_public(address)] == []
    assert [address for address in PRIVATE if is_public(address)] == []


FORGED = (
    "http://push.example.net/x",
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://2130706433/x",
    "https://127.1/x",
    "https://localhost/x",
    "https://revops/x",
    "https://push.example.net:8443/x",
    "https://user:word@push.example.net/x",  # pragma: allowlist secret
    "https://push.example.net:port/x",
    "https://push.example.net/x#y",
    "https:///x",
    "ftp://push.example.net/x",
    "https://püsh.example.net/x",
    # An address in figures, names that nobody can look up, and what is left out when an address is taken apart.
    "https://0x7f.0x1/x",
    "https://localhost./x",
    "https://push..example/x",
    f"https://{'p' * 64}.example/x",
    "https://%70ush.example.net/x",
    "https://push.example.net/x\r\nHost: y",
    "https://push.example.net/\tx",
    "https://push.exam\0ple.net/x",
)


def test_no_address_but_that_of_a_public_push_service_is_taken() -> None:
    gateway = Gateway(Vapid(SECRET, "mailto:a@b.example"), None)
    assert [endpoint for endpoint in FORGED if gateway.why_not(endpoint) is None] == []
    for endpoint in (
        "https://fcm.googleapis.com/fcm/send/a:b",
        "https://web.push.apple.com:443/Q",
        "https://wns2-par02p.notify.windows.com/w/?token=BQ%3d",
    ):
        assert gateway.why_not(endpoint) is None


@pytest.mark.anyio
async def test_a_name_that_is_none_is_no_failure_of_its_own() -> None:
    with pytest.raises(httpcore2.ConnectError):
        await _Lookup(is_private_allowed=True).connect_tcp("push..example", 443)


@pytest.mark.anyio
async def test_names_that_take_long_to_look_up_keep_nobody_else_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()

    def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        if host.endswith(".example"):
            goes_on.wait(60)
        elif host == "127.0.0.1":
            return [host]
        raise OSError("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    lookup = _Lookup(is_private_allowed=True)
    # More than the threads that all share.
    slow = [asyncio.create_task(lookup.connect_tcp(f"made-up-{n}.example", 443)) for n in range(64)]
    try:
        async with asyncio.timeout(30):
            await asyncio.sleep(0)
            assert await asyncio.get_running_loop().getaddrinfo("127.0.0.1", 443)
            assert await asyncio.to_thread(lambda: "others") == "others"
            with pytest.raises(httpcore2.ConnectError):
                await lookup.connect_tcp("fcm.googleapis.com", 443)
        assert not any(task.done() for task in slow)
    finally:
        goes_on.set()
        ended = await asyncio.gather(*slow, return_exceptions=True)
    assert {type(one) for one in ended} == {httpcore2.ConnectError}
