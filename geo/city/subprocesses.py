"""Runs the programs of an import; their error output becomes the error's text."""

import asyncio
from pathlib import Path

from geo.city.refusal import CityImportRefused

COMPLAINT_CHARS = 600
BEHIND_THE_RUNNING_CITY = ("nice", "-n", "10")  # dispatch goes on while a new version is built


async def run_program(program: Path, *arguments: object, timeout_s: float) -> None:
    """Raises CityImportRefused with the end of the program's output if it fails or takes too long."""
    process = await asyncio.create_subprocess_exec(
        *BEHIND_THE_RUNNING_CITY,
        program,
        *(str(argument) for argument in arguments),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), timeout_s)
    except TimeoutError:
        raise CityImportRefused("build_timeout", f"{program.name} did not finish within {timeout_s:.0f} s") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        complaint = output.decode(errors="replace").strip()[-COMPLAINT_CHARS:]
        raise CityImportRefused("build_failed", f"{program.name} failed ({process.returncode}): {complaint}")
