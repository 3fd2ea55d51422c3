#!/usr/bin/env python3
"""Mixed load on a running server, with clients that come and go, some of them in the middle of a request, of a wait or of
a transaction. Every reply is checked; nothing may be lost, come twice or out of order, and memory must stay flat.

    xtutor serve 6390 & benches/soak.py --port 6390 --pid $! --minutes 10
"""

import argparse
import random
import socket
import sys
import threading
import time
from collections import Counter
from pathlib import Path

WRONG = []


class Client:
    """A connection that speaks RESP2."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    @staticmethod
    def packed(words):
        words = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words)

    def send(self, *words):
        self.socket.sendall(self.packed(words))

    def reply(self):
        line = self.file.readline()
        if not line:
            raise EOFError("the server closed the connection")
        sign, rest = line[:1], line[1:-2]
        if sign == b"$":
            return None if rest == b"-1" else self.file.read(int(rest) + 2)[:-2]
        if sign == b"*":
            return None if rest == b"-1" else [self.reply() for _ in range(int(rest))]
        return int(rest) if sign == b":" else line[:-2]

    def ask(self, *words):
        self.send(*words)
        return self.reply()

    def close(self):
        self.file.close()
        self.socket.close()


def check(what, found, wanted):
    if found != wanted:
        WRONG.append(f"{what}: {found!r} instead of {wanted!r}")


class Load:
    def __init__(self, port, until):
        self.port, self.until = port, until
        self.lock = threading.Lock()
        self.counts = Counter()
        self.jobs, self.orders = Counter(), Counter()
        self.number = 0

    def next(self):
        with self.lock:
            self.number += 1
            return self.number

    def count(self, **counts):
        with self.lock:
            self.counts.update(counts)

    def goes_on(self):
        return time.time() < self.until and not WRONG

    def alone(self, dice):
        """Keys of one's own, whose contents are known at every moment."""
        while self.goes_on():
            client, mine = Client(self.port), f"own:{self.next()}"
            asked = 0
            for _ in range(dice.randrange(1, 12)):
                values = [f"{dice.random()}".ljust(dice.choice([1, 20, 500]), "x") for _ in range(dice.randrange(1, 9))]
                encoded = [value.encode() for value in values]
                check("RPUSH", client.ask("RPUSH", mine, *values), len(values))
                check("LRANGE", client.ask("LRANGE", mine, 0, -1), encoded)
                check("LMPOP", client.ask("LMPOP", 1, mine, "LEFT", "COUNT", 99), [mine.encode(), encoded])
                check("SET", client.ask("SET", mine, values[0], "PX", 60000), b"+OK")
                for words in (["MULTI"], ["GET", mine], ["APPEND", mine, "y"], ["DEL", mine]):
                    client.send(*words)
                client.send("EXEC")
                found = [client.reply() for _ in range(5)][-1]
                check("EXEC", found, [encoded[0], len(encoded[0]) + 1, 1])
                ids = [client.ask("XADD", mine, "*", "n", value) for value in values]
                check("XRANGE", client.ask("XRANGE", mine, "-", "+"), [[id, [b"n", v]] for id, v in zip(ids, encoded)])
                check("DEL", client.ask("DEL", mine), 1)
                count = dice.randrange(1, 400)
                client.socket.sendall(b"".join(client.packed(["ECHO", number]) for number in range(count)))
                check("ECHO", [client.reply() for _ in range(count)], [b"%d" % number for number in range(count)])
                asked += 12 + len(values) + count
            end = dice.randrange(4)
            if end == 0:
                client.socket.sendall(client.packed(["SET", "half", "x" * 1000])[: dice.randrange(1, 1000)])
            elif end == 1:
                client.socket.sendall(client.packed(["MULTI"]) + client.packed(["SET", "queued", "x"]))
            elif end == 2:
                client.send("BLPOP", "never", 0)
            client.close()
            self.count(commands=asked, connections=1)

    def makes(self, dice):
        """Jobs for a list and orders for a stream."""
        client = Client(self.port)
        while self.goes_on():
            job, order = self.next(), self.next()
            client.ask("LPUSH", "jobs", job)
            client.ask("XADD", "orders", "*", "n", order)
            with self.lock:
                self.jobs[b"%d" % job] += 1
                self.orders[b"%d" % order] += 1
            self.count(commands=2)
            if dice.random() < 0.02:
                client.close()
                client = Client(self.port)
                self.count(connections=1)
            if client.ask("LLEN", "jobs") > 1000 or client.ask("XLEN", "orders") > 1000:
                time.sleep(0.01)

    def takes(self, dice):
        """Jobs, each of which is done once: moved to a list of one's own first, so that nothing is lost on the way."""
        mine = f"taken:{self.next()}"
        client = Client(self.port)
        while True:
            job = client.ask("BLMOVE", "jobs", mine, "RIGHT", "LEFT", 0.2)
            if job is None:
                if time.time() > self.until + 5:
                    return client.close()
                continue
            check("LPOP", client.ask("LPOP", mine), job)
            with self.lock:
                self.jobs[job] -= 1
            self.count(commands=2)
            if dice.random() < 0.01:
                client.close()
                client = Client(self.port)
                self.count(connections=1)

    def works(self, dice):
        """Orders of a group; some workers crash with what they hold, and others claim it."""
        me = f"worker-{self.next()}"
        client = Client(self.port)
        while True:
            if dice.random() < 0.1:
                claimed = client.ask("XAUTOCLAIM", "orders", "packers", me, 500, 0, "COUNT", 50)
                entries = claimed[1]
            else:
                read = client.ask("XREADGROUP", "GROUP", "packers", me, "COUNT", 20, "BLOCK", 200, "STREAMS", "orders", ">")
                entries = read[0][1] if read else []
            self.count(commands=1)
            if not entries and time.time() > self.until + 5 and client.ask("XLEN", "orders") == 0:
                return client.close()
            if dice.random() < 0.02:
                client.close()
                client = Client(self.port)
                self.count(connections=1, crashes=1)
                continue
            for id, fields in entries:
                acked = client.ask("XACK", "orders", "packers", id)
                client.ask("XDEL", "orders", id)
                self.count(commands=2)
                with self.lock:
                    self.orders[fields[1]] -= acked

    def tells(self, dice):
        """A channel: what is published to it arrives whole and in order."""
        while self.goes_on():
            hears, says, channel = Client(self.port), Client(self.port), f"news:{self.next()}"
            check("SUBSCRIBE", hears.ask("SUBSCRIBE", channel), [b"subscribe", channel.encode(), 1])
            count = dice.randrange(1, 500)
            for number in range(count):
                check("PUBLISH", says.ask("PUBLISH", channel, number), 1)
            for number in range(count):
                check("message", hears.reply(), [b"message", channel.encode(), b"%d" % number])
            hears.close()
            says.close()
            self.count(commands=count + 1, connections=2, messages=count)


def resident(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


def guarded(run, dice):
    try:
        run(dice)
    except Exception as problem:  # whatever it is, the load has found it
        WRONG.append(f"{run.__name__}: {problem!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--pid", type=int, required=True, help="the server's, to see what memory it takes")
    parser.add_argument("--minutes", type=float, default=10)
    arguments = parser.parse_args()
    start = time.time()
    load = Load(arguments.port, start + arguments.minutes * 60)
    Client(arguments.port).ask("XGROUP", "CREATE", "orders", "packers", "0", "MKSTREAM")
    roles = [load.alone] * 12 + [load.makes] * 3 + [load.takes] * 5 + [load.works] * 5 + [load.tells] * 4
    threads = [
        threading.Thread(target=guarded, args=(role, random.Random(number)), daemon=True)
        for number, role in enumerate(roles)
    ]
    for thread in threads:
        thread.start()
    samples = []
    while any(thread.is_alive() for thread in threads) and not WRONG:
        time.sleep(5)
        samples.append(resident(arguments.pid))
        if len(samples) % 12 == 0:
            print(f"{time.time() - start:5.0f} s  {samples[-1] / 1024:6.1f} MB  {dict(load.counts)}", flush=True)
    for what, done in (("jobs", load.jobs), ("orders", load.orders)):
        wrong = sum(count != 0 for count in done.values())
        if wrong and not WRONG:
            WRONG.append(f"{wrong} of {len(done)} {what} were not done, or not once")
    minute = max(1, min(12, len(samples) // 3))
    first, last = samples[minute : 2 * minute], samples[-minute:]
    print(f"memory {sum(first) / len(first) / 1024:.1f} MB in the second minute, {sum(last) / len(last) / 1024:.1f} MB in the "
          f"last, {max(samples) / 1024:.1f} MB at most; {dict(load.counts)}")
    print("\n".join(WRONG[:20]) or "no wrong reply, nothing lost")
    return bool(WRONG)


if __name__ == "__main__":
    sys.exit(main())
