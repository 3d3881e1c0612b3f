// What was left for us: a question with its text, or a number to call; who asked is not here, and what to do stands in words.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { fullTime } from "../shared/dates.ts";
import { numberWords } from "../shared/phone_number.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import type { Conversation } from "./conversation.ts";
import { type FollowUp, isLastAttempt } from "./follow_up.ts";

export function FollowUpCard({ conversation }: { conversation: Conversation }): JSX.Element | null {
  const { followUp: t } = staffTexts();
  const kind = conversation.contact.value.follow_up;
  const left = conversation.followUp.value;
  if (!kind) return null;
  if (!left) return conversation.loaded.value ? <p class="system-line" role="status">{t.gone}</p> : null;
  const when = fullTime(left.asked_at, texts().dates);
  return (
    <section class="follow-up" aria-label={t.heading[kind]}>
      <h3>{kind === "call" ? t.callFrom(when) : t.questionFrom(when)}</h3>
      {left.text ? <p class="left-text wrap" dir="auto" lang={left.language}>{left.text}</p> : null}
      {left.number ? <Number number={left.number} /> : null}
      <p class="small">{kind === "call" ? t.howToCall : t.howToAnswer}</p>
      <p class="small quiet number">{attemptWords(left)}</p>
    </section>
  );
}

function Number({ number }: { number: string }): JSX.Element {
  const { followUp: t } = staffTexts();
  const copied = useSignal(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(number).then(() => { copied.value = true; }, () => undefined);
  };
  return (
    <p class="call-number">
      <a class="ds-button" href={`tel:${number}`}><span class="ds-sr-only">{t.call} </span><span class="number">{numberWords(number)}</span></a>
      <button type="button" class="plain-button small" onClick={() => void copy()}>{copied.value ? t.copied : t.copy}</button>
    </p>
  );
}

function attemptWords(left: FollowUp): string {
  const { followUp: t } = staffTexts();
  const words = left.attempts_at_most === undefined ? t.attempt(left.attempts + 1) : t.attemptOf(left.attempts + 1, left.attempts_at_most);
  return `${words}${isLastAttempt(left) ? `. ${t.last}` : ""}`;
}
