// Calls that the desk's own line never saw: one key starts the time, and whatever happens to the network, it is registered.
import { effect, signal, untracked } from "@preact/signals";
import { call, HttpError } from "../shared/http.ts";
import { newId } from "../shared/ids.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import type { ContactView, Language } from "../shared/protocol.ts";
import { read, tabStore, write } from "../shared/storage.ts";
import { careTexts } from "../shared/texts/care.ts";
import { open } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import { conversations, desk, give, problem } from "./model.ts";

/** So long a call that was begun by mistake can be taken back; afterwards it counts. */
export const UNDO_WITHIN = 3_000;
export const SPOKEN: readonly Language[] = ["nb", "nn", "en", "se"];
const AGAIN = 3_000;
const COMES_WITHIN = 5_000;
const KEY = "desk.call";
const LANGUAGE_KEY = "desk.call-language";

export interface Call { request_id: string; language: Language; started_at: string; ended_at: string | null; counsellor_id: string }

const store = tabStore();
/** The call that is not registered yet; it outlives a reload. */
export const begun = signal<Call | null>(read<Call>(store, KEY));
/** Why the desk will not have it; null while it may still. */
export const refused = signal<string | null>(null);
/** True for as long as it can be taken back without a trace. */
export const undoable = signal(false);
let timer: ReturnType<typeof setTimeout> | undefined;
let sending = false;

/** A call of this kind, and no call back that somebody asked for: it has no citizen at the other end who reads. */
export function isCall(contact: Pick<ContactView, "channel" | "follow_up">): boolean {
  return contact.channel === "phone" && contact.follow_up === null;
}

/** The time runs from here. One call at a time: a second one leads to the first. */
export function startCall(): void {
  const { call: t } = careTexts();
  const me = desk.value?.me.value?.counsellor_id;
  const going = conversations.value.find((one) => isCall(one.contact.value) && one.contact.value.state === "active");
  if (going) {
    announce(t.already);
    void open(going.id);
  } else if (me && !begun.value) {
    keep({ request_id: newId(), language: usualLanguage(), started_at: instant(deskNow()), ended_at: null, counsellor_id: me });
    undoable.value = true;
    announce(`${t.title}. ${t.running}.`);
    later(UNDO_WITHIN);
  }
}

/** Nothing of it is registered. */
export function undoCall(): void {
  clearTimeout(timer);
  keep(null);
  announce(careTexts().call.undone);
}

export function speak(language: Language): void {
  if (begun.value) keep({ ...begun.value, language });
}

/** It is over before it could be registered; then it is registered whole. */
export function hangUp(): void {
  if (!begun.value) return;
  keep({ ...begun.value, ended_at: instant(deskNow()) });
  void register();
}

/** Registers a call that is over; `done` clears the way to its wrap-up, which is opened then. Throws HttpError, whose details say which field is wrong. */
export async function registerEnded(past: Omit<Call, "counsellor_id">, done: () => void): Promise<void> {
  remember(past.language);
  const { contact_id } = await post(past);
  done();
  const conversation = await come(contact_id);
  if (conversation) await open(conversation.id);
}

/** Of a call that is registered; false when it is refused, which is said like any other refusal. */
export async function setLanguage(contactId: string, language: Language): Promise<boolean> {
  remember(language);
  try {
    await call<null>(`/api/contacts/${contactId}/language`, { method: "PUT", staff: true, body: { language } });
    problem.value = null;
    return true;
  } catch (error) {
    problem.value = error instanceof HttpError && error.status !== 0 ? error.code : "unavailable";
    return false;
  }
}

export function usualLanguage(): Language {
  return read<Language>(store, LANGUAGE_KEY) ?? "nb";
}

async function register(): Promise<void> {
  const mine = begun.value;
  if (!mine || sending || desk.value?.me.value?.counsellor_id !== mine.counsellor_id) return;
  sending = true;
  undoable.value = false;
  remember(mine.language);
  try {
    const { contact_id } = await post(mine);
    const now = begun.value ?? mine;
    keep(null);
    const conversation = await come(contact_id);
    // The answer to the first try may have been lost: then the desk knows neither that the call is over nor its language.
    if (now.ended_at !== null && conversation?.contact.value.state === "active") await give({ type: "end", contact_id });
    if (conversation && conversation.contact.value.language !== now.language) await setLanguage(contact_id, now.language);
    await opened(conversation);
  } catch (error) {
    failed(error);
  } finally {
    sending = false;
  }
}

function post({ request_id, language, started_at, ended_at }: Omit<Call, "counsellor_id">): Promise<{ contact_id: string }> {
  const body = { request_id, language, started_at, ended_at, wrap_up: null };
  return call("/api/contacts/phone", { method: "POST", staff: true, body });
}

/** A desk that cannot be reached is asked again; one that says no is not. */
function failed(error: unknown): void {
  const passing = !(error instanceof HttpError) || error.status === 0 || error.status >= 500 || error.status === 429 || error.status === 401;
  if (passing) later(AGAIN);
  else refused.value = error.code;
}

/** Its notes or its form, as soon as the contact has come; a field that somebody writes in keeps the cursor. */
async function opened(conversation: Conversation | null): Promise<void> {
  const writing = document.activeElement?.closest("textarea, input:not([type=radio]):not([type=checkbox])") && !document.activeElement.closest(".call-strip");
  if (writing) return;
  if (conversation) await open(conversation.id);
}

/** The contact's frame may come a moment after the answer. */
function come(contactId: string): Promise<Conversation | null> {
  return new Promise((resolve) => {
    const find = (): Conversation | undefined => conversations.value.find((one) => one.id === contactId);
    const finish = (found: Conversation | null): void => {
      clearTimeout(late);
      queueMicrotask(() => stop());
      resolve(found);
    };
    const late = setTimeout(() => finish(null), COMES_WITHIN);
    const stop = effect(() => { if (find()) finish(find() ?? null); });
  });
}

function keep(next: Call | null): void {
  begun.value = next;
  refused.value = null;
  if (next === null) undoable.value = false;
  write(store, KEY, next);
}

function later(milliseconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void register(), milliseconds);
}

function remember(language: Language): void {
  write(store, LANGUAGE_KEY, language);
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

// After a reload, or when the network is back; somebody else's call, left in this tab, is not mine to register.
effect(() => {
  const me = desk.value?.network.value === "live" ? desk.value.me.value?.counsellor_id : undefined;
  if (!me) return;
  untracked(() => {
    if (!begun.value || undoable.value) return;
    if (begun.value.counsellor_id === me) void register();
    else keep(null);
  });
});
