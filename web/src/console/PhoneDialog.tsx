// A phone call that is over: when it began and ended, and in which language; the form of the wrap-up follows.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { newId } from "../shared/ids.ts";
import { useModal } from "../shared/parts/modal.ts";
import type { Language } from "../shared/protocol.ts";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { goOn } from "./Choice.tsx";
import { type CallDay, type CallProblem, checkedCall, clockAgo, dayAgo, problemIn } from "./call_times.ts";
import { registering } from "./dialogs.ts";
import { registerEnded, SPOKEN, usualLanguage } from "./phone.ts";

const USUAL_MINUTES = 10;

export function PhoneDialog(): JSX.Element | null {
  return registering.value ? <Shown /> : null;
}

function Shown(): JSX.Element {
  const { call: t, cancel } = careTexts();
  const { languages } = staffTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const request = useRef(newId());
  const from = useSignal(clockAgo(USUAL_MINUTES));
  const to = useSignal(clockAgo(0));
  const day = useSignal<CallDay>(dayAgo(USUAL_MINUTES));
  const language = useSignal<Language>(usualLanguage());
  const problem = useSignal<CallProblem | null>(null);
  useModal(dialog);
  const close = (): void => { registering.value = false; };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const checked = checkedCall(from.value, to.value, day.value);
    problem.value = "why" in checked ? checked : null;
    if (!("why" in checked)) {
      await registerEnded({ request_id: request.current, language: language.value, ...checked }, close).catch((error: unknown) => { problem.value = problemIn(error); });
    }
    if (problem.value) document.getElementById(problem.value.field === "ended_at" ? "call-to" : "call-from")?.focus();
  };
  const time = (id: string, label: string, field: "started_at" | "ended_at", value: typeof from): JSX.Element => (
    <div class="field">
      <label class="ds-label" for={id}>{label}</label>
      <input id={id} class="ds-input" type="time" required value={value.value} aria-invalid={problem.value?.field === field} aria-describedby={problem.value?.field === field ? "call-problem" : undefined}
        onInput={(event) => { value.value = event.currentTarget.value; problem.value = null; }} />
    </div>
  );
  return (
    <dialog class="confirm care-dialog" ref={dialog} aria-labelledby="call-heading" aria-describedby="call-about" onCancel={(event) => { event.preventDefault(); close(); }}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <h2 class="heading" id="call-heading">{t.register}</h2>
        <p class="small" id="call-about">{t.registerAbout}</p>
        <div class="call-times">{time("call-from", t.startedAt, "started_at", from)}{time("call-to", t.endedAt, "ended_at", to)}</div>
        <div class="field">
          <label class="ds-label" for="call-day">{t.day}</label>
          <select id="call-day" class="ds-input" value={day.value} onKeyDown={goOn} onChange={(event) => { day.value = event.currentTarget.value as CallDay; problem.value = null; }}>
            <option value="today">{t.days.today}</option>
            <option value="yesterday">{t.days.yesterday}</option>
          </select>
        </div>
        <div class="field">
          <label class="ds-label" for="call-language">{t.language}</label>
          <select id="call-language" class="ds-input" value={language.value} onKeyDown={goOn} onChange={(event) => { language.value = event.currentTarget.value as Language; }}>
            {SPOKEN.map((code) => <option key={code} value={code}>{languages[code]}</option>)}
          </select>
        </div>
        {problem.value ? <p class="problem small" id="call-problem" role="alert">{wordsOf(problem.value)}</p> : null}
        <div class="row">
          <button type="submit" class="ds-button">{t.submit}</button>
          <button type="button" class="ds-button" data-variant="secondary" onClick={close}>{cancel}</button>
        </div>
      </form>
    </dialog>
  );
}

function wordsOf({ why }: CallProblem): string {
  return why === "unreachable" ? staffTexts().errors.unavailable : careTexts().call.problems[why];
}
