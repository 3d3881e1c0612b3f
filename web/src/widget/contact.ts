// How the events of a citizen's socket change the contact shown (protocol § 3.1). Pure: snapshot + events == fresh snapshot.
import type { CitizenContact, CitizenEvent, Person, State } from "../shared/protocol.ts";

export function afterEvent(contact: CitizenContact, event: CitizenEvent): CitizenContact {
  switch (event.type) {
    case "snapshot":
      return event.contact;
    case "queue":
      return { ...contact, position: event.position, expected_wait: event.expected_wait };
    case "answered":
      return { ...contact, state: "active", counsellor: event.counsellor, position: null, expected_wait: null, returned: null };
    case "returned":
      return { ...contact, state: "queued", counsellor: null, returned: event.reason, present: [] };
    case "transferred":
      return event.counsellor
        ? { ...contact, state: "active", counsellor: event.counsellor, present: without(contact.present, event.counsellor) }
        : { ...contact, state: "queued", counsellor: null, returned: "transferred", present: [] };
    case "joined":
      return { ...contact, present: [...without(contact.present, event.counsellor), event.counsellor] };
    case "left":
      return { ...contact, present: without(contact.present, event.counsellor) };
    case "ended":
      return { ...contact, state: endState(contact.state), ended: { by: event.by, reason: event.reason }, position: null, present: [] };
    case "seen":
      return { ...contact, seen: { ...contact.seen, [event.author]: event.seq } };
    default:
      return contact;
  }
}

/** Everybody but this one; whoever takes over a conversation she had joined is no guest there any more. */
function without(present: readonly Person[], person: Person): Person[] {
  return present.filter((one) => one.name !== person.name || one.centre !== person.centre);
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
