"""The result folder while a run holds it: made, locked, filled, and given back."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from luncur.errors import InputError
from luncur.files import sync

LOCK = ".lock"
PROBE = ".probe"
PART = ".part"
# What a run of luncur that was killed may leave, beside its checkpoint; none of it says that the folder is another's.
LEFT_OVER = (LOCK, PROBE, PART, ".report.html.part", ".checkpoint.npz.part", ".checkpoint.json.part")


@contextmanager
def held(folder: Path, resume: bool = False, resumable: bool = True) -> Iterator[None]:
    """Holds a result folder for one run, making it where there is none.

    A folder that the run made is removed again when the run fails before it wrote anything.
    InputError when it is a file, is in use, cannot be written, or holds something and is not resumed.
    """
    made = _make(folder)
    try:
        with locked(folder):
            inside = [p.name for p in folder.iterdir() if p.name != LOCK]
            if inside and not resume:
                other = " (or --resume to go on with the run in it)" if resumable else ""
                raise InputError(str(folder), "", None, f"a new or empty folder{other}")
            _probe(folder)
            yield
    except BaseException:
        for path in made:
            with suppress(OSError):  # what is not empty stays
                path.rmdir()
        raise


@contextmanager
def filled(folder: Path, last: str) -> Iterator[Path]:
    """A folder beside, to be filled with files: every one of them comes into the result folder complete, or none of them.

    last: name of the file that is moved in after all others, since whoever finds it takes the result for done.
    InputError when the disk refuses.
    """
    beside = folder / PART
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        yield beside
        made = sorted(beside.iterdir(), key=lambda path: (path.name == last, path.name))
        for path in made:
            sync(path)
        for path in made:
            os.replace(path, folder / path.name)
        sync(folder)  # only then may a caller take a checkpoint away
    except OSError as error:
        raise InputError(str(folder), "", None, f"a folder that can be written to ({error.strerror})") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _make(folder: Path) -> list[Path]:
    """Make the folder and those above it; those that were made, innermost first."""
    missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(str(folder), "", None, f"a folder that can be written to ({error.strerror})") from None
    except ValueError:
        raise InputError(str(folder), "", None, "a folder's name without control characters") from None
    return missing


def _probe(folder: Path) -> None:
    """See that the folder takes new files; one of ours that was left is taken away, a link never followed."""
    try:
        (folder / PROBE).unlink(missing_ok=True)
        os.close(os.open(folder / PROBE, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        (folder / PROBE).unlink()
    except OSError as error:
        raise InputError(str(folder), "", None, f"a folder that can be written to ({error.strerror})") from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder for one run; the lock goes with the process, however it ends.

    The file is removed at the end, so whoever locked it must see that it is still the one of that name: a run that
    opened it just before would else hold a lock that nobody can see.
    """
    handle = _lock(folder / LOCK, folder)
    try:
        yield
    finally:
        (folder / LOCK).unlink(missing_ok=True)
        os.close(handle)


def _lock(path: Path, folder: Path) -> int:
    while True:
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            handle = os.open(path, flags, 0o600)
        except OSError as error:
            raise InputError(str(folder), "", None, f"a folder that can be written to ({error.strerror})") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise InputError(str(folder), "", None, "a folder that no other run is using") from None
        try:
            if os.path.samestat(os.fstat(handle), os.lstat(path)):
                return handle
        except FileNotFoundError:
            pass
        os.close(handle)
