// A shift to make or to change: whose, when, which channels, once or repeated; a repetition is seen before it is made.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { HttpError } from "../shared/http.ts";
import { Confirm } from "../shared/parts/Confirm.tsx";
import { rotaTexts } from "../shared/texts/rota.ts";
import { add, attempt, change, fieldsOf, remove, tell } from "./changes.ts";
import { Channels, DialogFrame, Input, Whose } from "./Fields.tsx";
import { type Asked, type RotaShift, withPhone } from "./model.ts";
import { removeSeries, type Preview, series } from "./plans.ts";
import { PreviewList } from "./PreviewList.tsx";
import { Repeat } from "./Repeat.tsx";
import { draftOf, endsNextDay, problemIn, seriesOf, type ShiftDraft, shiftOf } from "./shift_draft.ts";
import { wallOf } from "./wall.ts";
import { conflictWords, dateWords, problemWords } from "./words.ts";

interface ShiftDialogProps { asked: Extract<Asked, { kind: "shift" }>; onClose: () => void }

export function ShiftDialog({ asked, onClose }: ShiftDialogProps): JSX.Element {
  const t = rotaTexts();
  const draft = useSignal(draftOf(asked, withPhone.value));
  const preview = useSignal<Preview | null>(null);
  const problem = useSignal<string | null>(null);
  // Whose it is and which day are known from the grid: the times are what one writes.
  useLayoutEffect(() => { if (!asked.anybody) document.getElementById("rota-from")?.focus(); }, []);
  const set = (part: Partial<ShiftDraft>): void => {
    draft.value = { ...draft.value, ...part };
    preview.value = null;
    problem.value = null;
  };
  const submit = async (): Promise<void> => {
    problem.value = problemIn(draft.value);
    if (problem.value !== null) return;
    try {
      if (await carryOut(draft.value, asked.shift, preview)) onClose();
    } catch (error) {
      problem.value = problemWords(error instanceof HttpError ? error.code : "unavailable");
    }
  };
  const { shift } = asked;
  const now = draft.value;
  const label = !now.repeat ? t.form.save : preview.value ? t.form.saveMany(preview.value.added.length) : t.form.preview;
  return (
    <DialogFrame heading={shift ? t.form.changeHeading : t.form.newHeading} problem={problem.value} onSubmit={() => void submit()} onClose={onClose}
      buttons={<button type="submit" class="ds-button" disabled={preview.value?.added.length === 0}>{label}</button>}>
      {shift ? <About shift={shift} /> : null}
      <Whose value={now.counsellor_id} onChange={(counsellor_id) => set({ counsellor_id })} />
      <div class="side-by-side">
        <Input id="rota-day" label={t.form.day} kind="date" value={now.date} onChange={(date) => set({ date })} />
        <Input id="rota-from" label={t.form.from} kind="clock" value={now.from} onChange={(from) => set({ from })} />
        <Input id="rota-to" label={t.form.to} kind="clock" value={now.to} onChange={(to) => set({ to })} />
      </div>
      <p class="small quiet" role="status">{endsNextDay(now) ? t.form.nextDay : ""}</p>
      <Channels value={now.channels} onChange={(channels) => set({ channels })} />
      {shift ? <Removing shift={shift} onDone={onClose} /> : <Repeat draft={now} onChange={set} />}
      {preview.value ? <PreviewList preview={preview.value} /> : null}
    </DialogFrame>
  );
}

/** True when it is done; a series is only shown at first. Throws HttpError. */
async function carryOut(draft: ShiftDraft, shift: RotaShift | null, preview: { value: Preview | null }): Promise<boolean> {
  const t = rotaTexts();
  if (draft.repeat && preview.value === null) {
    preview.value = await series(seriesOf(draft), true);
    return false;
  }
  if (draft.repeat) tell(t.made((await series(seriesOf(draft), false)).added.length));
  else if (shift) {
    const before = fieldsOf(shift);
    await change(shift.shift_id, shiftOf(draft));
    tell(t.saved, () => attempt(() => change(shift.shift_id, before)));
  } else {
    await add(shiftOf(draft));
    tell(t.made(1));
  }
  return true;
}

function About({ shift }: { shift: RotaShift }): JSX.Element {
  const t = rotaTexts();
  return (
    <>
      {shift.conflicts.map((code) => <p key={code} class="attention-line">! {conflictWords(code)}</p>)}
      {shift.reason ? <p class="small">{t.form.reason}: {shift.reason}</p> : null}
      {shift.series_id ? <p class="small quiet">{t.form.series}</p> : null}
    </>
  );
}

function Removing({ shift, onDone }: { shift: RotaShift; onDone: () => void }): JSX.Element {
  const t = rotaTexts();
  const sure = useSignal(false);
  const { date } = wallOf(Date.parse(shift.starts_at));
  const seriesId = shift.series_id;
  const removeAll = async (): Promise<void> => {
    sure.value = false;
    if (seriesId && await attempt(async () => tell(t.removedMany(await removeSeries(seriesId, date))))) onDone();
  };
  return (
    <div class="removing">
      <button type="button" class="plain-button danger" onClick={() => { onDone(); void remove(shift); }}>{t.form.remove}</button>
      {seriesId ? <button type="button" class="plain-button danger" onClick={() => { sure.value = true; }}>{t.form.removeSeries}</button> : null}
      {sure.value ? <Confirm danger question={t.form.sureSeries(dateWords(date))} yes={t.form.yesRemove} no={t.form.noKeep} onYes={() => void removeAll()} onNo={() => { sure.value = false; }} /> : null}
    </div>
  );
}
