// How the events of a citizen's socket change the contact shown (protocol § 3.1). Pure: snapshot + events == fresh snapshot.
import type { CitizenContact, CitizenEvent, State } from "../shared/protocol.ts";

export function afterEvent(contact: CitizenContact, event: CitizenEvent): CitizenContact {
  switch (event.type) {
    case "snapshot":
      return event.contact;
    case "queue":
      return { ...contact, position: event.position, expected_wait: event.expected_wait };
    case "answered":
      return { ...contact, state: "active", counsellor: event.counsellor, position: null, expected_wait: null, returned: null };
    case "returned":
      return { ...contact, state: "queued", counsellor: null, returned: event.reason };
    case "transferred":
      return event.counsellor
        ? { ...contact, state: "active", counsellor: event.counsellor }
        : { ...contact, state: "queued", counsellor: null, returned: "transferred" };
    case "ended":
      return { ...contact, state: endState(contact.state), ended: { by: event.by, reason: event.reason }, position: null };
    case "seen":
      return { ...contact, seen: { ...contact.seen, [event.author]: event.seq } };
    default:
      return contact;
  }
}

function endState(state: State): State {
  if (state === "active") return "wrap_up";
  return state === "queued" || state === "offered" ? "abandoned" : state;
}

export function isWaiting(contact: CitizenContact | null): boolean {
  return contact?.state === "queued" || contact?.state === "offered";
}

export function isOver(contact: CitizenContact | null): boolean {
  return contact !== null && !isWaiting(contact) && contact.state !== "active";
}
