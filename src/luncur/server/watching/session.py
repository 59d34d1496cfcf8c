"""One session of telemetry: a process that decides, and the pages that look on."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luncur.processes import python_module
from luncur.server.watching.pace import Paced, Thinned, is_red
from luncur.server.watching.past import Past

WAITING = 400  # records that wait for a page that is slow; of more the oldest that are not red are left out
UNSEEN_SECONDS = 60.0  # after which a session that no page looks at is ended
ENDED_SECONDS = 10.0  # the same of one whose telemetry is over: time for a page to come and see that
STARTING_SECONDS = 0.5  # between signs of life until the first record
COMMAND = "luncur.server.command"  # the command line of luncur, which ends with this server
LONGEST_LINE = 1_000_000  # bytes of a record


@dataclass(frozen=True, slots=True)
class Source:
    """What a session listens to: a recording, at so many times its own speed, or an address of this machine."""

    mission: str
    recording: Path | None = None
    speed: float = 1.0
    udp: str | None = None

    def command(self) -> list[str]:
        words = python_module(COMMAND, "watch", self.mission)
        return (
            [*words, "--replay", str(self.recording)]
            if self.recording is not None
            else [*words, "--udp", str(self.udp)]
        )


class Session:
    """Runs ``luncur watch`` and passes its records on; it ends with its process, or when nobody has looked for a minute."""

    def __init__(self, id: str, source: Source, lines: dict[str, Any]) -> None:
        self.id, self.source, self.lines = id, source, lines
        self.past = Past()  # for a page that comes later
        self.started: dict[str, Any] | None = None  # the first record, which every page is told first
        self.latest: dict[str, Any] | None = None
        self.ended = False
        self._looking: list[_Looking] = []
        self._seen = time.monotonic()
        self._someone = asyncio.Event()
        self._process: asyncio.subprocess.Process | None = None
        self._task = asyncio.create_task(self._run())

    async def records(self) -> AsyncIterator[dict[str, Any] | None]:
        """Records from now on, for one page; None now and then while there are none."""
        looking = _Looking()
        first = [self.started, self.latest if self.latest is not self.started else None]
        for record in first:
            if record is not None:
                looking.put(record)
        self._looking.append(looking)
        self._someone.set()
        try:
            while not (self.ended and looking.empty):
                yield await looking.get(STARTING_SECONDS)
        finally:
            self._looking.remove(looking)
            self._seen = time.monotonic()

    @property
    def unseen(self) -> bool:
        """Whether nobody has looked for so long that it may be ended; at once where there is nothing more to come."""
        alone = not self._looking
        return alone and time.monotonic() - self._seen > (ENDED_SECONDS if self.ended else UNSEEN_SECONDS)

    async def close(self) -> None:
        """End the process and the session."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        process = None
        try:
            process = await asyncio.create_subprocess_exec(
                *self.source.command(), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE, limit=LONGEST_LINE, start_new_session=True,
            )  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            said = asyncio.create_task(process.stderr.read())
            await self._pass_on(process.stdout)
            status = await process.wait()
            if status not in (0, 130):
                self._tell({"record": "error", "error": self._error((await said).decode("utf-8", "replace"))})
        except ValueError:  # a line without end
            self._tell({"record": "error", "error": "luncur watch wrote a record that is too long"})
        finally:
            self.ended = True
            for looking in self._looking:
                looking.wake()
            if process is not None and process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await asyncio.shield(process.wait())

    def _error(self, said: str) -> str:
        """The last sentence of the command, in which a file is called as the page calls it."""
        line = (said.strip().splitlines() or ["luncur watch ended"])[-1].removeprefix("luncur: ")
        for file in (self.source.recording, Path(self.source.mission)):
            if file is not None and file.is_absolute():
                line = line.replace(str(file), file.name)
        return line[:500]

    async def _pass_on(self, lines: asyncio.StreamReader) -> None:
        """Records as they come; a replay waits for its first page, and then for the time of each record."""
        paced, thinned = Paced(self.source.speed if self.source.recording is not None else 0.0), Thinned()
        async for line in lines:
            record = json.loads(line)
            if self.source.recording is not None and self.started is not None:
                await self._someone.wait()
                if (wait := paced.wait(record)) > 0:
                    await asyncio.sleep(wait)
            if self.started is None:
                self.started = record
            if thinned.passes(record, time.monotonic()):
                self._tell(record)

    def _tell(self, record: dict[str, Any]) -> None:
        self.latest = record
        self.past.add(record)
        for looking in self._looking:
            looking.put(record)


class _Looking:
    """The records that one page has not been sent yet."""

    def __init__(self) -> None:
        self._records: deque[dict[str, Any]] = deque()
        self._some = asyncio.Event()

    @property
    def empty(self) -> bool:
        return not self._records

    def put(self, record: dict[str, Any]) -> None:
        if len(self._records) >= WAITING:
            kept = [r for r in self._records if is_red(r)]
            self._records = deque(kept if len(kept) < WAITING else list(self._records)[WAITING // 2 :])
        self._records.append(record)
        self._some.set()

    def wake(self) -> None:
        self._some.set()

    async def get(self, seconds: float) -> dict[str, Any] | None:
        """The next record; None when there was none for so long."""
        if not self._records:
            self._some.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._some.wait(), seconds)
        return self._records.popleft() if self._records else None
