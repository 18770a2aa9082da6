"""The command among other processes: pipes, terminals, locales, closed and full outputs."""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from cli.command import COMMAND, Done, heeding_ctrl_c, in_process, one_message

# More than a pipe holds.
MUCH = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1500"
FULL = Path("/dev/full")


def environment(**more: str) -> dict[str, str]:
    """What every process needs, without what the terminal of the tester has set."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    measured = {n: v for n, v in os.environ.items() if n.startswith("COV")}
    return {**kept, **measured, **more}


def shell(redirection: str, *words: str, **settings: object) -> Done:
    """Give the command with a redirection of the shell's, such as `>&-`."""
    command = ["sh", "-c", f'exec "$0" "$@" {redirection}', COMMAND, *words]
    done = subprocess.run(command, capture_output=True, timeout=60, **settings)  # type: ignore[call-overload]
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(*words: str, **more: str) -> str:
    """What the command shows on a terminal."""
    ours, theirs = os.openpty()
    running = subprocess.Popen(
        [COMMAND, *words], stdin=theirs, stdout=theirs, env=environment(TERM="xterm-256color", **more)
    )  # fmt: skip
    os.close(theirs)
    shown = bytearray()
    while True:
        try:
            read = os.read(ours, 65_536)
        except OSError as error:
            assert error.errno == errno.EIO  # Linux's way to say that nobody writes any more
            break
        if not read:
            break
        shown += read
    os.close(ours)
    assert running.wait(timeout=60) == 0
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("format", ["table", "csv"])
def test_a_reader_that_has_seen_enough_is_no_failure(format: str) -> None:
    words = [COMMAND, "query", MUCH, "--format", format]
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, env=environment(), **piped) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline()
        running.stdout.close()
        err = running.stderr.read().decode()
    assert (running.returncode, err) == (0, "")


@pytest.mark.parametrize(
    "words", [("ask", "gaps"), ("ask", "gaps", "--format", "csv"), ("--help",)]
)
def test_a_closed_output_is_told(words: tuple[str, ...]) -> None:
    assert one_message(shell(">&-", *words)).startswith("standard output is closed")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "words", [("ask", "gaps"), ("ask", "gaps", "--format", "csv"), ("--help",)]
)
def test_a_full_output_is_told(words: tuple[str, ...]) -> None:
    assert one_message(shell(f">{FULL}", *words)) == "output: No space left on device"


def test_messages_do_not_flee_to_stdout_where_stderr_is_closed() -> None:
    done = shell("2>&-", "query", "SELECT ?p { kg:antropic ?p ?o }", "--format", "csv")
    assert (done.code, done.out.split("#")[0], done.err) == (0, "p\r\n", "")
    assert shell("2>&-", "ask", "nothing") == (2, "", "")


def test_a_closed_input_is_told() -> None:
    assert one_message(shell("<&-", "query", "-")).startswith("standard input is closed")


def test_a_query_comes_in_through_a_pipe() -> None:
    done = in_process("query", "-", "--format", "csv", input=b"SELECT (1 AS ?one) {}")
    assert (done.code, done.out.split("#")[0], done.err) == (0, "one\r\n1\r\n", "")


@pytest.mark.parametrize("format", ["table", "json", "markdown"])
def test_output_is_utf_8_whatever_the_locale_says(format: str) -> None:
    words = ("ask", "opinions", "--format", format)
    plain = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    done = in_process(*words, env=plain)
    assert (done.code, done.err) == (0, "")
    assert "Microsoft’s" in done.out
    assert done == in_process(*words, env=environment(LC_ALL="C.UTF-8"))


def test_messages_can_be_written_in_any_locale() -> None:
    plain = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "unknown question" in one_message(in_process("ask", "Claude’s", env=plain))


def test_without_a_terminal_there_is_no_colour_and_nothing_is_cut() -> None:
    done = in_process("ask", "opinions", env=environment(COLUMNS="40"))
    assert "\x1b" not in done.out
    assert "network of tech giants pouring billions into each other’s ecosystems" in done.out


def test_a_narrow_terminal_folds_and_loses_no_letter() -> None:
    shown = on_terminal("ask", "cloud-contracts", COLUMNS="40", NO_COLOR="1")
    plain = "".join(shown.replace("\x1b[1m", "").replace("\x1b[0m", "").split())
    assert max(map(len, shown.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines())) <= 40
    for letter in "Anthropic Microsoft committed OpenAI".replace(" ", ""):
        assert letter in plain


@pytest.mark.parametrize("width", ["80", "30"])
def test_where_a_table_would_break_words_each_row_is_a_list_that_loses_none(width: str) -> None:
    shown = on_terminal("ask", "totals", COLUMNS=width, NO_COLOR="1")
    lines = shown.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert max(map(len, lines)) <= int(width)
    told = dict(re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in lines[:8])
    assert (told["paid"], told["committed"], told["possible"]) == (
        "4 billion",
        "72 billion",
        "87 billion",
    )


def test_where_words_fit_a_table_folds_between_them_and_never_within_a_number() -> None:
    shown = on_terminal("ask", "cloud-contracts", COLUMNS="85", NO_COLOR="1")
    head = shown.splitlines()[0].replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert head.startswith("customer  ")
    assert "38 billion   38 billion" in shown


def test_colour_is_for_terminals_that_want_it() -> None:
    colour = "\x1b[1;36m"  # what headings are printed in
    assert colour in on_terminal("show", "--no-reason", COLUMNS="100")
    assert colour not in on_terminal("show", "--no-reason", COLUMNS="100", NO_COLOR="1")


def test_it_needs_no_home_and_writes_nowhere(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    bare = environment(HOME="/nonexistent")
    done = in_process("ask", "investments", "--format", "csv", env=bare, cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert len(list(csv.reader(io.StringIO(done.out, newline="")))) == 6
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_a_folder_that_cannot_be_made_is_told() -> None:
    # Not even root makes a folder in /proc.
    done = in_process("ask", "investments", "--store", "/proc/aikg", env=environment())
    assert one_message(done).startswith("/proc/aikg: the folder of the store cannot be used")


def test_the_environment_can_name_the_store(tmp_path: Path) -> None:
    named = environment(AIKG_STORE=str(tmp_path / "store"))
    in_process("ask", "hedges", "--format", "csv", env=named)
    done = in_process("ask", "hedges", "--format", "csv", env=named)
    assert done == in_process("ask", "hedges", "--format", "csv", env=environment())
    assert (tmp_path / "store" / "store").is_dir()


@pytest.mark.parametrize("heeds", [True, False])
def test_ctrl_c_stops_a_query_in_the_midst_of_the_engine(heeds: bool) -> None:
    """Unless it is to be ignored, as it is by what a shell runs in the background."""
    # Nobody lives to see this counted.
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = heeding_ctrl_c if heeds else lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)
    with subprocess.Popen(
        [COMMAND, "query", "-"],
        env=environment(),
        preexec_fn=child,  # noqa: PLW1509  (it takes no lock)
        **piped,
    ) as running:
        assert running.stdin is not None
        # More than a pipe holds: once it is written the command is at work.
        running.stdin.write((query + " " * 500_000).encode())
        running.stdin.close()
        running.stdin = None
        time.sleep(1)
        running.send_signal(signal.SIGINT)
        if not heeds:
            time.sleep(1)
            assert running.poll() is None
            running.kill()
            return
        try:
            out, err = running.communicate(timeout=20)
        finally:
            running.kill()
    assert (running.returncode, out, err) == (130, b"", b"aikg: stopped\n")
