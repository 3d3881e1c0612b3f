// What a site that holds the chat is told of a conversation: that something happened, never what was said or by whom.
import type { ToHost } from "../shared/embedding.ts";
import type { CitizenContact } from "../shared/protocol.ts";
import { isOver, isWaiting } from "./contact.ts";

/** What is told when the contact shown turns from `before` into `now`; null is none. */
export function hostEvents(before: CitizenContact | null, now: CitizenContact | null): ToHost[] {
  if (!now) return [];
  const told: ToHost[] = [];
  if (isWaiting(now) && !sameWait(before, now)) {
    told.push({ type: "queue", position: now.position, expected_wait: now.expected_wait });
  }
  if (now.state === "active" && before?.state !== "active") told.push({ type: "assigned" });
  if (isOver(now) && !isOver(before)) {
    told.push({ type: "ended", by: now.ended?.by ?? "desk", reason: now.ended?.reason ?? "over" });
  }
  return told;
}

function sameWait(before: CitizenContact | null, now: CitizenContact): boolean {
  if (!before || !isWaiting(before) || before.position !== now.position) return false;
  return before.expected_wait?.from_seconds === now.expected_wait?.from_seconds
    && before.expected_wait?.to_seconds === now.expected_wait?.to_seconds;
}
