// The console's own state: who is signed in, which conversations stand side by side, and what was refused.
import { computed, effect, signal } from "@preact/signals";
import { read, tabStore, write } from "../shared/storage.ts";
import type { Me, Ok } from "../shared/protocol.ts";
import { signOut, whoAmI } from "../shared/sign_in.ts";
import type { Conversation } from "./conversation.ts";
import { CounsellorDesk, type FromColleagues } from "./desk.ts";
import { lists, loadColleagues, loadLists } from "./lists.ts";

export type Door = "looking" | "outside" | "inside";

const SIDE_BY_SIDE = 2;
const COLLEAGUES_EVERY = 20_000;
const LISTS_AGAIN = 3_000;
const store = tabStore();

export const door = signal<Door>("looking");
/** True when the sign-in ran out under way, so that the page can say so. */
export const expired = signal(false);
export const desk = signal<CounsellorDesk | null>(null);
/** What a colleague has answered last. */
export const fromColleagues = signal<FromColleagues | null>(null);
export const problem = signal<string | null>(null);
/** Open from the start where there is room for it beside the conversations. */
export const drawerOpen = signal(matchMedia("(min-width: 58.01rem)").matches);
const shown = signal<readonly string[]>(read<string[]>(store, "desk.shown") ?? []);
const focused = signal<string | null>(null);

export const conversations = computed(() => desk.value?.conversations.value ?? []);
/** Those that stand side by side, at most two, in the order in which they were opened. */
export const open = computed(() => shown.value
  .map((id) => conversations.value.find((conversation) => conversation.id === id))
  .filter((conversation): conversation is Conversation => conversation !== undefined));
/** The one that the keys and the drawer are about. */
export const current = computed(() => open.value.find((conversation) => conversation.id === focused.value) ?? open.value[0] ?? null);

export async function begin(): Promise<void> {
  try {
    const me = await whoAmI();
    if (me) enter(me);
    else door.value = "outside";
  } catch {
    door.value = "outside";
  }
}

export function enter(_me: Me): void {
  expired.value = false;
  door.value = "inside";
  const made = desk.value ?? new CounsellorDesk(store, () => {
    expired.value = true;
    door.value = "outside";
  }, (event) => { fromColleagues.value = null; fromColleagues.value = event; });
  desk.value = made;
  made.start();
  void fetchLists();
  void refreshColleagues();
}

/** Whoever signs out leaves nothing of a conversation in the tab; the draft of a wrap-up is kept by the desk. */
export async function leave(): Promise<void> {
  await signOut().catch(() => undefined);
  for (const conversation of conversations.value) conversation.forget();
  desk.value?.stop();
  desk.value = null;
  door.value = "outside";
}

/** Puts a conversation on the screen; when both places are taken, beside the one in focus. */
export function show(id: string): void {
  if (!shown.value.includes(id)) {
    const kept = open.value.map((conversation) => conversation.id);
    const room = kept.length < SIDE_BY_SIDE ? kept : kept.filter((other) => other === focused.value).slice(0, 1);
    shown.value = [...room, id];
  }
  focus(id);
}

export function hide(id: string): void {
  shown.value = shown.value.filter((other) => other !== id);
}

export function focus(id: string): void {
  if (focused.value !== id) focused.value = id;
}

function fail(code: string): void {
  problem.value = code;
}

/** Gives a command; what is refused is said once, in words. The desk's `ok`, or null. */
export async function ask(frame: object): Promise<Ok | null> {
  const at = desk.value;
  if (!at) return null;
  try {
    const answer = await at.command(frame);
    problem.value = null;
    return answer;
  } catch (code) {
    fail(String(code));
    return null;
  }
}

/** True when it was done. */
export async function give(frame: object): Promise<boolean> {
  return (await ask(frame)) !== null;
}

/** What a colleague has no room for is said of her, not of me. */
export async function toColleague(frame: object): Promise<boolean> {
  if (await give(frame)) return true;
  if (problem.value === "no_capacity") problem.value = "colleague_busy";
  return false;
}

async function fetchLists(): Promise<void> {
  if (lists.value || door.value !== "inside") return;
  await loadLists().catch(() => { setTimeout(() => void fetchLists(), LISTS_AGAIN); });
}

async function refreshColleagues(): Promise<void> {
  if (door.value !== "inside") return;
  if (document.visibilityState === "visible") await loadColleagues().catch(() => undefined);
  setTimeout(() => void refreshColleagues(), COLLEAGUES_EVERY);
}

effect(() => write(store, "desk.shown", shown.value.length > 0 ? shown.value : null));
