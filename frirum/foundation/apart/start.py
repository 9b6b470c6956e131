"""The first words of a child process: it limits itself before it touches a stranger's file.

Run by path with a folder to import from, the name of a program in it, and seconds of CPU. Nothing
of Django is loaded, so that it starts fast and, should a decoder be taken over, holds nothing worth
having.
"""

import contextlib
import importlib
import resource
import sys

MEMORY = 1536 * 1024 * 1024
OUT_OF_MEMORY = 13
_FILES_WHILE_LOADING = 64


def main() -> int:
    folder, program, seconds = sys.argv[1:]
    _limit(resource.RLIMIT_AS, MEMORY)
    # A second more to the hard limit: the soft one says by its signal that it was time.
    _limit(resource.RLIMIT_CPU, int(seconds), int(seconds) + 1)
    # It writes into pipes alone, and these are no files to this limit.
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, _FILES_WHILE_LOADING)
    sys.path.append(folder)
    try:
        loaded = importlib.import_module(program)
        # At nought, nothing can be opened any more, no socket either; what is open stays open.
        _limit(resource.RLIMIT_NOFILE, 0)
        return int(loaded.main())
    except MemoryError:
        return OUT_OF_MEMORY


def _limit(kind: int, most: int, hard: int | None = None) -> None:
    # macOS knows no limit on address space; the others hold there.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, most if hard is None else hard))


if __name__ == "__main__":
    sys.exit(main())
