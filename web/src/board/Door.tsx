// Closing the chat in an emergency and opening it again: with a reason in three languages, and an end if one is known.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useModal } from "../shared/parts/modal.ts";
import { HttpError } from "../shared/http.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { languageName } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { type Names, order } from "./model.ts";
import { todayAt } from "./until.ts";

type Kind = "close" | "reopen";
const LANGUAGES = ["nb", "nn", "en"] as const;

export function Door({ state }: { state: string }): JSX.Element {
  const { board: t } = staffTexts();
  const asking = useSignal<Kind | null>(null);
  const open = state === "open";
  const lastCall = state === "last_call";
  return (
    <section class="card" aria-labelledby="door">
      <h2 id="door">{t.desk}</h2>
      <p>{open ? t.openNow : lastCall ? t.lastCallNow : t.closedNow}</p>
      <button type="button" class="ds-button" data-variant="secondary" data-color={open ? "danger" : "accent"}
        onClick={() => { asking.value = open || lastCall ? "close" : "reopen"; }}>{open || lastCall ? t.close : t.reopen}</button>
      {asking.value ? <OrderDialog kind={asking.value} onClose={() => { asking.value = null; }} /> : null}
    </section>
  );
}

function OrderDialog({ kind, onClose }: { kind: Kind; onClose: () => void }): JSX.Element {
  const { board: t, errors } = staffTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const reason = useSignal<Names>({ nb: "", nn: "", en: "" });
  const clock = useSignal("");
  const problem = useSignal<string | null>(null);
  useModal(dialog);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const until = clock.value === "" ? null : todayAt(clock.value);
    if (LANGUAGES.some((code) => reason.value[code].trim() === "")) problem.value = t.reasonMissing;
    else if (clock.value !== "" && until === null) problem.value = t.untilWrong;
    else problem.value = await attempt(kind, reason.value, until, { untilWrong: t.untilWrong, failed: errors.unavailable });
    if (problem.value !== null) return;
    announce(t.done);
    onClose();
  };
  return (
    <dialog class="confirm" ref={dialog} aria-labelledby="order-heading" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <h2 class="heading" id="order-heading">{kind === "close" ? t.closeHeading : t.reopenHeading}</h2>
        <p class="quiet small">{t.reasonHint}</p>
        {LANGUAGES.map((code) => (
          <div class="field" key={code}>
            <label class="ds-label" for={`reason-${code}`}>{t.reason(languageName(code))}</label>
            <input id={`reason-${code}`} class="ds-input" type="text" lang={code} maxLength={200} value={reason.value[code]}
              onInput={(event) => { reason.value = { ...reason.value, [code]: event.currentTarget.value }; }} />
          </div>
        ))}
        <div class="field">
          <label class="ds-label" for="until">{t.until}</label>
          <input id="until" class="ds-input" type="time" aria-describedby="until-hint" value={clock.value} onInput={(event) => { clock.value = event.currentTarget.value; }} />
          <p class="quiet small" id="until-hint">{t.untilHint}</p>
        </div>
        {problem.value ? <p class="problem" role="alert">{problem.value}</p> : null}
        <div class="row">
          <button type="submit" class="ds-button" data-color={kind === "close" ? "danger" : "accent"}>{kind === "close" ? t.close : t.reopen}</button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{t.cancel}</button>
        </div>
      </form>
    </dialog>
  );
}

/** Null when it was done, else what is wrong in words. */
async function attempt(kind: Kind, reason: Names, until: string | null, words: { untilWrong: string; failed: string }): Promise<string | null> {
  try {
    await order(kind, reason, until);
    return null;
  } catch (error) {
    return error instanceof HttpError && "until" in error.details ? words.untilWrong : words.failed;
  }
}
