"""Setup steps that run once: guarded by a file lock, stamped by a hash of what they depend on."""

import contextlib
import fcntl
import hashlib
import sys
from pathlib import Path


def say(text):
    """Progress for the person watching; standard output stays free for results."""
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def locked(path, quiet=False):
    """Hold an exclusive lock on `path`; the kernel frees it even if this process is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not quiet:
                say(f"setup: waiting for another ./run that is preparing '{path.stem}'")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def digest(*inputs):
    """Short hash of texts and of the contents of files (given as Path)."""
    total = hashlib.sha256()
    for item in inputs:
        data = item.read_bytes() if isinstance(item, Path) else str(item).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:16]


def once(home, name, inputs, build, present=None):
    """Call `build()` unless it has run before with the same inputs; `present()` double-checks the result."""
    key = digest(*inputs)
    stamp = home / "stamps" / name

    def done():
        return stamp.is_file() and stamp.read_text() == key and (present is None or present())

    if done():
        return
    with locked(home / "locks" / f"{name}.lock"):
        if done():
            return
        stamp.unlink(missing_ok=True)
        build()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(key)
