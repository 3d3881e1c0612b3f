// Whether the desk is open: asked once, each minute while somebody looks, and when somebody looks again.
import { emit } from "./events.ts";
import { origin } from "./options.ts";
import { type Chat, standingOf, type Words } from "./words.ts";

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

export const standing = (words: Words): string => standingOf(chat, words);
