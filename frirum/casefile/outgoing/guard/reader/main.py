"""The child process: reads a file from one end, says what stands in it at the other."""

import json
import sys

from .kinds import Unreadable, said_in

UNREADABLE = 14


def main() -> int:
    content = sys.stdin.buffer.read()
    try:
        pieces = said_in(content)
    except Unreadable:
        return UNREADABLE
    sys.stdout.write(json.dumps(pieces))
    return 0
