// Whether the desk is open: asked once, each minute while somebody looks, and when somebody looks again.
import { emit } from "./events.ts";
import { origin } from "./options.ts";
import type { Words } from "./words.ts";

interface Chat { state: string; reason: string | null; expected_wait: { from_seconds: number; to_seconds: number } | null }

let chat: Chat | null = null;

/** Asks unless nobody looks; `learned` is called when there is an answer or none. */
export async function look(learned: () => void): Promise<void> {
  if (document.hidden) return;
  try {
    const desk = await (await fetch(`${origin}/api/desk`)).json();
    chat = desk.channels.chat as Chat;
    emit("availability", desk);
  } catch {
    chat = null;
    emit("error", { code: "availability" });
  }
  learned();
}

/** «Åpent – svar om 1–4 min»; empty while nobody knows. */
export function standing(words: Words): string {
  if (!chat) return "";
  if (chat.state !== "open") return words.closed;
  const wait = chat.expected_wait;
  if (!wait || chat.reason) return words.open;
  const from = Math.floor(wait.from_seconds / 60) || 1;
  const to = Math.ceil(wait.to_seconds / 60);
  return words.wait.replace("{}", from < to ? `${from}–${to}` : `${to}`);
}
