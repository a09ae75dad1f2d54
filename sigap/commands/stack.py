"""`sigap up`: start the embedded stack."""

import asyncio

from base.open_files import allow_many
from sigap import embedded, logs
from sigap.console import say
from sigap.settings import StackSettings
from sigap.stack import Stack, run


def new_stack() -> Stack:
    settings = StackSettings()
    folder = embedded.data_dir(settings)
    folder.make()
    logs.log_to(folder.logs / "sigap.log")
    allow_many()  # the broker inherits the limit: one connection per device
    return Stack(settings, folder, say=say)


def up() -> None:
    """Start database, broker, API, bridges and worker, and keep them running until Ctrl-C."""
    asyncio.run(run(new_stack(), tell_where))


async def tell_where(stack: Stack) -> None:
    say(f"\nSigap 112 runs: {stack.info.api_url}   (broker {stack.info.mqtt_url}, data {stack.folder.path})")
    say("Ctrl-C stops it.")
