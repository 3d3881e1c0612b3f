// What the made-up site knows of the chat, from the loader's events alone: whether it is open, and whether the desk is.
import { signal } from "@preact/signals";
import type { ChannelState, DeskState } from "../widget/standing.ts";
import { desk } from "./guidance_desk.ts";

export const shown = signal(false);
export const answer = signal<DeskState | null>(null);
/** True when nobody could say how the desk is. */
export const silent = signal(false);

export const chat = (): ChannelState | null => answer.value?.channels.chat ?? null;

export function listen(): void {
  desk("on", "open", () => { shown.value = true; });
  desk("on", "close", () => { shown.value = false; });
  desk("on", "availability", (told: unknown) => {
    answer.value = told as DeskState;
    silent.value = false;
  });
  desk("on", "error", (told: unknown) => {
    if ((told as { code: string }).code === "availability") silent.value = true;
  });
}
