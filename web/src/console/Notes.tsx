// Notes of colleagues on this contact: another ground, «bare for oss».
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Conversation } from "./conversation.ts";

export function Notes({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const { talk } = staffTexts();
  const notes = conversation.notes.value;
  const pending = conversation.pendingNotes.value;
  if (notes.length + pending.length === 0) return null;
  return (
    // A long list scrolls, and whoever has no pointer must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section class="notes small" aria-label={talk.notes} tabIndex={0}>
      <ul>
        {notes.map((note) => (
          <li key={note.note_id}><bdi>{note.name}</bdi>, <span class="number">{clockTime(note.at, texts().dates)}</span>: <span class="wrap" dir="auto">{note.text}</span></li>
        ))}
        {pending.map((note) => (
          <li key={note.cid}>
            <span class="wrap" dir="auto">{note.text}</span> <span class="quiet">{note.refused ? talk.notSent : talk.sending}</span>
            {note.refused ? <button type="button" class="plain-button" onClick={() => conversation.mend(note.cid)}>{talk.edit}</button> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
