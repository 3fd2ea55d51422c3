#!/usr/bin/env python3
"""Records transcripts in place: keeps every line that starts with "> " or "#", sends the commands
through redis-cli to a fresh redis-server, and writes the replies anew. README.md has the format.

    record.py --server redis-server --cli redis-cli [--check] FILE...
"""

import argparse
import difflib
import os
import re
import select
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE = 10.0  # seconds for any reply
STUCK = 3.0  # a client that the server has held for so long is recorded as blocked
QUIET = 0.05  # seconds in which a published message reaches redis-cli
DAY = 24 * 60 * 60 * 1000

# redis-cli's own lines: the end marker (class Client says how) and the time of a reply that took long.
MARKER = "unknown redis-cli preference 'end-{}'\nInvalid argument(s)\n"
NOT_A_REPLY = r"^(unknown redis-cli preference 'end-\d+'\nInvalid argument\(s\)|\(\d+\.\d\ds\))\n"

BLOCKED = "# (no reply yet: the client is blocked)"
STILL_BLOCKED = "# client {} receives nothing: it is still blocked"
NOTHING = "# client {} receives nothing"
RECEIVES = "# client {} receives"


def now():
    return int(time.time() * 1000)


def without_comment(line):
    """The command as redis-cli may see it. Comments are xtutor's own: a line whose first token begins
    with // or #, and everything after an unquoted token that is exactly //."""
    if line.lstrip().startswith(("//", "#")):
        return ""
    quote, at = None, 0
    while at < len(line):
        if quote and line[at] == "\\":
            at += 1
        elif quote:
            quote = None if line[at] == quote else quote
        elif line[at] in "\"'":
            quote = line[at]
        elif re.compile(r"(?<!\S)//(?!\S)").match(line, at):
            return line[:at]
        at += 1
    return line


class Client:
    """One redis-cli process, fed through a pipe.

    The end of a reply is found with two lines that redis-cli answers by itself, so that they work while
    subscribed and inside MULTI: an unknown preference (a unique text) and an unbalanced quote (a flush).
    """

    def __init__(self, server, flags):
        self.server, self.pending, self.serial = server, b"", 0
        known = server.clients().keys()
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("REDISCLI_", "FAKETTY"))}
        self.process = subprocess.Popen(
            [server.cli, *flags, "-p", str(server.port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.send("")
        self.reply()
        (self.id,) = server.clients().keys() - known

    def write(self, text):
        self.process.stdin.write(text.encode("utf-8", "surrogateescape"))
        self.process.stdin.flush()

    def send(self, command):
        self.serial += 1
        self.write(f'{command}\n:set end-{self.serial}\n"\n')

    def read(self, seconds):
        if select.select([self.process.stdout], [], [], seconds)[0]:
            chunk = os.read(self.process.stdout.fileno(), 65536)
            if not chunk:
                raise RuntimeError("redis-cli ended")
            self.pending += chunk
            return True
        return False

    def blocked(self):
        return "b" in self.server.clients()[self.id]

    def reply(self, may_block=False):
        """The text up to the last marker that was sent, or None while the server holds the client."""
        end = MARKER.format(self.serial).encode()
        start = time.monotonic()
        while not self.pending.endswith(end):
            if self.read(0.02):
                continue
            waited = time.monotonic() - start
            if (may_block or waited > STUCK) and self.blocked() and not self.read(0):
                return None
            if waited > PATIENCE:
                raise RuntimeError("redis-cli does not answer")
            # While subscribed, redis-cli looks at its own buffered input only when more arrives.
            self.write("\n")
        text, self.pending = self.pending.decode("utf-8", "surrogateescape"), b""
        return re.sub(NOT_A_REPLY, "", text, flags=re.M)

    def later(self, expected):
        """What has come since the last reply: text, or None while the server holds the client."""
        deadline = time.monotonic() + (STUCK if expected else 0)
        while self.blocked():
            if time.monotonic() > deadline:
                return None
            time.sleep(0.02)
        while self.read(QUIET):
            pass
        self.send("")
        return self.reply()

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class Server:
    """A redis-server of its own on a free port of the loopback interface, with nothing kept on disk."""

    def __init__(self, server, cli, folder):
        self.cli = cli
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [server, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
             "--dir", folder], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while "redis_version" not in (info := self.ask("INFO", "server")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.close()
                raise RuntimeError("redis-server does not start")
            time.sleep(0.02)
        self.version = re.search(r"redis_version:(\S+)", info).group(1)

    def ask(self, *command):
        arguments = [self.cli, "-p", str(self.port), *command]
        return subprocess.run(arguments, capture_output=True, text=True).stdout

    def clients(self):
        """Flags by client ID, without the connection that asks."""
        rows = (dict(re.findall(r"(\w+)=(\S*)", row)) for row in self.ask("CLIENT", "LIST").splitlines())
        return {row["id"]: row["flags"] for row in rows if row and row["cmd"] != "client|list"}

    def close(self):
        self.process.terminate()
        self.process.wait()


class Placeholders:
    """Replaces what differs from run to run. An ID made from today's clock becomes <id-1>, <id-2>, ...
    in order of first appearance; commands may use these names."""

    def __init__(self):
        self.start, self.names = now(), {}

    def fill(self, command):
        actual = {name: id for id, name in self.names.items()}
        missing = set(re.findall(r"<id-\d+>", command)) - actual.keys()
        if missing:
            raise RuntimeError(f"{', '.join(missing)} in a command before any reply: {command}")
        return re.sub(r"<id-\d+>", lambda found: actual[found[0]], command)

    def name(self, found):
        if not self.start - 1000 <= int(found[1]) <= now() + 1000:
            return found[0]
        return self.names.setdefault(found[0], f"<id-{len(self.names) + 1}>")

    def time(self, found):
        return "<unix-ms>" if abs(int(found[0]) - now()) < DAY else found[0]

    def put(self, command, reply):
        reply = re.sub(r"(?<![\d-])(\d{13})-\d+(?![\d-])", self.name, reply)
        reply = re.sub(r"(?<=\(integer\) )\d{13}$", self.time, reply, flags=re.M)
        reply = re.sub(r'("(?:idle|inactive)"(?: =>|\n *\d+\)) \(integer\) )\d+', r"\1<ms>", reply)
        if re.match(r"XPENDING(\s+\S+){3}", command, re.I):
            reply = re.sub(r"^( +3\) \(integer\) )\d+$", r"\1<ms>", reply, flags=re.M)
        return reply


class Session:
    """One transcript, replayed."""

    def __init__(self, server, flags):
        self.server, self.flags = server, flags
        self.clients, self.holds, self.placeholders = {}, {}, Placeholders()

    def client(self, name):
        if name not in self.clients:
            self.clients[name] = Client(self.server, self.flags)
        return self.clients[name]

    def rows(self, command, reply):
        return self.placeholders.put(command, reply).split("\n")[:-1]

    def run(self, lines):
        """Yields the lines of the new transcript."""
        current = "main"
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else ""
            if line.startswith("> "):
                command = without_comment(line[2:])
                yield line
                if not command:
                    continue
                client = self.client(current)
                time.sleep(0.002)  # or two streams could be given the same <id-n> in one millisecond
                client.send(self.placeholders.fill(command))
                reply = client.reply(may_block=following == BLOCKED)
                if reply is None:
                    self.holds[current] = command
                    yield BLOCKED
                else:
                    yield from self.rows(command, reply)
            elif received := re.fullmatch(r"# client (\S+) receives.*", line):
                name = received[1]
                reply = self.client(name).later(expected="nothing" not in line)
                if reply is None:
                    yield STILL_BLOCKED.format(name)
                elif not reply:
                    yield NOTHING.format(name)
                else:
                    yield RECEIVES.format(name)
                    yield from self.rows(self.holds.pop(name, ""), reply)
            elif switch := re.fullmatch(r"# client (\S+)", line):
                current = switch[1]
                yield line
            elif (line.startswith("#") and line != BLOCKED) or not line:
                yield line

    def close(self):
        for client in self.clients.values():
            client.close()


def header(line, version):
    return re.sub(r"^# Server: .*?; client:", f"# Server: Redis {version}; client:", line)


def record(old, arguments):
    lines = old.rstrip("\n").split("\n")
    found = next(filter(None, (re.search(r"; client: redis-cli (.*)", line) for line in lines)), None)
    if not found:
        raise RuntimeError('the header names no "client: redis-cli --no-raw"')
    with tempfile.TemporaryDirectory() as folder:
        server = Server(arguments.server, arguments.cli, folder)
        session = Session(server, found[1].split())
        try:
            return "\n".join(header(line, server.version) for line in session.run(lines)) + "\n"
        finally:
            session.close()
            server.close()


def read(path):
    return path.read_bytes().decode("utf-8", "surrogateescape")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default="redis-server", help="the redis-server to record from")
    parser.add_argument("--cli", default="redis-cli", help="the redis-cli to record through")
    parser.add_argument("--check", action="store_true", help="write nothing; print differences and exit 1")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    differs = False
    for path in arguments.files:
        try:
            old = read(path)
            new = record(old, arguments)
        except (RuntimeError, OSError) as problem:
            sys.exit(f"{path}: {problem}")
        if arguments.check:
            rows = list(difflib.unified_diff(old.splitlines(), new.splitlines(), str(path), "recorded", lineterm=""))
            print("\n".join(rows), end="\n" if rows else "")
            differs = differs or bool(rows)
        elif new != old:
            path.write_bytes(new.encode("utf-8", "surrogateescape"))
    return differs


if __name__ == "__main__":
    sys.exit(main())
