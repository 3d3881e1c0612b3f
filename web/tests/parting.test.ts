// Leaving is told until the desk has it, a hasty exit stays one, and nothing is shown that has been taken back.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { CitizenContact } from "../src/shared/protocol.ts";
import { memoryStore } from "../src/shared/storage.ts";
import type { Conversation } from "../src/widget/conversation.ts";
import { PlayedSocket } from "./fake_socket.ts";

const KEPT = { contactId: "c1", token: "t1" };
const LIMITS = { text: 2_000, burst: 20, per_second: 2, unacknowledged: 16 };
const sockets: PlayedSocket[] = [];
const calls: { path: string; init: RequestInit | undefined; answer: (response: Response) => void }[] = [];
const page = new EventTarget();
const went: string[] = [];
const inHead: { name?: string; content?: string }[] = [];
const kept = memoryStore();
const played = {
  document: Object.assign(page, {
    visibilityState: "visible", hasFocus: () => true, getElementById: () => null, createElement: () => ({}), title: "",
    body: { replaceChildren: () => went.push("emptied") }, head: { append: (element: object) => inHead.push(element) },
  }),
  location: { protocol: "http:", host: "desk.test", replace: (url: string) => went.push(url) },
  sessionStorage: kept,
  window: { get parent() { return globalThis.window; } },
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
  WebSocket: class extends PlayedSocket {
    constructor() {
      super();
      sockets.push(this);
    }
  },
  fetch: (path: string, init?: RequestInit) => new Promise<Response>((answer) => { calls.push({ path, init, answer }); }),
};
const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
const real = new Map(Object.keys(played).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));

beforeEach(() => {
  for (const [name, value] of Object.entries(played)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  sockets.length = 0;
  calls.length = 0;
});
afterEach(() => {
  for (const [name, was] of real) {
    if (was) Object.defineProperty(globalThis, name, was);
    else Reflect.deleteProperty(globalThis, name);
  }
});

const contact = { contact_id: "c1", state: "active", seen: { citizen: 0, counsellor: 0 }, version: 1 } as unknown as CitizenContact;

async function lives(socket: PlayedSocket | undefined): Promise<PlayedSocket> {
  assert.ok(socket);
  socket.accept();
  socket.hear({ type: "snapshot", contact, last_seq: 0, server_time: "2026-11-23T09:00:00Z", limits: LIMITS });
  socket.hear({ type: "live" });
  await turn();
  return socket;
}

async function begun(): Promise<{ talk: Conversation; socket: PlayedSocket }> {
  const { Conversation } = await import("../src/widget/conversation.ts");
  const talk = new Conversation(KEPT, memoryStore(), () => undefined);
  talk.start();
  await turn();
  return { talk, socket: await lives(sockets.at(-1)) };
}

const leaves = (socket: PlayedSocket): number => socket.sent.filter((frame) => frame["type"] === "leave").length;

test("a leave that is refused or unanswered is said again until the contact is over", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { talk, socket } = await begun();
  talk.leave();
  const [first] = socket.sent.filter((frame) => frame["type"] === "leave");
  socket.hear({ type: "error", id: first?.["id"], code: "busy", message: "", details: {}, retry_after_ms: 300 });
  assert.deepEqual([talk.isUntold, leaves(socket)], [true, 1]);
  t.mock.timers.tick(300);
  assert.equal(leaves(socket), 2);
  t.mock.timers.tick(8_000);
  assert.equal(leaves(socket), 3);
  socket.hear({ type: "ended", by: "citizen", reason: "left" });
  t.mock.timers.tick(8_000);
  assert.deepEqual([talk.isUntold, leaves(socket)], [false, 3]);
  talk.stop();
});

test("a notice that a new socket does not tell again is taken off; one that it tells stays", async () => {
  const { talk, socket } = await begun();
  socket.hear({ type: "notice", text: "Kø" });
  for (let beat = 0; beat < 3; beat += 1) socket.hear({ type: "heartbeat" });
  assert.equal(talk.notice.value?.text, "Kø");
  for (const [told, stands] of [[true, "Kø"], [false, undefined]] as const) {
    networkReturns();
    await turn();
    const next = await lives(sockets.at(-1));
    next.hear({ type: "heartbeat" });
    if (told) next.hear({ type: "notice", text: "Kø" });
    assert.equal(talk.notice.value?.text, "Kø");
    next.hear({ type: "heartbeat" });
    assert.equal(talk.notice.value?.text, stands);
  }
  talk.stop();
});

function networkReturns(): void {
  page.dispatchEvent(new Event("online"));
}

test("a contact that comes after a hasty exit is left, and nothing of it is kept or begun", async () => {
  const model = await import("../src/widget/model.ts");
  const { leaveQuickly } = await import("../src/widget/exit.ts");
  const { change, leaving, receipt } = { ...model, ...(await import("../src/widget/leaving.ts")) };
  model.writeQuestion("Hva kan jeg bli?");
  change({ kind: "call", number: "+4722334455" });
  const asked = model.startChat();
  const left = model.leave();
  await turn();
  assert.deepEqual(calls.map((one) => one.path), ["/api/contacts", "/api/follow-ups"]);
  assert.ok(kept.length > 0);
  leaveQuickly();
  assert.deepEqual([went, inHead], [["emptied", "https://www.yr.no/"], [{ name: "referrer", content: "no-referrer" }]]);
  calls[0]?.answer(Response.json({ contact_id: "c9", token: "t9", limits: LIMITS }, { status: 201 }));
  calls[1]?.answer(Response.json({ follow_up_id: "f1", code: "AAAA", expires_at: "2026-11-30T09:00:00Z" }, { status: 201 }));
  await Promise.all([asked, left]);
  assert.deepEqual([calls.length, calls[2]?.path, leaving.value, receipt.value?.code], [3, "/api/contacts/self/leave", false, "AAAA"]);
  const { headers, keepalive, body } = calls[2]?.init ?? {};
  assert.deepEqual([(headers as Record<string, string>)["authorization"], keepalive, body], ["Bearer t9", true, '{"forget":true}']);
  assert.deepEqual([kept.length, model.conversation.value, sockets.length], [0, null, 0]);
});
