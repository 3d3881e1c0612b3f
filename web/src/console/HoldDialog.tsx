// Keeps the text of a serious conversation longer: why, and how long; or ends that.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { HttpError } from "../shared/http.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { useModal } from "../shared/parts/modal.ts";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { flag } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import { holding } from "./dialogs.ts";
import { CHOICES, heldUntil, holdText, LONGEST_REASON, releaseText, untilAfter, untilWords } from "./hold.ts";
import { conversations } from "./model.ts";

type Problem = { field: "reason" | "until" | "all"; words: string };

export function HoldDialog(): JSX.Element | null {
  const conversation = conversations.value.find((one) => one.id === holding.value);
  return conversation ? <Shown conversation={conversation} /> : null;
}

function Shown({ conversation }: { conversation: Conversation }): JSX.Element {
  const { hold: t, cancel } = careTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog);
  const close = (): void => { holding.value = null; };
  const contact = conversation.contact.value;
  const until = heldUntil(contact);
  return (
    <dialog class="confirm care-dialog" ref={dialog} aria-labelledby="hold-heading" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="hold-heading">{t.heading}</h2>
      <p class="small">{t.about}</p>
      {until ? <p class="notice">{t.kept(untilWords(until))}</p> : null}
      {contact.flagged || until ? <Form conversation={conversation} held={until !== null} onDone={close} /> : (
        <>
          <p>{t.flagFirst}</p>
          <div class="row">
            {contact.state === "active" ? <button type="button" class="ds-button" onClick={() => void flag(conversation)}>{t.flag}</button> : null}
            <button type="button" class="ds-button" data-variant="secondary" onClick={close}>{cancel}</button>
          </div>
        </>
      )}
    </dialog>
  );
}

function Form({ conversation, held, onDone }: { conversation: Conversation; held: boolean; onDone: () => void }): JSX.Element {
  const { hold: t, cancel } = careTexts();
  const reason = useSignal("");
  const days = useSignal(7);
  const problem = useSignal<Problem | null>(null);
  const done = (words: string): void => { announce(words); onDone(); };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (reason.value.trim() === "") problem.value = { field: "reason", words: t.problems.reason };
    else await holdText(conversation.id, reason.value.trim(), untilAfter(days.value)).then(() => done(t.done), (error: unknown) => { problem.value = problemOf(error); });
    if (problem.value?.field === "reason") document.getElementById("hold-reason")?.focus();
  };
  const release = (): void => { releaseText(conversation.id).then(() => done(t.ended), (error: unknown) => { problem.value = problemOf(error); }); };
  const says = (field: Problem["field"]): string | null => (problem.value?.field === field ? problem.value.words : null);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <div class="field">
        <label class="ds-label" for="hold-reason">{t.why}</label>
        <input id="hold-reason" class="ds-input" type="text" autocomplete="off" maxLength={LONGEST_REASON} value={reason.value} aria-invalid={says("reason") !== null}
          aria-describedby={says("reason") ? "hold-problem hold-hint" : "hold-hint"} onInput={(event) => { reason.value = event.currentTarget.value; problem.value = null; }} />
        <p class="small quiet" id="hold-hint">{t.whyHint}</p>
      </div>
      <fieldset class="hold-days">
        <legend class="ds-label">{t.until}</legend>
        {CHOICES.map((choice) => (
          <label key={choice} class="check">
            <input type="radio" name="hold-days" checked={days.value === choice} onChange={() => { days.value = choice; problem.value = null; }} /> {t.days(choice)} <span class="quiet small">{t.untilWhen(untilWords(untilAfter(choice)))}</span>
          </label>
        ))}
      </fieldset>
      {problem.value ? <p class="problem small" id="hold-problem" role="alert">{problem.value.words}</p> : null}
      <div class="row">
        <button type="submit" class="ds-button">{held ? t.change : t.submit}</button>
        {held ? <button type="button" class="ds-button" data-variant="secondary" onClick={release}>{t.end}</button> : null}
        <button type="button" class="ds-button" data-variant="secondary" onClick={onDone}>{cancel}</button>
      </div>
    </form>
  );
}

function problemOf(error: unknown): Problem {
  const { hold: t } = careTexts();
  const { errors } = staffTexts();
  const details = error instanceof HttpError ? error.details : {};
  if ("reason" in details) return { field: "reason", words: t.problems.reason };
  if ("until" in details) return { field: "until", words: t.problems.until };
  const code = error instanceof HttpError ? error.code : "unavailable";
  return { field: "all", words: code in errors ? errors[code as keyof typeof errors] : errors.unavailable };
}
