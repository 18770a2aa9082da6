"""A counter that dies as AIKG_TEST_DIES says, for tests: before, in or after a message."""

import os
import pickle
import sys


def main() -> None:
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    pickle.load(incoming)
    if os.environ["AIKG_TEST_DIES"] == "silent":
        os._exit(1)
    pickle.load(incoming)
    whole = pickle.dumps(b"what is not derived" * 1000)
    outgoing.write(whole[: len(whole) // 2])
    outgoing.flush()
    os._exit(1)


if __name__ == "__main__":
    main()
