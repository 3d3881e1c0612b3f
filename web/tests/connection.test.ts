// The connection keeps protocol § 3 and § 3.4.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Connection, SignedOut } from "../src/shared/connection.ts";
import { PlayedSocket } from "./fake_socket.ts";

interface Frame { type: string }
let sockets: PlayedSocket[] = [];
let states: string[] = [];
let heard: string[] = [];

const last = (): PlayedSocket => sockets.at(-1) as PlayedSocket;
const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};
const pass = async (ms: number): Promise<void> => {
  mock.timers.tick(ms);
  await settle();
};

function connect(extra: object = {}): Connection<Frame> {
  return new Connection<Frame>({
    open: () => {
      const socket = new PlayedSocket();
      sockets.push(socket);
      return socket;
    },
    hello: () => ({ type: "hello", v: 1, token: "t", last_seq: 3 }),
    onFrame: (frame) => heard.push(frame.type),
    onState: (state, code) => states.push(code === null ? state : `${state} ${code}`),
    random: () => 1,
    ...extra,
  });
}

beforeEach(() => {
  sockets = [];
  states = [];
  heard = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
});

test("hello is the first frame and the state is live after `live`", async () => {
  connect().start();
  await settle();
  last().goLive();
  assert.deepEqual(last().sent, [{ type: "hello", v: 1, token: "t", last_seq: 3 }]);
  assert.deepEqual(states, ["connecting", "live"]);
  assert.deepEqual(heard, ["snapshot", "live"]);
});

test("a heartbeat is answered from the message handler", async () => {
  connect().start();
  await settle();
  last().goLive();
  last().hear({ type: "heartbeat" });
  assert.deepEqual(last().sent.at(-1), { type: "heartbeat" });
});

test("fifteen silent seconds lead to a new socket", async () => {
  connect().start();
  await settle();
  last().goLive();
  await pass(14_999);
  assert.equal(states.at(-1), "live");
  await pass(1);
  assert.equal(states.at(-1), "lost");
  await pass(200);
  assert.equal(sockets.length, 2);
});

test("the first two attempts are given up after 1.5 s, later ones after 4 s", async () => {
  connect().start();
  await settle();
  await pass(1_500);
  await pass(400);
  assert.equal(sockets.length, 2);
  await pass(1_500);
  await pass(800);
  assert.equal(sockets.length, 3);
  await pass(3_999);
  assert.equal(sockets.length, 3);
  await pass(1);
  await pass(1_500);
  assert.equal(sockets.length, 4);
});

for (const code of [4400, 4401, 4403, 4408, 4409, 4410, 4429, 1000, 1009]) {
  test(`close code ${code} is final`, async () => {
    connect().start();
    await settle();
    last().goLive();
    await pass(20_000 - 15_000 - 100);
    last().hear({ type: "heartbeat" });
    last().drop(code);
    await pass(60_000);
    assert.equal(sockets.length, 1);
    assert.equal(states.at(-1), `stopped ${code}`);
  });
}

for (const code of [4450, 4458, 4459, 1001, 1005, 1006, 1011, 1012, 1013, 1015]) {
  test(`close code ${code} leads to a new socket`, async () => {
    connect().start();
    await settle();
    last().goLive();
    last().drop(code);
    await pass(1_500);
    assert.equal(sockets.length, 2);
  });
}

test("on move the new socket opens after after_ms and the old one closes at its live", async () => {
  connect().start();
  await settle();
  const old = last();
  old.goLive();
  old.hear({ type: "move", after_ms: 700 });
  await pass(699);
  assert.equal(sockets.length, 1);
  await pass(1);
  assert.equal(sockets.length, 2);
  last().accept();
  last().hear({ type: "snapshot" });
  assert.equal(old.readyState, 1);
  last().hear({ type: "live" });
  assert.equal(old.readyState, 3);
  assert.deepEqual(states, ["connecting", "live"]);
});

test("our own newer socket displacing the old one is not a displaced tab", async () => {
  const connection = connect();
  connection.start();
  await settle();
  const old = last();
  old.goLive();
  connection.online();
  await settle();
  last().accept();
  old.drop(4409);
  assert.notEqual(states.at(-1), "stopped 4409");
  last().hear({ type: "snapshot" });
  last().hear({ type: "live" });
  assert.equal(states.at(-1), "live");
});

test("online tries at once, whatever the waiting time", async () => {
  const connection = connect();
  connection.start();
  await settle();
  last().goLive();
  last().drop(1006);
  connection.online();
  await settle();
  assert.equal(sockets.length, 2);
});

test("offline is said at once and taken back by the next frame", async () => {
  const connection = connect();
  connection.start();
  await settle();
  last().goLive();
  connection.offline();
  assert.equal(states.at(-1), "lost");
  last().hear({ type: "heartbeat" });
  assert.equal(states.at(-1), "live");
});

test("staff get one new ticket after 4401, and then must sign in", async () => {
  let calls = 0;
  connect({
    retryTicket: true,
    hello: () => {
      calls += 1;
      if (calls > 1) throw new SignedOut();
      return { type: "hello" };
    },
  }).start();
  await settle();
  last().accept();
  last().drop(4401);
  await pass(1_500);
  assert.equal(calls, 2);
  assert.equal(states.at(-1), "stopped 4401");
});

test("nothing is sent before live", async () => {
  const connection = connect();
  connection.start();
  await settle();
  assert.equal(connection.send({ type: "typing" }), false);
  last().goLive();
  assert.equal(connection.send({ type: "typing" }), true);
});
