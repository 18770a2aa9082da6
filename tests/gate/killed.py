"""A process that adds and erases a case in a store, over and over, until it is killed.

python killed.py FOLDER CASE
"""

from __future__ import annotations

import sys
from pathlib import Path

import aikg


def main(folder: str, case: str) -> None:
    files = sorted(Path(case).glob("*.ttl"))
    sources = [file.stem for file in files if file.stem != "register"]
    with aikg.open(folder, write=True) as graph:
        print("ready", flush=True)
        while True:
            assert graph.add(*files).admitted
            for source in sources:
                assert graph.withdraw(source, "again", erase=True).admitted


if __name__ == "__main__":
    main(*sys.argv[1:])
