// The message path on socket.io: one commit a message, the receipt is the emit to the room after it.
import { createServer } from "node:http";

import { createAdapter } from "@socket.io/redis-streams-adapter";
import pg from "pg";
import { createClient } from "redis";
import { Server } from "socket.io";

const { DATABASE_URL, VALKEY_SOCKET } = process.env;
const PORT = Number(process.argv[2]);
const POOL = 10;

// One statement is one transaction: the conversation's row stays locked while its number rises.
const APPEND = {
  name: "append",
  text: `WITH next AS (
      UPDATE conversation SET last_seq = last_seq + 1 WHERE id = $1 AND NOT EXISTS (
        SELECT FROM message WHERE conversation = $1 AND author = $2 AND cid = $3)
      RETURNING last_seq)
    INSERT INTO message (conversation, seq, cid, author, text)
    SELECT $1, last_seq, $3, $2, $4 FROM next RETURNING seq::int, cid, author, text, at`,
};
const KNOWN = {
  name: "known",
  text: `SELECT seq::int, cid, author, text, at FROM message
    WHERE conversation = $1 AND author = $2 AND cid = $3`,
};

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: POOL });
const valkey = createClient({ socket: { path: VALKEY_SOCKET } });
valkey.on("error", (error) => console.error("valkey:", error.message));
await valkey.connect();

const http = createServer((_, answer) => answer.end("ready"));
const io = new Server(http, {
  adapter: createAdapter(valkey, { onlyPlaintext: true }),
  maxHttpBufferSize: 32_768,
  serveClient: false,
});

async function store(conversation, side, { cid, text }) {
  const { rows } = await pool.query({ ...APPEND, values: [conversation, side, cid, text] });
  return rows[0] ?? (await pool.query({ ...KNOWN, values: [conversation, side, cid] })).rows[0];
}

io.on("connection", (socket) => {
  const { conversation, side } = socket.handshake.auth;
  socket.join(conversation);
  socket.on("message", async (message) => {
    try {
      const stored = await store(conversation, side, message);
      io.to(conversation).emit("message", stored);
    } catch (error) {
      console.error("message:", error.message);
      socket.emit("refused", { cid: message.cid });
    }
  });
});

http.listen(PORT, "127.0.0.1");
