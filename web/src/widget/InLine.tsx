// The quiet card of those who wait: place, usual wait, that neither a lost network nor closing time costs the place.
import type { JSX } from "preact";
import { hourWords } from "../shared/dates.ts";
import type { CitizenContact } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { longWait } from "../shared/waits.ts";
import { Emergency } from "./Emergency.tsx";
import { desk, leaveInstead } from "./model.ts";

export function InLine({ contact }: { contact: CitizenContact }): JSX.Element {
  const { waiting, wait } = texts();
  const range = longWait(contact.expected_wait, wait);
  return (
    <section class="in-line" aria-label={waiting.heading}>
      <div role="status">
        {reason(contact.returned)}
        <p class="place number">{contact.position === null ? waiting.heading : waiting.place(contact.position)}</p>
        <p>{door() ?? (range ? waiting.usual(range) : waiting.unknown)}</p>
      </div>
      <p class="quiet small">{waiting.stay} {waiting.away}</p>
      <p><button type="button" class="ds-link" onClick={leaveInstead}>{waiting.instead}</button></p>
      <Emergency folded />
    </section>
  );
}

/** The door closes behind those in line: they keep their place, and read so. Null while newcomers are let in. */
function door(): string | null {
  const { waiting, dates } = texts();
  const chat = desk.chat.value;
  if (chat?.state === "last_call" && chat.closes_at) return waiting.closing(hourWords(chat.closes_at, dates));
  return chat?.state === "closed" ? waiting.closed : null;
}

function reason(returned: string | null): JSX.Element | null {
  if (returned === null) return null;
  const { waiting } = texts();
  if (returned === "counsellor_gone") return <p>{waiting.returnedGone}</p>;
  return <p>{returned === "transferred" ? waiting.transferred : waiting.returnedTransfer}</p>;
}
