// Which view follows from what is known: pure, so that every turn of the page can be tried.

export type View =
  | "loading" | "before" | "closed" | "leaving" | "receipt" | "reading" | "conversation" | "after" | "displaced" | "erased";

/** Where the tab's contact stands; null without one, `unknown` before its first snapshot. */
export type Place = "unknown" | "waiting" | "talking" | "over" | "displaced" | null;

export interface Known {
  reading: boolean;
  receipt: boolean;
  leaving: boolean;
  erased: boolean;
  contact: Place;
  /** The chat's state; null before the desk has answered. */
  door: string | null;
}

/** A conversation goes before everything; then what the citizen has opened herself; then the door. */
export function viewOf(known: Known): View {
  if (known.contact === "displaced") return "displaced";
  if (known.contact === "talking") return "conversation";
  if (known.reading) return "reading";
  if (known.receipt) return "receipt";
  // The closed page has the same form in its place.
  if (known.leaving && (known.contact !== null || known.door === "open")) return "leaving";
  if (known.erased) return "erased";
  if (known.contact === "over") return "after";
  if (known.contact !== null) return known.contact === "waiting" ? "conversation" : "loading";
  if (known.door === null) return "loading";
  return known.door === "open" ? "before" : "closed";
}

/** Whether the page has turned by itself, because the desk opened or closed. */
export function isTurned(former: View, now: View): "opened" | "closed" | null {
  if (former === "closed" && now === "before") return "opened";
  return former === "before" && now === "closed" ? "closed" : null;
}
