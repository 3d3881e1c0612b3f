// Closing in an emergency and opening again: the reason stands there in three languages, ready to be sent or edited.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { HttpError } from "../shared/http.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { useModal } from "../shared/parts/modal.ts";
import type { Channel } from "../shared/protocol.ts";
import { languageName } from "../shared/texts/catalogue.ts";
import { STAFF_CATALOGUES, staffTexts } from "../shared/texts/staff.ts";
import { giveOrder, type Kind, type Names, state } from "./orders.ts";
import { todayAt } from "./until.ts";

const LANGUAGES = ["nb", "nn", "en"] as const;
const REASONS = ["technical", "staff", "other"] as const;
type Reason = (typeof REASONS)[number] | "reopened";

interface OrderDialogProps { kind: Kind; channel: Channel | null; onClose: () => void }

export function OrderDialog({ kind, channel, onClose }: OrderDialogProps): JSX.Element {
  const { board: t } = staffTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const reason = useSignal<Names>(reasonIn(kind === "close" ? "technical" : "reopened"));
  const clock = useSignal("");
  const both = useSignal(channel === null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  useModal(dialog);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    const until = clock.value === "" ? null : todayAt(clock.value);
    if (LANGUAGES.some((code) => reason.value[code].trim() === "")) problem.value = t.reasonMissing;
    else if (kind === "open" && clock.value === "") problem.value = t.untilNeeded;
    else if (clock.value !== "" && until === null) problem.value = t.untilWrong;
    else {
      busy.value = true;
      problem.value = await attempt(kind, { channel: both.value ? null : channel ?? "chat", reason: reason.value, until });
      busy.value = false;
    }
    if (problem.value !== null) return;
    announce(t.done);
    // What was pressed may be gone with the order: the page's heading is always there.
    dialog.current?.close();
    document.querySelector<HTMLElement>("h1")?.focus();
    onClose();
  };
  const closing = kind === "close";
  const words = t.orders[kind];
  return (
    <dialog class="confirm order" ref={dialog} aria-labelledby="order-heading" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <h2 class="heading" id="order-heading">{words.heading}</h2>
        <p class="quiet small">{words.hint}</p>
        {/* First, so that a second press of Enter is the second click. */}
        <div class="row">
          <button type="submit" class="ds-button" data-color={closing ? "danger" : "accent"} aria-busy={busy.value}>{words.submit}</button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{t.cancel}</button>
        </div>
        {problem.value ? <p class="problem" role="alert">{problem.value}</p> : null}
        {closing ? <ReadyMade onChoose={(chosen) => { reason.value = reasonIn(chosen); }} /> : null}
        {LANGUAGES.map((code) => (
          <div class="field" key={code}>
            <label class="ds-label" for={`reason-${code}`}>{t.reason(languageName(code))}</label>
            <input id={`reason-${code}`} class="ds-input" type="text" lang={code} maxLength={200} value={reason.value[code]}
              onInput={(event) => { reason.value = { ...reason.value, [code]: event.currentTarget.value }; }} />
          </div>
        ))}
        {kind === "follow" ? null : <div class="field">
          <label class="ds-label" for="until">{t.until}</label>
          <input id="until" class="ds-input" type="time" aria-describedby="until-hint" value={clock.value} onInput={(event) => { clock.value = event.currentTarget.value; }} />
          <p class="quiet small" id="until-hint">{closing ? t.untilHint : t.untilOpenHint}</p>
        </div>}
        {closing ? <label class="check"><input type="checkbox" checked={both.value} onChange={(event) => { both.value = event.currentTarget.checked; }} /> {t.phoneToo}</label> : null}
      </form>
    </dialog>
  );
}

function ReadyMade({ onChoose }: { onChoose: (reason: Reason) => void }): JSX.Element {
  const { board: t } = staffTexts();
  return (
    <fieldset class="choices">
      <legend class="ds-label">{t.readyMade}</legend>
      {REASONS.map((name) => (
        <label class="check" key={name}><input type="radio" name="ready-made" defaultChecked={name === "technical"} onChange={() => onChoose(name)} /> {t.reasons[name].name}</label>
      ))}
    </fieldset>
  );
}

/** What citizens read, from the catalogues of all three languages. */
function reasonIn(reason: Reason): Names {
  const [nb, nn, en] = LANGUAGES.map((code) => STAFF_CATALOGUES[code].board.reasons[reason].text);
  return { nb: nb ?? "", nn: nn ?? "", en: en ?? "" };
}

/** Null when it was done, else what is wrong in words. */
async function attempt(kind: Kind, order: { channel: Channel | null; reason: Names; until: string | null }): Promise<string | null> {
  const { board: t, errors } = staffTexts();
  try {
    await giveOrder(kind, order);
    return null;
  } catch (error) {
    if (!(error instanceof HttpError) || !("until" in error.details)) return errors.unavailable;
    return order.until === null && state.value !== null ? t.untilNeeded : t.untilWrong;
  }
}
