// Leaving a question or asking for a call: two ways to an answer, one text, and always whether it has been sent.
import type { JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { DEFAULT_LIMITS } from "../shared/outbox.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { textLength } from "../shared/typed.ts";
import { Caught } from "./Caught.tsx";
import { change, sending, trouble, wish } from "./leaving.ts";
import { leave, question, writeQuestion } from "./model.ts";
import type { Kind, Trouble } from "./wish.ts";

const COUNT_FROM = 0.85;

export function FollowUpForm(): JSX.Element {
  const { followUp } = texts();
  const form = useRef<HTMLFormElement>(null);
  const found = trouble.value;
  useTakenToTheField(form, found);
  return (
    <form class="follow-up" ref={form} noValidate onSubmit={(event) => { event.preventDefault(); void leave(); }}>
      <fieldset class="ways">
        <legend class="ds-label">{followUp.how}</legend>
        <Way kind="message" label={followUp.message} hint={followUp.messageHint} />
        <Way kind="call" label={followUp.call} hint={followUp.callHint} />
      </fieldset>
      {wish.value.kind === "call" ? <NumberField found={found?.field === "number" ? found : null} /> : null}
      <Question found={found?.field === "text" ? found : null} />
      {found && found.field === null ? (
        <p class="problem" role="alert"><strong>{followUp.notSent}</strong> {words(found)}</p>
      ) : null}
      <button type="submit" class="ds-button" data-fullwidth aria-busy={sending.value}>
        {sending.value ? texts().before.starting : wish.value.kind === "call" ? followUp.sendCall : followUp.send}
      </button>
    </form>
  );
}

function Way({ kind, label, hint }: { kind: Kind; label: string; hint: string }): JSX.Element {
  return (
    <label class="way">
      <input type="radio" id={`way-${kind}`} name="way" checked={wish.value.kind === kind}
        aria-labelledby={`name-${kind}`} aria-describedby={`hint-${kind}`} onChange={() => change({ kind })} />
      <span class="name" id={`name-${kind}`}>{label}</span>
      <span class="quiet small" id={`hint-${kind}`}>{hint}</span>
    </label>
  );
}

function NumberField({ found }: { found: Trouble | null }): JSX.Element {
  const { followUp } = texts();
  const wrong = found ? words(found) : null;
  return (
    <div class="field">
      <label class="ds-label" for="number">{followUp.number}</label>
      <p class="quiet small" id="number-hint">{followUp.numberHint}</p>
      <input id="number" class="ds-input number" type="tel" inputMode="tel" autocomplete="tel" dir="ltr" maxLength={40} value={wish.value.number}
        aria-invalid={wrong !== null} aria-describedby={wrong ? "number-wrong number-hint" : "number-hint"}
        onInput={(event) => change({ number: event.currentTarget.value })} />
      {wrong ? <p class="problem" id="number-wrong">{wrong}</p> : null}
    </div>
  );
}

function Question({ found }: { found: Trouble | null }): JSX.Element {
  const { before, followUp, problem: problems } = texts();
  const length = textLength(question.value);
  const over = length - DEFAULT_LIMITS.text;
  const caught = over <= 0 && found?.code === "personal";
  const wrong = over > 0 ? problems.tooLong(over) : found && !caught ? words(found) : null;
  return (
    <div class="field">
      <label class="ds-label" for="question">{wish.value.kind === "call" ? followUp.about : followUp.question}</label>
      <p class="quiet small" id="avoid">{before.avoid}</p>
      <textarea id="question" class="ds-input" rows={4} dir="auto" autocomplete="off" value={question.value}
        aria-invalid={wrong !== null || caught} aria-describedby={wrong || caught ? "question-wrong avoid" : "avoid"}
        onInput={(event) => writeQuestion(event.currentTarget.value)} />
      {wrong ? <p class="problem" id="question-wrong">{wrong}</p> : null}
      {caught ? <Caught id="question-wrong" field="question" text={question.value} attempt={found} onWithout={sendWithout} /> : null}
      {over <= 0 && length > DEFAULT_LIMITS.text * COUNT_FROM ? <p class="quiet small">{problems.left(-over)}</p> : null}
    </div>
  );
}

function sendWithout(text: string): void {
  writeQuestion(text);
  void leave();
}

function words(found: Trouble): string {
  const { followUp, problem: problems } = texts();
  switch (found.code) {
    case "empty": return followUp.empty;
    case "number_wrong": return followUp.numberWrong;
    case "number_waits": return followUp.numberWaits;
    case "invalid": return followUp.textWrong;
    case "offline": return problems.offline;
    case "too_many_requests": return problems.tooMany(found.retryAfter ?? 30);
    case "queue_full": return followUp.full;
    case "proof_required": return problems.proof;
    default: return problems.unavailable;
  }
}

/** The field that must be mended gets the focus, and is read out with what is wrong: once, also when it had the focus. */
function useTakenToTheField(form: RefObject<HTMLFormElement | null>, found: Trouble | null): void {
  useEffect(() => {
    if (!found?.field) return;
    const field = form.current?.querySelector<HTMLElement>(found.field === "number" ? "#number" : "#question");
    // What is caught marks its place by itself.
    if (found.code === "personal") return;
    field?.blur();
    field?.focus();
  }, [form, found]);
}
