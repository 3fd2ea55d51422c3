#!/usr/bin/env python3
"""How soon a blocked reader is woken, and what entries and pending entries add to a server's memory: `xtutor serve` beside
redis-server, in turn. Nothing but Python's own library is needed.

    benches/beside-redis.py [FOLDER] [--wakes 5000] [--entries 1000000] [--only wakes|memory]

FOLDER holds redis-server; else the one on the PATH is taken. Prints two tables in Markdown.
"""

import argparse
import os
import random
import shutil
import socket
import statistics
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from soak import Client, resident

HERE = Path(__file__).resolve().parent.parent
REDIS, XTUTOR = "redis-server", "xtutor"
BATCH = 1000

READERS = {
    "XREAD BLOCK": ["XREAD", "BLOCK", 0, "STREAMS", "s", "$"],
    "XREADGROUP BLOCK": ["XREADGROUP", "GROUP", "g", "c", "BLOCK", 0, "STREAMS", "s", ">"],
}
FIELDS = {
    "one field": lambda number: ["name", "banana"],
    "three fields": lambda number: ["name", "banana", "color", "yellow", "price", number],
}


@contextmanager
def server(side, programs):
    """A server of its own on a free port: the port and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    alone = {
        REDIS: ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        XTUTOR: ["serve", f"127.0.0.1:{port}"],
    }
    process = subprocess.Popen([programs[side], *alone[side]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                Client(port).close()
                break
            except OSError:
                time.sleep(0.05)
        told = Client(port).ask("INFO", "server").decode().split()
        # redis-server may have been started through another program.
        own = [int(line.split(":")[1]) for line in told if line.startswith("process_id:")]
        yield port, own[0] if own else process.pid
    finally:
        Client(port).send("SHUTDOWN", "NOSAVE")
        process.wait()


def wakes(programs, count):
    """Microseconds from sending an XADD to having read the blocked reader's reply, both by one thread, with pauses in which
    the server falls asleep. The sides take turns, so that whatever else the machine does is the same for both."""
    print("| µs from XADD to the blocked reader's reply | redis-server | xtutor |")
    print("| --- | ---: | ---: |")
    dice = random.Random(1)
    for name, asking in READERS.items():
        took = {REDIS: [], XTUTOR: []}
        with ExitStack() as stack:
            clients = {}
            for side in took:
                port, _ = stack.enter_context(server(side, programs))
                clients[side] = Client(port), Client(port)
                clients[side][0].ask("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM")
            for _ in range(count):
                for side, (writer, reader) in clients.items():
                    reader.send(*asking)
                    time.sleep(dice.uniform(0.0005, 0.0015))
                    before = time.perf_counter_ns()
                    writer.send("XADD", "s", "MAXLEN", 10, "*", "name", "banana")
                    [[_, [[_, fields]]]] = reader.reply()
                    took[side].append((time.perf_counter_ns() - before) / 1000)
                    assert fields == [b"name", b"banana"] and writer.reply()
        for what, of in (("median", statistics.median), ("99 of 100 within", lambda all: statistics.quantiles(all, n=100)[98])):
            print(f"| {name}, {what} | {of(took[REDIS]):.0f} | {of(took[XTUTOR]):.0f} |", flush=True)


def grown(pid, before, count):
    return (resident(pid) - before) * 1024 / count


def fill(client, count, fields):
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        client.socket.sendall(b"".join(client.packed(["XADD", "s", "*", *fields(number)]) for number in numbers))
        for _ in numbers:
            client.reply()


def memory(programs, count):
    """What the server's resident memory grows by, per entry, and then per entry that becomes pending."""
    print(f"| bytes of resident memory each, at {count:,} | redis-server | xtutor |")
    print("| --- | ---: | ---: |")
    for name, fields in FIELDS.items():
        rows = {f"entry, {name}": [], f"pending entry, {name}": []}
        for side in (REDIS, XTUTOR):
            with server(side, programs) as (port, pid):
                client = Client(port)
                client.ask("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM")
                fill(client, BATCH, fields)
                empty = resident(pid)
                fill(client, count, fields)
                rows[f"entry, {name}"].append(grown(pid, empty, count))
                full = resident(pid)
                while client.ask("XREADGROUP", "GROUP", "g", "c", "COUNT", BATCH, "STREAMS", "s", ">"):
                    pass
                rows[f"pending entry, {name}"].append(grown(pid, full, count))
        for row, (redis, own) in rows.items():
            print(f"| {row} | {redis:.1f} | {own:.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="of redis-server")
    parser.add_argument("--wakes", type=int, default=5000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["wakes", "memory"])
    arguments = parser.parse_args()
    own = Path(os.environ.get("XTUTOR", HERE / "target/release/xtutor"))
    if not own.exists():
        subprocess.run(["cargo", "build", "--release"], cwd=HERE, check=True)
    redis = Path(arguments.folder) / "redis-server" if arguments.folder else shutil.which("redis-server")
    programs = {REDIS: str(redis), XTUTOR: str(own)}
    print(subprocess.run([programs[REDIS], "--version"], capture_output=True, text=True, check=True).stdout, flush=True)
    if arguments.only != "memory":
        wakes(programs, arguments.wakes)
    if arguments.only != "wakes":
        memory(programs, arguments.entries)


if __name__ == "__main__":
    main()
