// What people write with ioredis and with node-redis, against whatever server listens on the port given. Prints what
// came back, with entry IDs replaced by their order of appearance, so that two servers can be compared.

import Redis from "ioredis";
import { createClient } from "redis";

const port = Number(process.argv[2]);
const known = new Map();

function show(title, value) {
  const text = JSON.stringify(value).replace(/\b\d{13}-\d+\b/g, (id) => {
    if (!known.has(id)) known.set(id, `<${known.size + 1}>`);
    return known.get(id);
  });
  console.log(`${title}: ${text}`);
}

// A busy machine may take its time, but not for ever.
async function until(met) {
  const deadline = Date.now() + 60000;
  while (!(await met())) {
    if (Date.now() > deadline) throw new Error("waited a minute in vain");
    await new Promise((done) => setTimeout(done, 5));
  }
}

function blocked(info) {
  return until(async () => /blocked_clients:1\r/.test(await info()));
}

async function withIoredis() {
  console.log("# ioredis");
  const redis = new Redis(port, "127.0.0.1");
  await redis.flushall();
  show("added", await redis.xadd("orders", "*", "product", "laptop", "price", "999"));
  show("added", await redis.xadd("orders", "*", "product", "mouse", "price", "29"));
  show("range", await redis.xrange("orders", "-", "+"));
  show("group", await redis.xgroup("CREATE", "orders", "packers", "0"));
  const ann = redis.duplicate();
  const got = await ann.xreadgroup("GROUP", "packers", "ann", "COUNT", 1, "STREAMS", "orders", ">");
  show("ann", got);
  const waits = redis.duplicate();
  const next = waits.xread("BLOCK", 60000, "STREAMS", "orders", "$");
  await blocked(() => redis.info("clients"));
  await redis.xadd("orders", "*", "product", "keyboard", "price", "79");
  show("woken", await next);
  show("pending", await redis.xpending("orders", "packers"));
  show("claimed", await redis.xautoclaim("orders", "packers", "bob", 0, "0-0"));
  const pipeline = redis.pipeline();
  for (let number = 0; number < 1000; number++) pipeline.rpush("list", number);
  const replies = await pipeline.exec();
  show("pipeline", [replies.length, replies[999]]);
  show("multi", await redis.multi().set("a", 1).incr("a").xlen("orders").exec());
  const listener = redis.duplicate();
  await listener.subscribe("news");
  const heard = new Promise((done) => listener.on("message", (...message) => done(message)));
  show("told", await redis.publish("news", "hello"));
  show("heard", await heard);
  show("binary", await redis.set(Buffer.from([0, 255, 10]), "x").then(() => redis.getBuffer(Buffer.from([0, 255, 10]))));
  await redis.xlen("list").catch((error) => show("refused", error.message));
  for (const client of [redis, ann, waits, listener]) client.disconnect();
}

async function withNodeRedis() {
  console.log("# node-redis");
  const client = createClient({ url: `redis://127.0.0.1:${port}` });
  await client.connect();
  await client.flushAll();
  for (const name of ["banana", "apple", "orange"]) show("added", await client.xAdd("fruits", "*", { name }));
  await client.xGroupCreate("fruits", "pickers", "0");
  show("read", await client.xReadGroup("pickers", "alice", { key: "fruits", id: ">" }, { COUNT: 2 }));
  show("pending", await client.xPending("fruits", "pickers"));
  const [first] = await client.xRange("fruits", "-", "+", { COUNT: 1 });
  show("acknowledged", await client.xAck("fruits", "pickers", first.id));
  show("claimed", await client.xAutoClaim("fruits", "pickers", "bob", 0, "0-0"));
  const groups = await client.xInfoGroups("fruits");
  show("groups", groups.map(({ name, pending, lag }) => [name, pending, lag]));
  const waits = client.duplicate();
  await waits.connect();
  const next = waits.xRead({ key: "fruits", id: "$" }, { BLOCK: 60000 });
  await blocked(() => client.info("clients"));
  await client.xAdd("fruits", "*", { name: "pear" });
  show("woken", await next);
  show("multi", await client.multi().set("a", "1").incr("a").exec());
  const listener = client.duplicate();
  await listener.connect();
  const heard = new Promise((done) => listener.subscribe("news", (...message) => done(message)));
  await until(() => client.publish("news", "hello"));
  show("heard", await heard);
  await client.xLen("a").catch((error) => show("refused", error.message));
  for (const each of [client, waits, listener]) each.destroy();
}

await withIoredis();
await withNodeRedis();
