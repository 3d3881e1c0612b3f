// A single day closed, or with other hours: what it will look like stands below while it is written.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { osloDate } from "../shared/dates.ts";
import { HttpError } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { useModal } from "../shared/parts/modal.ts";
import { languageName } from "../shared/texts/catalogue.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { type NewClosure, postClosure } from "./calls.ts";
import { CitizensRead } from "./CitizensRead.tsx";
import { plusDays } from "./days.ts";
import type { Interval } from "./document.ts";
import { ChannelField, DateField, TextField } from "./Fields.tsx";
import { useLookAhead } from "./look_ahead.ts";
import { readHours } from "./model.ts";
import { problemsOf } from "./problems.ts";
import { Strip } from "./Strip.tsx";
import { Times } from "./Times.tsx";
import { Trouble, Wrong } from "./Trouble.tsx";

const LANGUAGES = ["nb", "nn", "en"] as const;
const UNDER = "closure.";
/** Stands in for a name while it is not yet written, so that the hours can be looked at already. */
const UNWRITTEN = "…";

export function ClosureDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const { dates: t, cancel, lastCall } = hoursTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const closure = useSignal<NewClosure>({ date: plusDays(osloDate(deskNow()), 1), channel: null, intervals: [], label: { nb: "", nn: "", en: "" } });
  const said = useSignal<"" | "missing" | "failed">("");
  const busy = useSignal(false);
  const now = closure.value;
  const named = LANGUAGES.every((code) => now.label[code].trim() !== "");
  const { preview, problems } = useLookAhead({ closure: { ...now, label: filled(now.label) }, ...(now.date ? { from: now.date } : {}), days: 1 }, UNDER);
  useModal(dialog);
  const set = (part: Partial<NewClosure>): void => { said.value = ""; closure.value = { ...closure.value, ...part }; };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    said.value = named ? "" : "missing";
    if (!named || busy.value) return;
    busy.value = true;
    try {
      await postClosure(closure.value);
    } catch (error) {
      busy.value = false;
      const refused = error instanceof HttpError && error.status === 422;
      if (refused) problems.value = problemsOf(error, UNDER);
      else said.value = "failed";
      return;
    }
    announce(t.saved);
    onClose();
    void readHours();
  };
  return (
    <dialog class="confirm wide" ref={dialog} aria-labelledby="closure-heading" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <Wrong.Provider value={problems}>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <h2 class="heading" id="closure-heading">{t.add}</h2>
          <div class="row">
            <DateField path="closure.date" label={t.date} value={now.date} onChange={(date) => set({ date })} />
            <ChannelField path="closure.channel" value={now.channel} onChange={(channel) => set({ channel })} />
          </div>
          <Hours intervals={now.intervals} onChange={(intervals) => set({ intervals })} />
          {LANGUAGES.map((code) => <TextField key={code} path={`closure.label.${code}`} lang={code} label={t.name(languageName(code))} value={now.label[code]} onChange={(words) => set({ label: { ...closure.value.label, [code]: words } })} />)}
          <p class="quiet small">{t.nameHint}</p>
          {preview.value && Object.keys(problems.value).length === 0 ? <><h3>{t.preview}</h3><Strip days={preview.value.days} label={t.preview} />{named ? <CitizensRead lines={preview.value.citizens} /> : null}</> : null}
          {said.value ? <p class="problem" role="alert">{said.value === "missing" ? t.nameMissing : lastCall.failed}</p> : null}
          <div class="row">
            <button type="submit" class="ds-button" aria-busy={busy.value}>{t.save}</button>
            <button type="button" class="ds-button" data-variant="secondary" onClick={onClose}>{cancel}</button>
          </div>
        </form>
      </Wrong.Provider>
    </dialog>
  );
}

function Hours({ intervals, onChange }: { intervals: Interval[]; onChange: (intervals: Interval[]) => void }): JSX.Element {
  const { dates: t } = hoursTexts();
  const whole = intervals.length === 0;
  return (
    <fieldset class="plain">
      <legend class="ds-label">{t.what}</legend>
      <label class="check"><input type="radio" name="closure-kind" checked={whole} onChange={() => onChange([])} /> {t.whole}</label>
      <label class="check"><input type="radio" name="closure-kind" checked={!whole} onChange={() => onChange([["10:00", "15:00"]])} /> {t.other}</label>
      {whole ? null : <Times path="closure.intervals" name={t.hours} hours={intervals} onChange={onChange} />}
      <Trouble path="closure.intervals" exactly />
    </fieldset>
  );
}

function filled({ nb, nn, en }: NewClosure["label"]): NewClosure["label"] {
  return { nb: nb.trim() || UNWRITTEN, nn: nn.trim() || UNWRITTEN, en: en.trim() || UNWRITTEN };
}
