// A conversation of others, opened with a reason that is written down, and forgotten when the page is left.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "../hours/hours.css";
import { Field } from "../settings/Field.tsx";
import { signedOutBy } from "../settings/refusal.ts";
import "../settings/settings.css";
import { accountsTexts } from "../shared/texts/accounts.ts";
import "./accounts.css";
import { idIn, KINDS, type Kind, LONGEST_REASON, openConversation, type Opened, type Problem, problemOf } from "./conversation.ts";
import { Conversation } from "./Conversation.tsx";
import { Find } from "./Find.tsx";

interface Asked { id: string; kind: Kind | ""; words: string }

export function ConversationPage(): JSX.Element {
  const { opening: t } = accountsTexts();
  const asked = useSignal<Asked>({ id: idIn(location.hash) ?? "", kind: "", words: "" });
  const pressed = useSignal(false);
  const opened = useSignal<Opened | null>(null);
  const state = useSignal<"idle" | "busy" | Problem>("idle");
  const first = useRef<HTMLInputElement>(null);
  const gone = useRef(false);
  useEffect(() => () => { gone.current = true; }, []);
  const { id, kind, words } = asked.value;
  const reason = kind === "" ? "" : [kind === "other" ? "" : t.kinds[kind], words.trim()].filter((one) => one !== "").join(": ");
  const wrong = { id: idIn(id) === null, kind: kind === "", words: kind === "other" && words.trim() === "" };
  const change = (part: Partial<Asked>): void => {
    asked.value = { ...asked.value, ...part };
    if (state.value !== "busy") state.value = "idle";
  };
  const open = async (): Promise<void> => {
    pressed.value = true;
    const known = idIn(id);
    if (state.value === "busy" || known === null || wrong.kind || wrong.words) return;
    state.value = "busy";
    try {
      const found = await openConversation(known, reason);
      if (gone.current) return;
      opened.value = found;
      state.value = "idle";
    } catch (error) {
      state.value = signedOutBy(error) ? "idle" : problemOf(error);
    }
  };
  const close = (): void => {
    opened.value = null;
    pressed.value = false;
    asked.value = { id: "", kind: "", words: "" };
    requestAnimationFrame(() => first.current?.focus());
  };
  if (opened.value) return <div class="settings"><Conversation opened={opened.value} reason={reason} onClose={close} /></div>;
  return (
    <div class="settings">
      <section class="card" aria-label={t.heading}>
        <p>{t.hint}</p>
        <p class="quiet">{t.where}</p>
        <Find chosen={id} onChoose={(found) => { change({ id: found }); document.getElementById("conversation-kind")?.focus(); }} />
        <form class="opening" noValidate onSubmit={(event) => { event.preventDefault(); void open(); }}>
          <Field id="conversation-id" label={t.id} hint={t.idHint} wrong={pressed.value && wrong.id ? t.noId : undefined}>
            {(marks) => <input {...marks} ref={first} class="ds-input" type="text" autocomplete="off" spellcheck={false} maxLength={200} value={id} onInput={(event) => change({ id: event.currentTarget.value })} />}
          </Field>
          <Field id="conversation-kind" label={t.why} wrong={pressed.value && wrong.kind ? t.noKind : undefined}>{(marks) => (
            <select {...marks} class="ds-input" value={kind} onChange={(event) => change({ kind: event.currentTarget.value as Kind | "" })}>
              <option value="">{t.choose}</option>
              {KINDS.map((one) => <option key={one} value={one}>{t.kinds[one]}</option>)}
            </select>
          )}</Field>
          <Field id="conversation-words" label={kind === "other" ? t.words : t.wordsOptional} hint={t.wordsHint} wrong={pressed.value && wrong.words ? t.noWords : undefined}>
            {(marks) => <input {...marks} class="ds-input" type="text" autocomplete="off" maxLength={LONGEST_REASON - 100} value={words} onInput={(event) => change({ words: event.currentTarget.value })} />}
          </Field>
          <p class="quiet small">{t.logged}</p>
          {state.value !== "idle" && state.value !== "busy" ? <p class="problem" role="alert">{t.problems[state.value]}</p> : null}
          <button type="submit" class="ds-button" aria-busy={state.value === "busy"}>{t.open}</button>
        </form>
      </section>
    </div>
  );
}
