// Looking for a contact by when it came; what is chosen stands in the form below, where a reason is asked for.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { centreName } from "./names.ts";
import { Field } from "../settings/Field.tsx";
import { signedOutBy } from "../settings/refusal.ts";
import { clockTime, osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { Choice } from "../statistics/Choice.tsx";
import { type Arrived, type Found, search, type Sought } from "./finding.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const CHANNELS = ["chat", "phone"] as const;

export function Find({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }): JSX.Element {
  const { find: t } = accountsTexts().opening;
  const today = osloDate(deskNow());
  const sought = useSignal<Sought>({ day: today, hour: "", channel: "" });
  const found = useSignal<Found | null>(null);
  const state = useSignal<"idle" | "busy" | "failed">("idle");
  const set = (part: Partial<Sought>): void => { sought.value = { ...sought.value, ...part }; };
  const look = async (): Promise<void> => {
    if (state.value === "busy" || sought.value.day === "") return;
    state.value = "busy";
    try {
      found.value = await search(sought.value);
      state.value = "idle";
      announce(found.value.contacts.length === 0 ? t.none : t.found(found.value.contacts.length));
    } catch (error) {
      found.value = null;
      state.value = signedOutBy(error) ? "idle" : "failed";
    }
  };
  return (
    <form class="finding" noValidate onSubmit={(event) => { event.preventDefault(); void look(); }}>
      <h2>{t.heading}</h2>
      <div class="tools">
        <Field id="find-day" label={t.day}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max={today} value={sought.value.day} onChange={(event) => set({ day: event.currentTarget.value })} />}</Field>
        <Choice id="find-hour" label={t.hour} value={sought.value.hour} options={[["", t.wholeDay], ...HOURS.map((hour) => [String(hour), hourName(hour)] as const)]} onChoose={(hour) => set({ hour })} />
        <Choice id="find-channel" label={t.channel} value={sought.value.channel} options={[["", t.both], ...CHANNELS.map((one) => [one, staffTexts().channel[one]] as const)]} onChoose={(channel) => set({ channel: channel as Sought["channel"] })} />
        <button type="submit" class="ds-button" data-variant="secondary" aria-busy={state.value === "busy"}>{t.search}</button>
      </div>
      {state.value === "failed" ? <p class="problem" role="alert">{t.failed}</p> : null}
      {found.value ? <Results found={found.value} chosen={chosen} onChoose={onChoose} /> : null}
    </form>
  );
}

function Results({ found, chosen, onChoose }: { found: Found; chosen: string; onChoose: (id: string) => void }): JSX.Element {
  const { find: t } = accountsTexts().opening;
  if (found.contacts.length === 0) return <p>{t.none}</p>;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul class="arrived" tabIndex={0} aria-label={t.found(found.contacts.length)}>
        {found.contacts.map((one) => (
          <li key={one.contact_id}>
            <button type="button" class="plain-button" aria-pressed={one.contact_id === chosen} aria-label={t.choose(said(one))} onClick={() => onChoose(one.contact_id)}>{said(one)}</button>
          </li>
        ))}
      </ul>
      {found.more ? <p class="quiet small">{t.more}</p> : null}
    </>
  );
}

/** «10.04 · Chat · Ane Utvik, Karrieresenteret i Trøndelag». */
function said(one: Arrived): string {
  const { find: t } = accountsTexts().opening;
  const who = one.counsellor === null ? t.nobody : [one.counsellor, ...(one.centre === null ? [] : [centreName(one.centre)])].join(", ");
  return [clockTime(one.arrived_at, texts().dates), staffTexts().channel[one.channel], who, ...(one.has_text ? [] : [t.noText])].join(" · ");
}

function hourName(hour: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(hour)}–${two((hour + 1) % 24)}`;
}
