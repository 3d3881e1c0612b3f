// The single keys of the console. They rest while somebody writes, and can be turned off (WCAG 2.1.4).
import { signal } from "@preact/signals";
import { accept, decline, firstOffer, flag, held, openNth, openWaiting, setPresence } from "./actions.ts";
import { asking, declineToJoin, firstRequest, isMine, joinIn, moving } from "./company.ts";
import { focusSoon } from "./focus.ts";
import { current, desk, drawerOpen } from "./model.ts";

const KEY = "desk.keys";

export const keysOn = signal(recalled());
export const keysShown = signal(false);
export const paletteShown = signal(false);
/** The conversation that is to be ended, once confirmed. */
export const ending = signal<string | null>(null);

const ACTIONS: Record<string, () => void> = {
  a: () => yes(),
  d: () => no(),
  n: openWaiting,
  r: () => void setPresence("ready"),
  p: () => void setPresence("break"),
  w: () => { drawerOpen.value = true; void focusSoon("topic-search"); },
  e: () => { if (isMine(current.value)) ending.value = current.value.id; },
  k: () => { if (isMine(current.value) && !current.value.contact.value.follow_up) asking.value = current.value.id; },
  m: () => { if (isMine(current.value)) void flag(current.value); },
  s: () => { if (isMine(current.value)) moving.value = current.value.id; },
  "1": () => openNth(0),
  "2": () => openNth(1),
  "3": () => openNth(2),
  "?": () => { keysShown.value = true; },
};

/** Most keys wait for a pause, so that a sentence typed beside the field does nothing. */
const CAREFUL: ReadonlySet<string> = new Set(["d", "e", "k", "m", "p", "r", "s", "?"]);
const PAUSE = 300;
let careful: ReturnType<typeof setTimeout> | undefined;

/** To the offer, else to the colleague who asks. */
function yes(): void {
  const [offer, request] = [firstOffer(), firstRequest()];
  if (offer) void accept(offer);
  else if (request) void joinIn(request);
}

function no(): void {
  const [offer, request] = [firstOffer(), firstRequest()];
  if (offer) void decline(offer);
  else if (request) void declineToJoin(request);
}

/** Listens for as long as the page lives. */
export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    clearTimeout(careful);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return openPalette(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape") return leaveField(event.target);
    if (writing(event.target) || document.querySelector("dialog[open]")) return;
    if (held.value || (!keysOn.value && event.key !== "?")) return;
    const key = event.key.toLowerCase();
    const action = ACTIONS[key];
    if (!action) return;
    event.preventDefault();
    if (CAREFUL.has(key)) careful = setTimeout(action, PAUSE);
    else action();
  });
}

/** Works in a field too: it is no single key. */
function openPalette(event: KeyboardEvent): void {
  if (!desk.value) return;
  event.preventDefault();
  if (!document.querySelector("dialog[open]")) paletteShown.value = true;
}

export function setKeys(on: boolean): void {
  keysOn.value = on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // Then it holds for this page.
  }
}

function writing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    && !(target instanceof HTMLInputElement && /^(radio|checkbox)$/.test(target.type));
}

/** Out of a field to the part of the page that it stands in, so that the keys work. */
function leaveField(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement) || !writing(target)) return;
  const part = target.closest<HTMLElement>("[data-part]");
  if (part) part.focus();
  else target.blur();
}

function recalled(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
