// What was said in a conversation, as the desk keeps it, for one who has given a reason.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { when } from "../settings/when.ts";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Opened, Said } from "./conversation.ts";

interface ConversationProps { opened: Opened; reason: string; onClose: () => void }

export function Conversation({ opened, reason, onClose }: ConversationProps): JSX.Element {
  const { opening: t } = accountsTexts();
  const { channel, talk } = staffTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { heading.current?.focus(); }, []);
  const who = (said: Said): string => said.name ?? (said.author === "citizen" ? opened.alias ?? t.citizen : t.desk);
  return (
    <>
      <section class="card" aria-labelledby="opened">
        <h2 id="opened" tabIndex={-1} ref={heading}>{t.opened(channel[opened.channel], when(opened.arrived_at))}</h2>
        <p class="quiet small wrap">{t.id} {opened.contact_id}</p>
        <p class="small wrap" dir="auto">{t.isLogged(reason)}</p>
        <p><button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{t.close}</button></p>
      </section>
      <section class="card" aria-labelledby="opened-said">
        <h2 id="opened-said">{t.said}</h2>
        {opened.messages.length === 0 ? <p>{t.nothing}</p> : null}
        <ol class="spoken">
          {opened.messages.map((one) => (
            <li key={one.seq} data-author={one.author}>
              <p class="small"><strong><bdi>{who(one)}</bdi></strong> <time class="quiet number" dateTime={one.at}>{when(one.at)}</time></p>
              <p class="wrap" dir="auto">{one.text}</p>
              {one.masked ? <p class="quiet small">{talk.masked}</p> : null}
            </li>
          ))}
        </ol>
      </section>
      {opened.notes.length > 0 ? (
        <section class="card" aria-labelledby="opened-notes">
          <h2 id="opened-notes">{talk.notes}</h2>
          <ol class="spoken">
            {opened.notes.map((note) => (
              <li key={note.note_id}>
                <p class="small"><strong><bdi>{note.name}</bdi></strong> <time class="quiet number" dateTime={note.at}>{when(note.at)}</time></p>
                <p class="wrap" dir="auto">{note.text}</p>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </>
  );
}
