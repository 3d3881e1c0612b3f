// The chat's side of the channel to a site that holds it in a frame. Whoever may, stands in the page itself.
import { effect, signal } from "@preact/signals";
import type { Connect, ToFrame, ToHost } from "../shared/embedding.ts";
import { rememberLanguage } from "../shared/language.ts";
import { frameIsShown } from "../shared/looked_at.ts";
import type { CitizenContact, Language } from "../shared/protocol.ts";
import { isLasting, keepNothing } from "../shared/storage.ts";
import { language } from "../shared/texts/catalogue.ts";
import { isOver } from "./contact.ts";
import { conversation, problem } from "./model.ts";
import { hostEvents } from "./host_events.ts";
import { hostPage, mayHold, pageOf } from "./host_page.ts";

/** What the widget dispatches on its window when the frame is to be closed, or left in a hurry. */
const CLOSE = "desk:close";
const EXIT = "desk:exit";

/** True once a loader has handed over a port: only then is there anybody who can close the frame. */
export const held = signal(false);

let port: MessagePort | null = null;
let localeTold: Language | undefined;
let exited = false;

/** From now on, for as long as the page stands; without a frame around it nothing happens. */
export function listenToHost(): void {
  if (window.parent === window) return;
  addEventListener("message", (event: MessageEvent<Partial<Connect> | null>) => {
    const given = event.ports[0];
    const ours = event.source === window.parent && mayHold(event.origin, location.origin, namedHosts());
    if (ours && given && event.data?.desk === "connect" && event.data.v === 1) take(given);
  });
  addEventListener(CLOSE, () => tell({ type: "close" }));
  addEventListener(EXIT, () => {
    exited = true;
    tell({ type: "exit" });
  });
  addEventListener("beforeunload", askBeforeItIsLost);
  tellOfTheConversation();
}

/** Where nothing can be kept, the site's next page would lose the conversation: the browser asks first. */
function askBeforeItIsLost(event: BeforeUnloadEvent): void {
  const contact = conversation.peek()?.contact.peek() ?? null;
  if (contact && !isOver(contact) && !exited && !isLasting()) event.preventDefault();
}

function namedHosts(): string[] {
  const named = document.querySelector<HTMLMetaElement>("meta[name=embedding-sites]")?.content ?? "";
  return named.split(" ").filter((site) => site !== "");
}

function take(given: MessagePort): void {
  port?.close();
  port = given;
  port.onmessage = (event: MessageEvent<ToFrame>) => learn(event.data);
  held.value = true;
  tell({ type: "hello", v: 1 });
  tell({ type: "unread", unread: conversation.peek()?.unread.peek() ?? 0 });
}

function learn(told: ToFrame): void {
  frameIsShown(told.shown);
  hostPage.value = pageOf(told.context);
  if (told.consent === false) keepNothing();
  if (!told.locale || told.locale === localeTold) return;
  localeTold = told.locale;
  language.value = told.locale;
  rememberLanguage(told.locale);
}

function tell(said: ToHost): void {
  port?.postMessage(said);
}

function tellOfTheConversation(): void {
  let before: CitizenContact | null = null;
  let heard = 0;
  effect(() => {
    const now = conversation.value?.contact.value ?? null;
    for (const said of hostEvents(before, now)) tell(said);
    before = now;
  });
  effect(() => {
    const talk = conversation.value;
    const last = talk?.messages.value.findLast((message) => message.author === "counsellor")?.seq ?? 0;
    const fresh = talk?.network.peek() === "live" && last > heard;
    heard = last;
    // How many are unread is known only after the message itself.
    if (fresh) queueMicrotask(() => tell({ type: "message", unread: talk.unread.peek() }));
  });
  effect(() => tell({ type: "unread", unread: conversation.value?.unread.value ?? 0 }));
  effect(() => {
    if (problem.value) tell({ type: "error", code: problem.value.code });
  });
}
