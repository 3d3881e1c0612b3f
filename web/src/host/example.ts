// What the live example shows: where the loader is, and what has happened so far.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import { type Command, desk, EVENTS } from "./guidance_desk.ts";

export interface Addresses { src: string; pinned: string; integrity: string; frame: string }
export interface Happened { number: number; name: string; detail: string }

const KEPT = 20;

export const addresses = signal<Addresses | null>(null);
export const happened = signal<readonly Happened[]>([]);

/** Every command with parts that show what it does. */
export const COMMANDS: readonly Exclude<Command, (...parts: never[]) => void>[] = [
  ["open"], ["close"], ["toggle"], ["hide"], ["show"], ["setLocale", "nn"], ["setLocale", "en"],
  ["setContext", { page: "/lan-og-stipend" }], ["consent", true], ["consent", false], ["destroy"],
];

export function listenToAll(): void {
  for (const name of EVENTS) desk("on", name, (detail: unknown) => note(name, detail));
}

export async function readAddresses(): Promise<void> {
  addresses.value = await call<Addresses>("/embed.json").catch(() => null);
}

function note(name: string, detail: unknown): void {
  const number = (happened.value[0]?.number ?? 0) + 1;
  happened.value = [{ number, name, detail: JSON.stringify(detail) }, ...happened.value].slice(0, KEPT);
}
