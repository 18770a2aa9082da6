#!/usr/bin/env python3
"""Set up the project and run its tasks: `python3 tools/dev.py help` lists them.

It needs nothing but Python's standard library, 3.11 or newer. An older Python must be able to read
this file, to say so: hence no newer syntax here, and the work in the package `devkit` beside it.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "aikg needs Python 3.11 or newer and this is {0}.{1}: "
        "install one and call it by name, as in `python3.12 tools/dev.py run`.".format(
            *sys.version_info[:2]
        )
    )

from devkit.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
