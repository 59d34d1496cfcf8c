"""Sends a recording of JSON lines by UDP as it was received, so that ``luncur watch --udp`` has something to show.

    python tools/send_telemetry.py FILE HOST:PORT [--key FILE] [--liftoff TIME] [--speed FACTOR]

With a lift-off time packets leave when they were received in that flight; without, the first leaves at once.
With a key every packet is sealed; the counter is the time of day in nanoseconds.
"""

import argparse
import json
import socket
import time
from pathlib import Path

from luncur.watch.address import address_of
from luncur.watch.authentic import key_in, sealed
from luncur.watch.flight_clock import liftoff_of


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("address")
    parser.add_argument("--key", type=Path)
    parser.add_argument("--liftoff")
    parser.add_argument("--speed", type=float, default=1.0)
    a = parser.parse_args(arguments)
    to = address_of(a.address)
    key = key_in(a.key) if a.key else None
    with socket.socket(to.family, socket.SOCK_DGRAM) as out, a.file.open("rb") as lines:
        begin = first = None
        for line in lines:
            received = json.loads(line)["receive_s"]
            if begin is None and a.liftoff:
                begin, first = liftoff_of(a.liftoff).timestamp(), 0.0
            elif begin is None:
                begin, first = time.time(), received
            time.sleep(max(begin + (received - first) / a.speed - time.time(), 0.0))
            packet = line.strip()
            out.sendto(packet if key is None else sealed(packet, time.time_ns(), key), (to.host, to.port))


if __name__ == "__main__":
    main()
