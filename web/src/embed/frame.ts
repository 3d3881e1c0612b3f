// The chat itself, in a frame from the desk's own origin. Nothing of it is asked for before somebody opens it.
import type { ToFrame, ToHost } from "../shared/embedding.ts";
import { origin } from "./options.ts";
import { elsewhere, panel, shut } from "./parts.ts";

/** Milliseconds; a slow phone in a tunnel needs a few seconds, and the way out stands there all the time. */
const PATIENCE = 10_000;

let frame: HTMLIFrameElement | null = null;
let port: MessagePort | undefined;
let patience: ReturnType<typeof setTimeout> | undefined;

/** Loads the chat if it is not there; `hear` gets what it says, `failed` is called when it says nothing. */
export function mount(language: string, title: string, hear: (said: ToHost) => void, failed: () => void): void {
  if (frame) return;
  frame = document.createElement("iframe");
  frame.title = title;
  frame.allow = "autoplay;clipboard-write";
  frame.referrerPolicy = "strict-origin";
  frame.src = `${origin}/chat?embedded=${language}`;
  frame.onload = () => connect(hear);
  shut.hidden = false;
  elsewhere.hidden = true;
  elsewhere.href = `${origin}/chat?language=${language}`;
  patience = setTimeout(() => {
    elsewhere.hidden = false;
    failed();
  }, PATIENCE);
  panel.append(frame);
}

/** The frame is handed its end of a new channel each time it has loaded; only a page of the desk's origin gets it. */
function connect(hear: (said: ToHost) => void): void {
  const { port1, port2 } = new MessageChannel();
  port?.close();
  port = port1;
  port.onmessage = (event: MessageEvent<ToHost>) => {
    clearTimeout(patience);
    shut.hidden = elsewhere.hidden = true;
    hear(event.data);
  };
  frame?.contentWindow?.postMessage({ desk: "connect", v: 1 }, origin, [port2]);
}

/** What the frame is to know; told whole at each change. */
export const state: ToFrame = { shown: false, context: {}, consent: null };

export function tell(changed: Partial<ToFrame>): void {
  Object.assign(state, changed);
  port?.postMessage(state);
}

export function focus(): void {
  frame?.focus();
}

/** Nothing of the chat stays on the page. */
export function remove(): void {
  clearTimeout(patience);
  port?.close();
  frame?.remove();
  frame = null;
}
