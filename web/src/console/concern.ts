// What to do when a life may be at stake: the desk's routine and its numbers, which its operator sets.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { Named } from "./lists.ts";

export interface EmergencyLine { number: string; name: Named; when?: Named | null; about?: Named | null }
/** `draft`: nobody at the service has answered for it yet. */
export interface Concern { draft: boolean; steps: Named[]; lines: EmergencyLine[] }

/** Null until the desk has told it. */
export const concern = signal<Concern | null>(null);
export const concernFailed = signal(false);

/** Read when the console begins, so that it is there when it is needed, and again whenever it is opened. */
export async function loadConcern(): Promise<void> {
  try {
    concern.value = await call<Concern>("/api/concern");
    concernFailed.value = false;
  } catch {
    concernFailed.value = true;
  }
}

/** The numbers of the desk; until it has told them, those that every page has. */
export function emergencyLines(): EmergencyLine[] {
  if (concern.value) return concern.value.lines;
  return texts().emergency.lines.map(({ number, text }) => ({ number, name: { nb: text, nn: text, en: text } }));
}
