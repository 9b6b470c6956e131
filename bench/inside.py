"""`python -m bench.inside module:function [arguments]`: one answer, as the last line, in JSON.

What needs a system's settings runs here, so that the two never share a process.
"""

import importlib
import json
import sys

import django


def main() -> None:
    django.setup()
    module, function = sys.argv[1].split(":")
    answer = getattr(importlib.import_module(module), function)(*sys.argv[2:])
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
