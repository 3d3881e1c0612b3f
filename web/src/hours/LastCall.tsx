// How the day ends: three plain choices, and the lengths they count with.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { announce } from "../shared/parts/Announce.tsx";
import { hoursTexts } from "../shared/texts/hours.ts";
import { getPolicy, type LastCallPolicy, putPolicy } from "./calls.ts";

const MINUTE = 60;
const MOST = 600;
interface Typed { choice: number; conversation: string; stop: string }

export function LastCall(): JSX.Element {
  const { lastCall: t, again } = hoursTexts();
  const typed = useSignal<Typed | null>(null);
  const kept = useSignal("");
  const said = useSignal<"" | "saved" | "failed" | "wrong" | "unread">("");
  const load = (): void => {
    said.value = "";
    getPolicy().then((policy) => { typed.value = shown(policy); kept.value = JSON.stringify(typed.value); }, () => { said.value = "unread"; });
  };
  useEffect(load, []);
  const now = typed.value;
  const set = (part: Partial<Typed>): void => { said.value = ""; if (typed.value) typed.value = { ...typed.value, ...part }; };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const policy = typed.value && meant(typed.value);
    if (!policy) { said.value = "wrong"; return; }
    said.value = await putPolicy(policy).then(() => "saved" as const, () => "failed" as const);
    if (said.value !== "saved") return;
    kept.value = JSON.stringify(typed.value);
    announce(t.saved);
  };
  return (
    <section class="card" aria-labelledby="last-call">
      <h2 id="last-call">{t.heading}</h2>
      <p class="quiet small">{t.hint}</p>
      {said.value === "unread" ? <p class="problem" role="alert">{t.unread} <button type="button" class="plain-button" onClick={load}>{again}</button></p> : null}
      {now === null ? null : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <fieldset class="plain">
            <legend class="ds-sr-only">{t.heading}</legend>
            {t.choices.map((choice, number) => (
              <label class="choice" key={choice.name}>
                <input type="radio" name="last-call" checked={now.choice === number} onChange={() => set({ choice: number })} />
                <span>{choice.name}<span class="quiet small">{choice.hint}</span></span>
              </label>
            ))}
          </fieldset>
          {now.choice === 2 ? <Minutes id="conversation" label={t.conversation} value={now.conversation} onChange={(conversation) => set({ conversation })} /> : null}
          <Minutes id="stop-intake" label={t.stop} hint={t.stopHint} value={now.stop} onChange={(stop) => set({ stop })} />
          {said.value === "wrong" || said.value === "failed" ? <p class="problem" role="alert">{t[said.value]}</p> : null}
          <div class="row">
            <button type="submit" class="ds-button" data-variant="secondary" disabled={JSON.stringify(now) === kept.value}>{t.save}</button>
            {said.value === "saved" ? <p class="quiet small">{t.saved}</p> : null}
          </div>
        </form>
      )}
    </section>
  );
}

function Minutes({ id, label, hint, value, onChange }: { id: string; label: string; hint?: string; value: string; onChange: (value: string) => void }): JSX.Element {
  return (
    <div class="field">
      <label class="ds-label" for={id}>{label}</label>
      <input id={id} class="ds-input time number" type="text" inputMode="numeric" maxLength={4} value={value} aria-describedby={hint ? `${id}-hint` : undefined} onInput={(event) => onChange(event.currentTarget.value)} />
      {hint ? <p class="quiet small" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  );
}

function shown(policy: LastCallPolicy): Typed {
  return { choice: policy.last_call, conversation: String(Math.round(policy.usual_conversation_seconds / MINUTE)), stop: String(Math.round(policy.stop_intake_seconds / MINUTE)) };
}

function meant({ choice, conversation, stop }: Typed): LastCallPolicy | null {
  const lengths = [conversation, stop].map((words) => (/^\d{1,3}$/.test(words.trim()) ? Number(words) : Number.NaN));
  if (!lengths.every((length) => length <= MOST)) return null;
  return { last_call: choice, usual_conversation_seconds: (lengths[0] ?? 0) * MINUTE, stop_intake_seconds: (lengths[1] ?? 0) * MINUTE };
}
