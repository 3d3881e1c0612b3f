// Leaving in a hurry: at once, with nothing left in the tab, and no way back to it by the browser's button.
import { signal } from "@preact/signals";
import { forgetWhere, keepNothing, tabStore } from "../shared/storage.ts";
import { conversation } from "./model.ts";
import { exitForGood } from "./parting.ts";
import { tellGone } from "./tabs.ts";

/** A page that says nothing of where somebody has been, and that many have open. */
const NEUTRAL = "https://www.yr.no/";
/** Milliseconds in which a second Escape is meant as one with the first. */
const TWICE = 1_500;

/** True for a while after one Escape: one more leaves. */
export const oneMore = signal(false);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Two Escapes leave, wherever the focus is. */
export function leaveByEscape(): void {
  addEventListener("keydown", (event) => {
    // One that closes a dialog is meant for that alone.
    if (event.key !== "Escape" || event.repeat || event.isComposing || document.querySelector("dialog[open]")) return;
    clearTimeout(timer);
    if (oneMore.value) return leaveQuickly();
    oneMore.value = true;
    timer = setTimeout(() => { oneMore.value = false; }, TWICE);
  });
}

/**
 * What is on the screen goes first, for a slow network must not keep it there; then the conversation is left at the desk,
 * as far as it can be told, and everything in this tab and in the others that show the same is forgotten. An answer that is
 * still under way finds a page that keeps nothing and begins nothing.
 */
export function leaveQuickly(): void {
  document.body.replaceChildren();
  document.title = new URL(NEUTRAL).hostname;
  exitForGood();
  const talk = conversation.value;
  if (talk) tellGone(talk.contactId);
  talk?.leaveForGood();
  keepNothing();
  forgetWhere(tabStore(), (key) => key.startsWith("desk."));
  if (window.parent === window) return goUnseen();
  // The site that holds the frame shuts it, and is where she is then; a frame that nobody shuts begins anew, with nothing in it.
  dispatchEvent(new CustomEvent("desk:exit"));
  location.reload();
}

/** The neutral page does not learn where somebody comes from. */
function goUnseen(): void {
  const policy = document.createElement("meta");
  policy.name = "referrer";
  policy.content = "no-referrer";
  document.head.append(policy);
  location.replace(NEUTRAL);
}
