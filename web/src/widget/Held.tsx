// What the desk holds under a receipt code: how it stands, in words, and what was asked and answered.
import type { JSX, RefObject } from "preact";
import { clockTime } from "../shared/dates.ts";
import { second } from "../shared/now.ts";
import { Bubble } from "../shared/parts/Bubble.tsx";
import { numberWords } from "../shared/phone_number.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { Message } from "../shared/transcript.ts";
import { nextOf, stateOf } from "./progress.ts";
import { type FollowUp, holding, lookedAt } from "./reading.ts";
import { saveTranscript } from "./save.ts";
import { SaidThere } from "./SaidThere.tsx";

export function Held({ heading }: { heading: RefObject<HTMLHeadingElement | null> }): JSX.Element | null {
  const { dates, reading, talking } = texts();
  const held = holding.value;
  if (!held) return null;
  const latest = held.follow_ups.at(-1) ?? null;
  const state = held.contact ? reading.states.talked : latest ? stateOf(latest) : reading.states.erased;
  return (
    <>
      <h1 class="heading" tabIndex={-1} ref={heading}>{state}</h1>
      {held.contact ? null : latest ? <p>{nextOf(latest, second.value)}</p> : null}
      {held.follow_ups.map((one) => <Asked key={one.follow_up_id} one={one} />)}
      {held.contact ? <Said messages={held.messages} label={talking.log} /> : null}
      <p class="quiet small number" role="status"><span class="ds-sr-only">{state}. </span>{reading.looked(clockTime(lookedAt.value, dates))}</p>
    </>
  );
}

function Asked({ one }: { one: FollowUp }): JSX.Element {
  const { reading } = texts();
  return (
    <section class="asked" aria-label={reading.question}>
      {one.number && one.state !== "waiting" ? <p class="number">{reading.number(numberWords(one.number))}</p> : null}
      {one.text ? <ol class="said-there"><Bubble mine who={reading.question} named first text={one.text} /></ol> : null}
      <Said messages={one.answers} label={reading.answer} />
    </section>
  );
}

function Said({ messages, label }: { messages: readonly Message[]; label: string }): JSX.Element | null {
  const { reading } = texts();
  if (messages.length === 0) return null;
  return (
    <>
      <SaidThere messages={messages} label={label} />
      <p><button type="button" class="ds-link" onClick={() => saveTranscript(messages)}>{reading.save}</button></p>
    </>
  );
}
