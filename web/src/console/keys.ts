// The single keys of the console. They rest while somebody writes, and can be turned off (WCAG 2.1.4).
import { signal } from "@preact/signals";
import { held } from "./actions.ts";
import { byKey, isPossible } from "./commands.ts";
import { paletteShown } from "./dialogs.ts";
import { nextPart } from "./focus.ts";
import { desk } from "./model.ts";

export { ending, keysShown, paletteShown } from "./dialogs.ts";

const KEY = "desk.keys";
const PAUSE = 300;

export const keysOn = signal(recalled());
let careful: ReturnType<typeof setTimeout> | undefined;

/** Listens for as long as the page lives. */
export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    clearTimeout(careful);
    if (event.isComposing || event.defaultPrevented || !desk.value) return;
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") return openPalette(event);
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return finish(event);
    if (event.key === "F6" && !event.ctrlKey && !event.metaKey && !event.altKey) return goOn(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return leaveField(event.target);
    if (writing(event.target) || document.querySelector("dialog[open]")) return;
    single(event);
  });
}

/** A key held down does a thing once; one that means nothing now does nothing. */
function single(event: KeyboardEvent): void {
  if (event.repeat || held.value || (!keysOn.value && event.key !== "?")) return;
  const key = event.key.toLowerCase();
  const command = byKey(key);
  if (!command || !isPossible(command)) return;
  event.preventDefault();
  // What is possible may not be so any more after the pause.
  const run = (): void => { if (isPossible(command)) command.run?.(key); };
  if (command.careful) careful = setTimeout(run, PAUSE);
  else run();
}

/** Works in a field too: it is no single key. */
function openPalette(event: KeyboardEvent): void {
  event.preventDefault();
  if (!document.querySelector("dialog[open]")) paletteShown.value = true;
}

/** The form one is in, from whichever of its fields. */
function finish(event: KeyboardEvent): void {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form.wrap-up") : null;
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

function goOn(event: KeyboardEvent): void {
  event.preventDefault();
  if (!document.querySelector("dialog[open]")) nextPart(event.shiftKey ? -1 : 1);
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
