// Ending a conversation: the last words are sent and have come before it ends, or it ends without.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { cleanText } from "../shared/typed.ts";
import { end } from "./actions.ts";
import type { Conversation } from "./conversation.ts";
import { delivered, type Goodbye, goodbyesFor, isInWriting, usualGoodbye } from "./goodbye.ts";
import { ending } from "./dialogs.ts";
import { conversations } from "./model.ts";
import { placeholders } from "./own_replies.ts";
import { unfilled } from "./replies.ts";

export function EndDialog(): JSX.Element | null {
  const conversation = conversations.value.find((one) => one.id === ending.value);
  const can = conversation?.contact.value.state === "active";
  useEffect(() => {
    if (!can) ending.value = null;
  }, [can]);
  return conversation && can ? <Shown key={conversation.id} conversation={conversation} /> : null;
}

type Progress = "sending" | "notSent" | "refused" | null;

function Shown({ conversation }: { conversation: Conversation }): JSX.Element {
  const { end: t } = writingTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const all = goodbyesFor(conversation);
  const text = useSignal(usualGoodbye(conversation, all));
  const progress = useSignal<Progress>(null);
  const under = useRef<{ cid: string; text: string } | null>(null);
  useModal(dialog);
  const close = (): void => {
    // What has not come must not come later, into a conversation that goes on.
    if (under.current) conversation.withdraw(under.current.cid);
    ending.value = null;
  };
  const finish = async (goodbye: string): Promise<void> => {
    if (progress.value === "sending") return;
    const words = cleanText(goodbye);
    if (unfilled(words, placeholders.value)) {
      progress.value = "refused";
      return;
    }
    if (words !== "" || under.current) {
      progress.value = "sending";
      const outcome = await say(conversation, under, words);
      progress.value = outcome === "sent" ? null : outcome === "late" ? "notSent" : "refused";
      if (outcome !== "sent") return;
    }
    close();
    await end(conversation);
  };
  const some = text.value.trim() !== "";
  const inWriting = isInWriting(conversation);
  const busy = progress.value === "sending";
  // It may come late; then it has come.
  const arrived = progress.value === "notSent" && !conversation.pending.value.some((item) => item.cid === under.current?.cid);
  return (
    <dialog class="confirm end" ref={dialog} aria-labelledby="end-heading" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="end-heading"><Heading conversation={conversation} /></h2>
      {conversation.hasDraft.value ? <p class="notice small">{t.unsent}</p> : null}
      {inWriting ? <Field conversation={conversation} all={all} text={text} onEnter={() => void finish(text.value)} /> : null}
      <p role="status" class="small">{busy ? t.sending : arrived ? t.arrived : ""}</p>
      {!arrived && (progress.value === "notSent" || progress.value === "refused") ? <p class="problem small" role="alert">{t[progress.value]}</p> : null}
      <div class="row">
        <button type="button" class="ds-button" aria-busy={busy} onClick={() => void finish(text.value)}>{some && !arrived ? t.send : t.end}</button>
        {some && !arrived ? <button type="button" class="ds-button" data-variant="secondary" onClick={() => void finish("")}>{t.without}</button> : null}
        <button type="button" class="plain-button" onClick={close}>{t.no}</button>
      </div>
    </dialog>
  );
}

interface FieldProps { conversation: Conversation; all: readonly Goodbye[]; text: Signal<string>; onEnter: () => void }

function Field({ conversation, all, text, onEnter }: FieldProps): JSX.Element {
  const { end: t } = writingTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const choose = (one: Goodbye): void => {
    text.value = one.text;
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onEnter();
  };
  return (
    <>
      <label class="ds-label" for="goodbye">{t.goodbye}</label>
      <textarea id="goodbye" class="ds-input" ref={field} rows={3} dir="auto" lang={conversation.contact.value.language} value={text.value} maxLength={conversation.limits.text}
        aria-describedby="goodbye-hint" onInput={(event) => { text.value = event.currentTarget.value; }} onKeyDown={onKeyDown} />
      <p class="quiet small" id="goodbye-hint">{t.goodbyeHint}</p>
      {all.length > 1 ? (
        <p class="gaps small" role="group" aria-label={t.others}>
          {all.map((one) => <button key={one.id} type="button" class="plain-button small" title={one.text} onClick={() => choose(one)}>{one.short}</button>)}
        </p>
      ) : null}
    </>
  );
}

function Heading({ conversation }: { conversation: Conversation }): JSX.Element {
  const { rail } = staffTexts();
  return <bdi>{writingTexts().end.heading(conversation.contact.value.alias ?? rail.anonymous)}</bdi>;
}

/** Sends it once, however often it is tried: what is on its way is waited for, unless other words were written. */
async function say(conversation: Conversation, under: { current: { cid: string; text: string } | null }, text: string): Promise<"sent" | "refused" | "late"> {
  const before = under.current;
  if (before && before.text !== text) {
    const stillHere = conversation.withdraw(before.cid) !== "";
    under.current = null;
    if (!stillHere || text === "") return "sent";
  }
  under.current ??= { cid: conversation.tell(text), text };
  const outcome = await delivered(conversation, under.current.cid);
  if (outcome === "refused") conversation.withdraw(under.current.cid);
  if (outcome !== "late") under.current = null;
  return outcome;
}
