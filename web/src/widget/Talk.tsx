// In line and in conversation: one page that stays in place when somebody answers.
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../shared/parts/Announce.tsx";
import { Bubble } from "../shared/parts/Bubble.tsx";
import { Composer } from "../shared/parts/Composer.tsx";
import { Log } from "../shared/parts/Log.tsx";
import { NetworkBar } from "../shared/parts/NetworkBar.tsx";
import type { Pending } from "../shared/outbox.ts";
import type { Person } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { Message } from "../shared/transcript.ts";
import { SoundSwitch } from "./SoundSwitch.tsx";
import { Caught } from "./Caught.tsx";
import { TalkNotice } from "./TalkNotice.tsx";
import { isWaiting } from "./contact.ts";
import type { Conversation } from "./conversation.ts";
import { EndDialog } from "./EndDialog.tsx";
import { InLine } from "./InLine.tsx";
import { listed } from "./listed.ts";

export function Talk({ talk }: { talk: Conversation }): JSX.Element {
  const t = texts();
  const [asking, setAsking] = useState(false);
  const contact = talk.contact.value;
  const waiting = isWaiting(contact);
  const who = contact?.counsellor ? personName(contact.counsellor) : null;
  const present = (contact?.present ?? []).map((person) => person.name);
  const stuck = talk.closeCode.value !== null;
  const lost = useComputed(() => talk.network.value !== "live");
  useEffect(() => {
    if (who) announce(t.talking.joined(who));
  }, [who]);
  const unsent = talk.pending.value.length;
  const before = useRef(unsent);
  useEffect(() => {
    // The same word twice would be said once: a space that nobody hears tells them apart.
    if (unsent === 0 && before.current > 0) announce(t.talking.sent + (talk.messages.value.length % 2 === 0 ? "" : "\u00a0"));
    before.current = unsent;
  }, [unsent]);
  return (
    <main class="talk">
      <div class="with" data-waiting={waiting}>
        <div class="wrap">
          <h1 class="wrap">{who ? <bdi>{who}</bdi> : t.waiting.heading}</h1>
          {present.length > 0 ? <p class="small quiet">{t.talking.also(listed(present))}</p> : null}
        </div>
        <SoundSwitch />
        <button type="button" class="plain-button" onClick={() => setAsking(true)}>{waiting ? t.waiting.leave : t.talking.end}</button>
      </div>
      <TalkNotice talk={talk} />
      <NetworkBar lost={lost.value} text={stuck ? t.network.stopped : t.network.lost}
        action={stuck ? { label: t.network.reconnect, run: () => talk.start() } : null} />
      <Log label={t.talking.log} messages={talk.messages.value} mine="citizen" dates={t.dates} grown={talk.pending.value}
        nameOf={nameOf} maskedText={(message) => (message.masked && message.author === "citizen" ? t.talking.masked : null)}
        lastState={lastState(talk)} readBefore={contact?.seen.citizen ?? 0} settled={!lost.value} onRead={(seq) => talk.look(seq)}>
        {talk.pending.value.map((item, index) => (
          <Unsent key={item.cid} item={item} first={index === 0} lost={lost.value} onMend={() => talk.mend(item.cid)} />
        ))}
      </Log>
      {waiting && contact ? <InLine contact={contact} /> : null}
      {talk.handedOver.value && who ? <p class="handed-over small quiet" role="status">{t.talking.handedOver(who)}</p> : null}
      <p class="typing" hidden={waiting}>
        {talk.typing.value ? <bdi>{t.talking.typing(talk.typist.value ?? contact?.counsellor?.name ?? t.talking.counsellor)}</bdi> : null}
      </p>
      <Composer id="message" label={waiting ? t.waiting.add : t.talking.write} send={t.talking.send} value={talk.draft.value}
        limit={talk.limits.text} problems={t.problem} onInput={(text) => talk.write(text)} onSend={(text) => talk.say(text)}
        trouble={talk.caught.value > 0 ? <Caught id="message-trouble" field="message" text={talk.draft.value} attempt={talk.caught.value} onWithout={(text) => talk.say(text)} /> : null} />
      {asking ? <EndDialog talk={talk} waiting={waiting} onClose={() => setAsking(false)} /> : null}
    </main>
  );
}

function Unsent({ item, first, lost, onMend }: { item: Pending; first: boolean; lost: boolean; onMend: () => void }): JSX.Element {
  const { talking, refused } = texts();
  if (item.refused === null) {
    return <Bubble mine who={talking.you} first={first} text={item.text} pending state={lost ? talking.waiting : talking.sending} />;
  }
  const why = item.refused in refused ? refused[item.refused as keyof typeof refused] : refused.other;
  const state = (
    <span class="refused" role="alert">
      {`${talking.notSent}. ${why}`} <button type="button" class="plain-button" onClick={onMend}>{talking.edit}</button>
    </span>
  );
  return <Bubble mine who={talking.you} first={first} text={item.text} pending state={state} />;
}

/** «Lest» when the other side has read that far, else «Sendt»; nothing while a later one is on its way. */
function lastState(talk: Conversation): string | null {
  if (talk.pending.value.length > 0) return null;
  const last = talk.messages.value.findLast((message) => message.author === "citizen");
  if (!last) return null;
  const read = (talk.contact.value?.seen.counsellor ?? 0) >= last.seq;
  return read ? texts().talking.read : texts().talking.sent;
}

function nameOf(message: Message): string {
  const { talking } = texts();
  if (message.author === "citizen") return talking.you;
  return message.name ?? talking.counsellor;
}

function personName(person: Person): string {
  return person.centre ? texts().talking.from(person.name, person.centre) : person.name;
}
