"""A bridge's stream at a real broker: it receives what paho receives, publishes, and recovers from any cut."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from mqtt_bridge.client import BrokerLogin, BrokerUnreachable, Message, MqttClient, broker_login
from mqtt_bridge.stream import MqttStream
from tests.servers import Broker
from tests.waiting import until

PAYLOADS = [b"", b"x", b"\x00\xff" * 60, "jalan \U0001f692".encode(), b"y" * 126, b"z" * 16_384, b"big" * 20_000]


def login_of(broker: Broker, device_id: str) -> BrokerLogin:
    return BrokerLogin(broker.host, broker.port, device_id, broker.passwords[device_id])


@asynccontextmanager
async def desk(broker: Broker) -> AsyncIterator[MqttClient]:
    """A client that may write to devices."""
    login = broker_login(broker.url, username="bridge-3", password=broker.passwords["bridge-3"])
    async with MqttClient(login, on_message=lambda _: None) as client:
        await client.wait_until_connected()
        yield client


def stream(
    login: BrokerLogin,
    heard: list[Message],
    *,
    subscriptions: Sequence[str] | None = None,
    on_connection: Callable[[bool], None] = lambda _: None,
) -> MqttStream:
    topics = subscriptions or [f"sigap/v1/{login.username}/down/#"]
    return MqttStream(login, subscriptions=topics, on_message=heard.append, on_connection=on_connection)


async def test_it_hears_what_paho_hears(broker: Broker) -> None:
    broker.add_devices(["BY-STREAM", "BY-PAHO"])
    by_stream: list[Message] = []
    by_paho: list[Message] = []
    paho = MqttClient(login_of(broker, "BY-PAHO"), subscriptions=["sigap/v1/BY-PAHO/down/#"], on_message=by_paho.append)
    async with desk(broker) as client, paho, stream(login_of(broker, "BY-STREAM"), by_stream) as lean:
        await paho.wait_until_connected()
        await lean.wait_until_connected()

        for number, payload in enumerate([*PAYLOADS * 3, *([b"fix"] * 300)]):
            for device_id in ("BY-STREAM", "BY-PAHO"):
                await client.publish(f"sigap/v1/{device_id}/down/{number}", payload, qos=number % 2)
        await until(lambda: len(by_stream) == len(by_paho) == 3 * len(PAYLOADS) + 300)

    assert [(m.topic.split("/")[4], m.payload, m.receipt is None) for m in by_stream] == [
        (m.topic.split("/")[4], m.payload, m.receipt is None) for m in by_paho
    ]


async def test_what_was_not_acknowledged_comes_again_and_what_was_does_not(broker: Broker) -> None:
    broker.add_devices(["AGAIN"])
    login = login_of(broker, "AGAIN")
    heard: list[Message] = []
    sessions: list[bool] = []
    async with desk(broker) as client:
        async with stream(login, heard, on_connection=sessions.append) as lean:
            await lean.wait_until_connected()
            for number in range(4):
                await client.publish("sigap/v1/AGAIN/down/order", b"%d" % number)
            await until(lambda: len(heard) == 4)
            lean.acknowledge([heard[0].receipt, heard[2].receipt])
        old = heard.copy()
        heard.clear()
        async with stream(login, heard, on_connection=sessions.append) as lean:
            await until(lambda: len(heard) == 2)
            lean.acknowledge([message.receipt for message in old])  # receipts of a closed connection
        async with stream(login, heard, on_connection=sessions.append):
            await until(lambda: len(heard) == 4)

    assert sessions == [False, True, True]
    assert [message.payload for message in heard] == [b"1", b"3", b"1", b"3"]


async def test_what_it_publishes_waits_at_the_broker_for_a_device_that_is_away(broker: Broker) -> None:
    broker.add_devices(["AWAY"])
    topic, heard = "sigap/v1/AWAY/down/order", list[Message]()
    async with stream(login_of(broker, "AWAY"), []) as device:
        await device.wait_until_connected()
    login = broker_login(broker.url, username="bridge-3", password=broker.passwords["bridge-3"])

    async with MqttStream(login, on_message=lambda _: None) as desk:
        await desk.wait_until_connected()
        for number in range(3):
            await desk.publish(topic, b"%d" % number)
        desk.publish_soon(topic, b"3", qos=1)
        async with stream(login_of(broker, "AWAY"), heard):
            await until(lambda: len(heard) == 4, saw=lambda: heard)

    assert [message.payload for message in heard] == [b"0", b"1", b"2", b"3"]


async def test_what_the_broker_did_not_acknowledge_before_the_connection_was_lost_is_known_to_be_unsure() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1000)
        writer.write(b"\x20\x02\x00\x00")
        await reader.read(1000)  # the publish, which gets no answer
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    login = BrokerLogin("127.0.0.1", server.sockets[0].getsockname()[1], "bridge-0", "pw")
    async with server, MqttStream(login, on_message=lambda _: None) as desk:
        await desk.wait_until_connected()

        with pytest.raises(BrokerUnreachable, match="was lost"):
            await desk.publish("sigap/v1/AMB-01/down/order", b"{}")


async def test_a_stranger_is_refused_and_knows_it(broker: Broker) -> None:
    stranger = BrokerLogin(broker.host, broker.port, "NOBODY", "wrong")

    async with stream(stranger, []) as lean:
        await asyncio.sleep(0.5)

        assert not lean.is_connected


async def test_a_broker_that_speaks_nonsense_is_left_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    answers = [
        b"\x20\x02\x00\x00\x30\xff\xff\xff\xff\x01",
        b"HTTP/1.1 400 Bad Request\r\n" + b"." * 80,
        b"\x20\x02\x00\x05",
    ]
    good = b"\x20\x02\x01\x00" + b"\x90\x03\x00\x01\x01" + b"\x32\x08\x00\x01a\x00\x07fix"
    connections = 0
    acknowledged: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.read(1000)
        answer = answers[connections - 1] if connections <= len(answers) else good
        writer.write(answer[:14])
        await asyncio.sleep(0.05)  # the rest arrives in pieces: a packet may be split anywhere
        writer.write(answer[14:])
        while data := await reader.read(1000):
            if connections > len(answers) and b"\x40\x02" in data:
                acknowledged.set_result(data)
        writer.close()

    heard: list[Message] = []
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, stream(BrokerLogin("127.0.0.1", port, "GPS-1", "pw"), heard) as lean:
        await lean.wait_until_connected()
        await until(lambda: heard)
        lean.acknowledge([heard[0].receipt])

        assert (await asyncio.wait_for(acknowledged, 30)).endswith(b"\x40\x02\x00\x07")
    assert [(message.topic, message.payload) for message in heard] == [("a", b"fix")]
    assert connections == len(answers) + 1
    assert caplog.messages.count("the broker's words end the connection") == len(answers)
