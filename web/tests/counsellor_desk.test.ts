// The counsellor's desk on sockets that come and go: no command is lost with the socket it was given by.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStore } from "../src/shared/storage.ts";
import { PlayedSocket } from "./fake_socket.ts";

const sockets: PlayedSocket[] = [];
const heard = new Map<string, () => void>();
class Opened extends PlayedSocket {
  constructor() {
    super();
    sockets.push(this);
  }
}
Object.assign(globalThis, {
  addEventListener: (kind: string, listener: () => void) => heard.set(kind, listener),
  removeEventListener: (kind: string) => heard.delete(kind),
  document: { addEventListener: () => undefined, removeEventListener: () => undefined },
  location: { protocol: "http:", host: "desk.example" },
  WebSocket: Opened,
  fetch: async () => Response.json({ ticket: "t" }),
});
const { CounsellorDesk } = await import("../src/console/desk.ts");

const SEATS = { chat: 0, phone: 0 };
const SNAPSHOT = {
  type: "snapshot", server_time: "2026-11-23T10:00:00.000Z", limits: {}, me: { counsellor_id: "me" }, presence: null, capacity: SEATS, load: SEATS,
  take_by_hand: true, wrap_up_nudge_seconds: 0, queue: [], offers: [], join_requests: [], contacts: [], joined: [],
};

async function opened(count: number): Promise<PlayedSocket> {
  while (sockets.length < count) await new Promise((resolve) => setImmediate(resolve));
  return sockets[count - 1] as PlayedSocket;
}

test("a command whose socket is replaced before its answer is given again by the newer one", async () => {
  const desk = new CounsellorDesk(memoryStore(), () => undefined);
  desk.start();
  const old = await opened(1);
  old.accept();
  old.hear(SNAPSHOT);
  old.hear({ type: "live" });
  const given = desk.command({ type: "end", contact_id: "c" });
  const command = old.sent.at(-1);
  heard.get("online")?.();
  const newer = await opened(2);
  newer.accept();
  newer.hear(SNAPSHOT);
  old.hear({ type: "ok", id: command?.["id"] });
  assert.deepEqual(newer.sent.at(-1), command);
  newer.hear({ type: "ok", id: command?.["id"] });
  assert.equal((await given).type, "ok");
  desk.stop();
});
