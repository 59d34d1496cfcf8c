"""How much a request may ask for, and what is read of a file: every bound of the server in one place."""

from __future__ import annotations

BODY = 1_000_000  # bytes of a request's body
HEAD_SECONDS = 20.0  # within which a body must have arrived; twice that for what stands before it
ARRIVING = 64  # bodies that arrive at the same time
HEAVY = 2  # pictures, comparisons and packings at the same time; the others wait
TOGETHER = 256  # requests in progress
STREAMS = 96  # event streams in progress, for runs and telemetry

FOLDERS = 500  # result folders that are listed
VISITED = 5_000  # folders that are looked into for them
DEEP = 3  # levels below the served folder

JSON_BYTES = 64_000_000  # of a summary, an event or an areas file
JSON_VALUES = 4_000_000  # in one of these; each takes some 70 bytes of memory
TABLE_BYTES = 16_000_000  # of risk.csv
TABLE_ROWS, TABLE_COLUMNS = 50_000, 32
TRAJECTORY_BYTES = 64_000_000
IMPACTS_BYTES = 512_000_000
IMPACT_ROWS = 2_000_000  # of impacts.parquet; luncur keeps 1,000,000
TRAJECTORY_ROWS = 4_000

FRAGMENTS = 20_000  # of one answer to "what if it fails now"
FAIL_LAUNCHES = 1_024
FAIL_WAITING = 128  # such questions that may wait for the processor
PATHS = 200

RUN_SAMPLES = {"fly": 0, "assess": 4_194_304, "trial": 350_000, "orbit": 0}
QUEUE = 50  # runs that may wait
MISSION_TEXT = 400_000  # characters

WATCHES = 4  # telemetry sessions at a time
WATCH_RATE = 20.0  # decision cycles a second that a page is sent, besides the red ones
RECORDING_BYTES = 512_000_000


def record() -> dict[str, int]:
    """The limits that a page should know of."""
    return {
        "body_bytes": BODY, "fragments": FRAGMENTS, "fail_launches": FAIL_LAUNCHES, "sample_paths": PATHS,
        "assess_samples": RUN_SAMPLES["assess"], "trial_samples": RUN_SAMPLES["trial"], "queue": QUEUE,
        "mission_characters": MISSION_TEXT, "watches": WATCHES, "trajectory_rows": TRAJECTORY_ROWS,
    }  # fmt: skip
