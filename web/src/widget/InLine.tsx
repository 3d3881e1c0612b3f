// The quiet card of those who wait: place, usual wait, and that a lost network does not cost the place.
import type { JSX } from "preact";
import type { CitizenContact } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { longWait } from "../shared/waits.ts";
import { Emergency } from "./Emergency.tsx";

export function InLine({ contact }: { contact: CitizenContact }): JSX.Element {
  const { waiting, wait } = texts();
  const range = longWait(contact.expected_wait, wait);
  return (
    <section class="in-line" aria-label={waiting.heading}>
      <div role="status">
        {reason(contact.returned)}
        <p class="place number">{contact.position === null ? waiting.heading : waiting.place(contact.position)}</p>
        <p>{range ? waiting.usual(range) : waiting.unknown}</p>
      </div>
      <p class="quiet small">{waiting.stay} {waiting.away}</p>
      <Emergency />
    </section>
  );
}

function reason(returned: string | null): JSX.Element | null {
  if (returned === null) return null;
  const { waiting } = texts();
  if (returned === "counsellor_gone") return <p>{waiting.returnedGone}</p>;
  return <p>{returned === "transferred" ? waiting.transferred : waiting.returnedTransfer}</p>;
}
