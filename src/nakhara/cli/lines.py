"""`nakhara assess --lines`: one object a line in, one answer a line out, in order, on every processor there is."""

import json
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import partial
from itertools import chain
from typing import BinaryIO

from nakhara.rulebook.facts_file import judged
from nakhara.rulebook.faults import Fault
from nakhara.rulebook.reading import MAX_BYTES, read_json

MAX_LINES = 400

# The number of the first line, and the lines; the answers to them, and whether all could be read.
Chunk = tuple[int, list[bytes]]
Answers = tuple[bytes, bool]


def answer_lines(name: str, on: date, edition: str | None, lang: str) -> int:
    """Answer every line of a file; exit status 0 if all could be read, else 2."""
    answer = partial(answer_chunk, on=on, edition=edition, lang=lang)
    all_read = True
    with _open(name) as source:
        for answers, read in _in_order(chunks(source), answer):
            sys.stdout.buffer.write(answers)
            all_read = all_read and read
    sys.stdout.buffer.flush()
    return 0 if all_read else 2


def answer_chunk(chunk: Chunk, *, on: date, edition: str | None, lang: str) -> Answers:
    """Answer the lines of a chunk; a bad one gets its error and the rest go on."""
    first, lines = chunk
    answers = []
    all_read = True
    for number, line in enumerate(lines, first):
        try:
            answers.append(judged(read_json(line, number), on, edition).json_text())
        except Fault as fault:
            error = {"pointer": fault.pointer, "reason": fault.reason(lang)}
            answers.append(json.dumps({"line": number, "error": error}, ensure_ascii=False))
            all_read = False
    return "".join(f"{answer}\n" for answer in answers).encode(errors="backslashreplace"), all_read


def chunks(source: BinaryIO) -> Iterator[Chunk]:
    """The lines of a file in chunks that fit into memory, however long the lines are."""
    first, lines, size = 1, list[bytes](), 0
    for line in _lines(source):
        lines.append(line)
        size += len(line)
        if len(lines) == MAX_LINES or size > MAX_BYTES:
            yield first, lines
            first, lines, size = first + len(lines), [], 0
    if lines:
        yield first, lines


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Each line without its end; of one that is too long only as much as shows that it is."""
    while line := source.readline(MAX_BYTES + 2):
        whole = line.endswith(b"\n")
        yield line.removesuffix(b"\n")
        while not whole and (rest := source.readline(MAX_BYTES)):
            whole = rest.endswith(b"\n")


def _in_order(source: Iterator[Chunk], answer: Callable[[Chunk], Answers]) -> Iterator[Answers]:
    """The answers to the chunks in their order; a single chunk is answered here, more by several processes."""
    beginning = [chunk for _, chunk in zip(range(2), source, strict=False)]
    processes = os.cpu_count() or 1
    if len(beginning) < 2 or processes == 1:
        yield from map(answer, chain(beginning, source))
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(processes, context, initializer=_leave_interrupts) as pool:
        waiting = deque(pool.submit(answer, chunk) for chunk in beginning)
        for chunk in source:
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
            waiting.append(pool.submit(answer, chunk))
        while waiting:
            yield waiting.popleft().result()


def _leave_interrupts() -> None:
    """Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _open(name: str) -> AbstractContextManager[BinaryIO]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return open(name, "rb")
    except (OSError, ValueError):
        raise Fault("", "unreadable") from None
