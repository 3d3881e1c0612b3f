// A file on its way: how far it is, when it is broken, and that it can be stopped.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tookTooLong } from "../src/settings/refusal.ts";
import { refused } from "../src/shared/http.ts";
import { piecesOf, type Progress } from "../src/statistics/download.ts";

function answer(parts: readonly string[], rows: number | null, kind = "text/csv; charset=utf-8"): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (source) => {
      for (const part of parts) source.enqueue(new TextEncoder().encode(part));
      source.close();
    },
  });
  return new Response(body, { headers: { "content-type": kind, ...(rows === null ? {} : { "desk-rows": String(rows) }) } });
}

const never = (): AbortSignal => new AbortController().signal;

test("rows are told as they come, the names not among them", async () => {
  const told: Progress[] = [];
  const pieces = await piecesOf(answer(["a;b\r\n1;2\r\n", "3;", "4\r\n"], 2), never(), (now) => told.push(now));
  assert.deepEqual(told.map(({ rows, all }) => [rows, all]), [[1, 2], [1, 2], [2, 2]]);
  assert.equal(await new Blob(pieces).text(), "a;b\r\n1;2\r\n3;4\r\n");
  assert.equal(told.at(-1)?.bytes, 15);
});

test("a file that ends too early is no file", async () => {
  await assert.rejects(piecesOf(answer(["a;b\r\n1;2\r\n"], 2), never(), () => undefined), { status: 0 });
});

test("of a workbook only its size is known", async () => {
  const told: Progress[] = [];
  await piecesOf(answer(["PK", "\n\n"], 9, "application/zip"), never(), (now) => told.push(now));
  assert.deepEqual(told.at(-1), { bytes: 4, rows: 0, all: null });
});

test("who stops it is told so, and not that it failed", async () => {
  const stop = new AbortController();
  const body = new ReadableStream<Uint8Array>({ pull: (source) => { stop.abort(); source.error(stop.signal.reason); } });
  const response = new Response(body, { headers: { "content-type": "text/csv" } });
  await assert.rejects(piecesOf(response, stop.signal, () => undefined), { name: "AbortError" });
});

test("a file that took the desk too long is told apart from a desk that cannot be reached", async () => {
  const body = { error: { code: "report_too_long", message: "It took longer.", details: {} } };
  assert.equal(tookTooLong(await refused(new Response(JSON.stringify(body), { status: 503 }))), true);
  const broken = await refused(new Response("<html>", { status: 502 }));
  assert.deepEqual([tookTooLong(broken), broken.code, broken.status], [false, "unavailable", 502]);
});
