// Reading again and again: an answer that still holds is not handed out a second time.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { HttpError, readAnew } from "../src/shared/http.ts";

test("what still holds is null, so that nobody sets a clock by an old instant", async () => {
  const server = createServer((request, response) => {
    if (request.url === "/away") response.writeHead(503).end("{}");
    else if (request.headers["if-none-match"] === 'W/"a"') response.writeHead(304).end();
    else response.writeHead(200, { etag: 'W/"a"' }).end('{"at":1}');
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const first = await readAnew<{ at: number }>(address, null);
    assert.deepEqual(first, { answer: { at: 1 }, tag: 'W/"a"' });
    assert.equal(await readAnew(address, first?.tag ?? null), null);
    assert.deepEqual((await readAnew(address, 'W/"b"'))?.answer, { at: 1 });
    await assert.rejects(readAnew(`${address}/away`, null), (error) => error instanceof HttpError && error.code === "unavailable");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
