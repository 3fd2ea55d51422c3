"""What people write with redis-py, against whatever server listens on the port given: the two Python tutorials, a pool
of workers of which one crashes, transactions, messages. Prints what came back, with entry IDs replaced by their order of
appearance and without times, so that two servers can be compared."""

import re
import sys
import threading
import time

import redis

port = int(sys.argv[1])
protocol = int(sys.argv[2])
known = {}


def connect(**options):
    return redis.Redis(host="127.0.0.1", port=port, protocol=protocol, **options)


def show(title, value):
    text = repr(value)
    text = re.sub(r"\b\d{13}-\d+\b", lambda found: known.setdefault(found.group(), f"<{len(known) + 1}>"), text)
    print(f"{title}: {text}", flush=True)


def without(names, value):
    """Times differ from one run to the next."""
    if isinstance(value, list):
        return [without(names, each) for each in value]
    return {name: part for name, part in value.items() if str(name) not in names and name not in names}


def until(met):
    """What `met` returns once it is true of something; a busy machine may take its time, but not for ever."""
    deadline = time.monotonic() + 60
    while not (value := met()):
        if time.monotonic() > deadline:
            raise TimeoutError("waited a minute in vain")
        time.sleep(0.005)
    return value


def first_steps():
    r = connect()
    show("set", r.set("test-key", "hello"))
    show("get", r.get("test-key"))


def temperatures():
    client = connect()
    show("added", client.xadd("mystream", {"sensor": "temperature", "value": 25.3}))
    show("read", client.xread({"mystream": "0"}, count=1))
    show("group", client.xgroup_create("mystream", "temperature-group", id="0", mkstream=True))
    messages = client.xreadgroup("temperature-group", "consumer1", {"mystream": ">"}, count=1)
    show("for consumer1", messages)
    show("acknowledged another", client.xack("mystream", "temperature-group", "1526569495631-0"))
    show("pending", client.xpending("mystream", "temperature-group"))
    try:
        client.xgroup_create("mystream", "temperature-group")
    except redis.ResponseError as error:
        show("twice", str(error))


def tickets():
    client = connect(decode_responses=True)
    client.xgroup_create("tickets", "ticketgroup", "$", mkstream=True)
    got = []
    waiting = threading.Thread(
        target=lambda: got.append(
            connect(decode_responses=True).xreadgroup("ticketgroup", "consumer-1", {"tickets": ">"}, block=60000)
        )
    )
    waiting.start()
    until(lambda: client.info("clients")["blocked_clients"] == 1)
    for name, seat in (("Alma Wheatley", "B10"), ("Vasily Borgov", "B14")):
        client.xadd("tickets", {"name": name, "seat": seat, "movieId": 53, "sessionId": 832})
    waiting.join()
    show("woken with", got)
    show("the other", client.xreadgroup("ticketgroup", "consumer-2", {"tickets": ">"}))
    show("pending", client.xpending("tickets", "ticketgroup"))
    rows = client.xpending_range("tickets", "ticketgroup", "-", "+", 10)
    show("each", without({"time_since_delivered"}, rows))
    ids = [row["message_id"] for row in rows]
    show("claimed", client.xclaim("tickets", "ticketgroup", "consumer-2", 0, ids))
    show("too early", client.xclaim("tickets", "ticketgroup", "consumer-1", 60000, ids))
    show("acknowledged", client.xack("tickets", "ticketgroup", *ids))
    show("groups", client.xinfo_groups("tickets"))
    show("consumers", without({"idle", "inactive"}, client.xinfo_consumers("tickets", "ticketgroup")))
    show("stream", without({"radix-tree-keys", "radix-tree-nodes"}, client.xinfo_stream("tickets")))


class Crash(Exception):
    pass


def work(name, crash_at, crashed, done):
    client = connect(decode_responses=True, client_name=name)
    count = 0
    try:
        while True:
            # However the threads are scheduled, enough is left for the one that is to crash.
            if not crash_at and count == 100 and not crashed.wait(60):
                raise TimeoutError("no crash in a minute")
            batch = client.xreadgroup("crew", name, {"jobs": ">"}, count=5, block=200)
            if not batch:
                break
            entries = batch["jobs"][0] if isinstance(batch, dict) else batch[0][1]
            for entry, fields in entries:
                count += 1
                if count == crash_at:
                    raise Crash
                done.append(int(fields["n"]))
                client.xack("jobs", "crew", entry)
    except Crash:
        client.connection_pool.disconnect()
        crashed.set()


def worker_pool():
    client = connect(decode_responses=True)
    client.xgroup_create("jobs", "crew", "0", mkstream=True)
    pipe = client.pipeline(transaction=False)
    for number in range(300):
        pipe.xadd("jobs", {"n": number})
    show("sent", len(pipe.execute()))
    done = []
    crashed = threading.Event()
    workers = [
        threading.Thread(target=work, args=(f"worker-{number}", crash_at, crashed, done))
        for number, crash_at in enumerate((0, 0, 7))
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    left = client.xpending("jobs", "crew")["pending"]
    show("left by the crash", left)
    start, swept = "0-0", 0
    while True:
        start, claimed, deleted = client.xautoclaim("jobs", "crew", "sweeper", 0, start, count=2)
        for entry, fields in claimed:
            done.append(int(fields["n"]))
            swept += client.xack("jobs", "crew", entry)
        if start == "0-0":
            break
    show("swept them all", swept == left)
    show("done once each", sorted(done) == list(range(300)))
    show("pending", client.xpending("jobs", "crew")["pending"])
    show("trimmed", client.xtrim("jobs", maxlen=100, approximate=False))
    show("about trimmed", client.xtrim("jobs", maxlen=10, approximate=True))
    show("length", client.xlen("jobs"))


def together():
    client = connect(decode_responses=True)
    client.set("stock", 3)

    def buy(pipe):
        stock = int(pipe.get("stock"))
        pipe.multi()
        pipe.decr("stock")
        pipe.xadd("sold", {"left": stock - 1})

    show("bought", client.transaction(buy, "stock"))
    listener = client.pubsub()
    listener.subscribe("news")
    listener.psubscribe("n*")
    heard = [until(listener.get_message) for _ in range(2)]
    show("told", client.publish("news", "hello"))
    heard += [until(listener.get_message) for _ in range(2)]
    show("heard", heard)
    listener.close()
    show("list", (client.rpush("l", "a", "b"), client.lrange("l", 0, -1), client.blpop("l", 1)))
    show("config", sorted(client.config_get("stream-node-max-*").items()))
    show("name", (client.client_setname("shop"), client.client_getname()))
    for wrong in (("XADD", "s"), ("NOSUCH", "a b"), ("XADD", "stock", "*", "a", "b"), ("XREAD", "STREAMS", "s")):
        try:
            client.execute_command(*wrong)
        except redis.ResponseError as error:
            show("refused", str(error))


for program in (first_steps, temperatures, tickets, worker_pool, together):
    connect().flushall()
    print(f"# {program.__name__}")
    program()
