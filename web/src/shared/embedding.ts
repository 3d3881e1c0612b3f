// What the loader on another site and the framed chat say to each other, over a port that only the two of them have.
import type { ExpectedWait, Language } from "./protocol.ts";

/** The first word, and the only one that goes over `window`: with it the loader hands over the port. */
export interface Connect { desk: "connect"; v: 1 }

/** Where on the site somebody is, if the site says so: nothing of it is read from the page. */
export interface Context { page?: string; county?: string }

/** All that the frame is told, whole each time. */
export interface ToFrame {
  shown: boolean;
  context: Context;
  /** What the site has changed the language to since; what somebody chose in the chat stands until then. */
  locale?: Language;
  /** Whether its visitor lets the site keep anything; null while the site has not said. */
  consent: boolean | null;
}

/** Nothing of these holds a word of a conversation, a name or a token: the site learns that something happens, not what. */
export type ToHost =
  | { type: "hello"; v: 1 }
  | { type: "close" }
  | { type: "exit" }
  | { type: "unread"; unread: number }
  | { type: "queue"; position: number | null; expected_wait: ExpectedWait | null }
  | { type: "assigned" }
  | { type: "message"; unread: number }
  | { type: "ended"; by: string; reason: string }
  | { type: "error"; code: string };
