// Another end or reason for what is held; the desk takes no end further ahead than its own limit.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { plusDays } from "../hours/days.ts";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { EditDialog } from "./EditDialog.tsx";
import { Field } from "./Field.tsx";
import { type Held, moveHold } from "./holds.ts";
import { instantOf } from "./notices.ts";
import { Refused } from "./Refused.tsx";
import { useSaving } from "./saving.ts";

/** The last minute that is still that day. */
const END_OF_DAY = "23:59";
const LONGEST_REASON = 300;

interface HoldDialogProps { held: Held; mostDays: number; onClose: () => void; onSaved: () => void }

export function HoldDialog({ held, mostDays, onClose, onSaved }: HoldDialogProps): JSX.Element {
  const t = deskTexts();
  const saving = useSaving();
  const before = osloDate(Date.parse(held.until));
  const date = useSignal(before);
  const reason = useSignal(held.reason);
  const today = osloDate(deskNow());
  const last = plusDays(today, mostDays - 1);
  const changed = date.value !== before || reason.value !== held.reason;
  const save = async (): Promise<void> => {
    const until = date.value === before ? held.until : instantOf(date.value, END_OF_DAY);
    if (until === null || date.value < today) saving.refuse({ until: t.problems.past });
    else if (reason.value.trim() === "") saving.refuse({ reason: t.problems.text });
    else if (await saving.run(() => moveHold(held.contact_id, reason.value.trim(), until))) {
      announce(t.saved);
      onSaved();
      onClose();
    }
  };
  return (
    <EditDialog heading={t.holds.move} save={t.save} busy={saving.busy} changed={changed} problem={<Refused refusal={saving.refusal} shown={["until", "reason"]} />} onSave={() => void save()} onClose={onClose}>
      <Field id="hold-until" label={t.holds.lastDay} hint={t.holds.mostDays(mostDays)} wrong={saving.wrong("until")}>
        {(marks) => <input {...marks} class="ds-input" type="date" min={today} max={last} value={date.value} onChange={(event) => { saving.clear(); date.value = event.currentTarget.value; }} />}
      </Field>
      <Field id="hold-reason" label={t.holds.why} hint={t.holds.whyHint} wrong={saving.wrong("reason")}>
        {(marks) => <textarea {...marks} class="ds-input" rows={2} maxLength={LONGEST_REASON} value={reason.value} onInput={(event) => { saving.clear(); reason.value = event.currentTarget.value; }} />}
      </Field>
    </EditDialog>
  );
}
