// Whether the chat is open on this page, and whether the desk is.
import { signal } from "@preact/signals";
import { DeskWatch } from "../widget/desk.ts";

export const watch = new DeskWatch();
/** True from the first click: only then does the page load anything of the chat. */
export const loaded = signal(false);
export const shown = signal(false);

export const OPEN_BUTTON = "open-chat";
export const FRAME = "chat-frame";

export function openChat(): void {
  loaded.value = true;
  shown.value = true;
  requestAnimationFrame(() => document.getElementById(FRAME)?.focus());
}

export function closeChat(): void {
  shown.value = false;
  document.getElementById(OPEN_BUTTON)?.focus();
}

/** The framed chat asks to be closed; only our own frame on our own origin is heard. */
export function listenToChat(): void {
  addEventListener("message", (event: MessageEvent<{ desk?: string } | null>) => {
    const frame = document.getElementById(FRAME);
    const ours = frame instanceof HTMLIFrameElement && event.source === frame.contentWindow;
    if (ours && event.origin === location.origin && event.data?.desk === "close") closeChat();
  });
}
