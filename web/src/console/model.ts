// The console's own state: who is signed in, which conversations stand side by side, and what was refused.
import { computed, effect, signal, untracked } from "@preact/signals";
import { second } from "../shared/now.ts";
import { read, tabStore, write } from "../shared/storage.ts";
import type { Me, Ok } from "../shared/protocol.ts";
import { signOut, whoAmI } from "../shared/sign_in.ts";
import type { Conversation } from "./conversation.ts";
import { CounsellorDesk, type FromColleagues } from "./desk.ts";
import { lists, loadColleagues, loadLists } from "./lists.ts";
import { colorsOf, onScreen, roomFor } from "./places.ts";
import type { Command } from "./unanswered.ts";

export type Door = "looking" | "outside" | "inside";

/** How long after its deadline an offer may still be answered by the desk (I8). */
const OFFER_ENDS_WITHIN = 5_000;
const REMEMBERED = 20;
const USUAL_LETTERS = 16;
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
/** Those that have been opened and not put aside, looked at last first. */
const recent = signal<readonly string[]>(read<string[]>(store, "desk.shown") ?? []);
const width = signal(widthNow());
addEventListener("resize", () => { width.value = widthNow(); });

/** Those that go on, as they came; then those that wait to be recorded. */
export const conversations = computed(() => {
  const all = desk.value?.conversations.value ?? [];
  const over = (one: Conversation): boolean => one.contact.value.state === "wrap_up";
  return [...all.filter((one) => !over(one)), ...all.filter(over)];
});
/** How many stand side by side. */
export const room = computed(() => roomFor(width.value, drawerOpen.value));
const ids = computed(() => onScreen(conversations.value.map((one) => one.id), recent.value, room.value).join(" "));
/** Those that stand side by side, in the order of the rail. */
export const open = computed(() => conversations.value.filter((one) => ids.value.split(" ").includes(one.id)));
/** The one that the keys and the drawer are about. */
export const current = computed(() => {
  const last = recent.value.find((id) => open.value.some((conversation) => conversation.id === id));
  return open.value.find((conversation) => conversation.id === last) ?? null;
});
/** Colours by conversation; they hold in the rail, on the tabs and over the panes alike. */
export const colors = signal<Readonly<Record<string, number>>>(read<Record<string, number>>(store, "desk.colors") ?? {});
/** Whether what stands on the screen is what the desk says now. */
export const live = computed(() => desk.value?.network.value === "live");
/** Offers that can still be answered: without a connection nobody can, and a deadline holds here as well. */
export const offers = computed(() => {
  const all = desk.value?.offers.value ?? [];
  if (all.length === 0 || desk.value?.closeCode.value !== null) return [];
  return all.filter((offer) => Date.parse(offer.expires_at) + OFFER_ENDS_WITHIN > second.value);
});

/** In pixels as if letters had their usual size: whoever has larger ones has room for less. */
function widthNow(): number {
  const letters = "getComputedStyle" in globalThis ? Number.parseFloat(getComputedStyle(document.documentElement).fontSize) : USUAL_LETTERS;
  return innerWidth * USUAL_LETTERS / (letters || USUAL_LETTERS);
}

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

/** Puts a conversation on the screen, in the place of the one that was looked at longest ago. */
export function show(id: string): void {
  focus(id);
}

export function hide(id: string): void {
  recent.value = recent.value.filter((other) => other !== id);
}

export function focus(id: string): void {
  if (recent.value[0] !== id) recent.value = [id, ...recent.value.filter((other) => other !== id)].slice(0, REMEMBERED);
}

function fail(code: string): void {
  problem.value = code;
}

/** Gives a command; what is refused is said once, in words. The desk's `ok`, or null. */
export async function ask(frame: Command): Promise<Ok | null> {
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
export async function give(frame: Command): Promise<boolean> {
  return (await ask(frame)) !== null;
}

/** What a colleague has no room for is said of her, not of me. */
export async function toColleague(frame: Command): Promise<boolean> {
  if (await give(frame)) return true;
  if (problem.value === "no_capacity") problem.value = "colleague_busy";
  return false;
}

async function fetchLists(): Promise<void> {
  if (lists.value || door.value !== "inside") return;
  await loadLists().catch(() => { setTimeout(() => void fetchLists(), LISTS_AGAIN); });
}

/** Which settings the lists were read under; topics change, and a console is open for days. */
let listsOf = 0;
effect(() => {
  const version = desk.value?.settingsVersion.value ?? 0;
  if (version === listsOf) return;
  const known = listsOf > 0;
  listsOf = version;
  // Without an answer the former lists serve: the desk says what it does not take.
  if (known) untracked(() => { if (lists.value) void loadLists().catch(() => undefined); });
});

async function refreshColleagues(): Promise<void> {
  if (door.value !== "inside") return;
  if (document.visibilityState === "visible") await loadColleagues().catch(() => undefined);
  setTimeout(() => void refreshColleagues(), COLLEAGUES_EVERY);
}

effect(() => write(store, "desk.shown", recent.value.length > 0 ? recent.value : null));
effect(() => {
  const all = conversations.value.map((one) => one.id);
  // Before the first snapshot nobody is known, and the colours of before the reload still hold.
  if (!desk.value?.me.value) return;
  colors.value = colorsOf(all, untracked(() => colors.value));
  write(store, "desk.colors", all.length > 0 ? colors.value : null);
});
