"""Record a call as soon as it comes in, before anything else is known."""

from dataclasses import dataclass
from datetime import datetime

from base.database import Connection
from core.domain.actor import Account
from core.domain.ids import new_id
from dispatch.domain.call import Channel
from dispatch.domain.events.calls import CallTaken
from dispatch.store import calls, event_log
from dispatch.views.files import CallFileOut


@dataclass(frozen=True, slots=True)
class NewCall:
    """`received_at` is the ring, `answered_at` the pick-up; null takes the time of recording.

    `ringing`: nobody has answered yet; the person who claims it will.
    """

    channel: Channel = Channel.PHONE
    caller_number: str | None = None
    caller_name: str | None = None
    words: str | None = None
    received_at: datetime | None = None
    answered_at: datetime | None = None
    ringing: bool = False


async def take_call(conn: Connection, call: NewCall, *, by: Account, now: datetime) -> CallFileOut:
    call_id = new_id()
    await calls.add_call(
        conn,
        call_id,
        channel=call.channel,
        caller_number=call.caller_number,
        caller_name=call.caller_name,
        words=call.words,
        received_at=call.received_at or now,
        answered_at=None if call.ringing else call.answered_at or now,
        answered_by=None if call.ringing else by.id,
    )
    await event_log.append(conn, CallTaken(call_id=call_id, channel=call.channel), by=by, at=now)
    return await calls.get_call(conn, call_id)
