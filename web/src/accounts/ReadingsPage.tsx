// Who read a conversation that was not theirs, when and why: by person and time, and as a file.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Skeleton } from "../board/Skeleton.tsx";
import "../hours/hours.css";
import { plusDays } from "../hours/days.ts";
import { Field } from "../settings/Field.tsx";
import { useFound } from "../settings/found.ts";
import { signedOutBy, tookTooLong } from "../settings/refusal.ts";
import "../settings/settings.css";
import { when } from "../settings/when.ts";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { Coming } from "../statistics/Coming.tsx";
import type { Progress } from "../statistics/download.ts";
import "../statistics/statistics.css";
import { type Account, getAccounts, getReadings, type Reading, type ReadingsAsked } from "./accounts.ts";
import "./accounts.css";
import { downloadReadings } from "./download.ts";

const DAYS = 90;

export function ReadingsPage(): JSX.Element {
  const { read: t } = accountsTexts();
  const today = osloDate(deskNow());
  const asked = useSignal<ReadingsAsked>({ person: "", from: plusDays(today, 1 - DAYS), to: today });
  const people = useFound(getAccounts);
  const readings = useSignal<readonly Reading[] | null>(null);
  const more = useSignal(false);
  const state = useSignal<"idle" | "busy" | "failed">("idle");
  const wrong = asked.value.from !== "" && asked.value.to !== "" && asked.value.from > asked.value.to;
  const fetch = async (older: boolean): Promise<void> => {
    const wanted = asked.value;
    state.value = "busy";
    const known = older ? readings.value ?? [] : [];
    try {
      const page = await getReadings(wanted, known.at(-1) ?? null);
      if (wanted !== asked.value) return;
      readings.value = [...known, ...page.readings];
      more.value = page.more;
      state.value = "idle";
    } catch (error) {
      if (wanted === asked.value) state.value = signedOutBy(error) ? "idle" : "failed";
    }
  };
  useEffect(() => { if (!wrong) void fetch(false); }, [asked.value]);
  const ask = (part: Partial<ReadingsAsked>): void => { asked.value = { ...asked.value, ...part }; };
  return (
    <div class="settings">
      <section class="card" aria-label={t.filters}>
        <p class="quiet">{t.hint}</p>
        <div class="row tools">
          <Field id="reading-person" label={t.person}>{(marks) => (
            <select {...marks} class="ds-input" value={asked.value.person} onChange={(event) => ask({ person: event.currentTarget.value })}>
              <option value="">{t.everybody}</option>
              {(people.value?.accounts ?? []).filter((one) => one.role === "coordinator" || one.account_id === asked.value.person).map((one) => <option key={one.account_id} value={one.account_id}>{called(one)}</option>)}
            </select>
          )}</Field>
          <Field id="reading-from" label={t.from}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max={today} value={asked.value.from} onChange={(event) => ask({ from: event.currentTarget.value })} />}</Field>
          <Field id="reading-to" label={t.to} wrong={wrong ? t.wrong : undefined}>{(marks) => <input {...marks} class="ds-input" type="date" min="2000-01-01" max="2100-12-31" value={asked.value.to} onChange={(event) => ask({ to: event.currentTarget.value })} />}</Field>
        </div>
        <Download asked={asked.value} disabled={wrong} />
      </section>
      <section class="card" aria-label={t.list}>
        {readings.value === null && state.value !== "failed" ? <Skeleton /> : null}
        {readings.value?.length === 0 && state.value === "idle" ? <p role="status">{t.none}</p> : null}
        <ol class="readings">{(readings.value ?? []).map((one) => <Item key={one.reading_id} reading={one} />)}</ol>
        {state.value === "failed" ? <p class="problem" role="alert">{deskTexts().unread} <button type="button" class="plain-button" onClick={() => void fetch(false)}>{deskTexts().again}</button></p> : null}
        {more.value && state.value !== "failed" ? <button type="button" class="ds-button older" data-variant="secondary" aria-busy={state.value === "busy"} onClick={() => { if (state.value !== "busy") void fetch(true); }}>{t.more}</button> : null}
        {!more.value && (readings.value?.length ?? 0) > 0 ? <p class="quiet small older">{t.end}</p> : null}
      </section>
    </div>
  );
}

function called({ name, active }: Account): string {
  return active ? name : `${name} (${accountsTexts().shut})`;
}

function Item({ reading }: { reading: Reading }): JSX.Element {
  const { read: t } = accountsTexts();
  const { contact, reader } = reading;
  return (
    <li>
      <div>
        <h2>{reader?.name ?? t.nobody}</h2>
        <p class="quiet small number"><time dateTime={reading.at}>{when(reading.at)}</time></p>
        <p class="small">{t.whats[reading.what]}{reading.calls > 1 ? ` (${t.calls(reading.calls)})` : ""}</p>
      </div>
      <div>
        <p>{contact.channel && contact.arrived_at ? t.contact(staffTexts().channel[contact.channel], when(contact.arrived_at)) : t.gone}</p>
        {contact.counsellor ? <p class="small">{t.had(contact.counsellor)}</p> : null}
        <p class="quiet small wrap">{t.id} {contact.contact_id}</p>
        {contact.arrived_at ? <p class="small"><a class="ds-link" href={`#conversation/${contact.contact_id}`}>{t.open}</a></p> : null}
      </div>
      <p class="reason wrap" dir="auto">{reading.reason ?? <span class="quiet">{t.noReason}</span>}</p>
    </li>
  );
}

function Download({ asked, disabled }: { asked: ReadingsAsked; disabled: boolean }): JSX.Element {
  const { read: t } = accountsTexts();
  const busy = useSignal(false);
  const failed = useSignal("");
  const progress = useSignal<Progress | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const run = async (): Promise<void> => {
    if (busy.value || disabled) return;
    busy.value = true;
    failed.value = "";
    stop.current = new AbortController();
    const { signal } = stop.current;
    try {
      await downloadReadings(asked, signal, (now) => { progress.value = now; });
      announce(t.downloaded);
    } catch (error) {
      if (signal.aborted) announce(figuresTexts().stopped);
      else if (!signedOutBy(error)) failed.value = tookTooLong(error) ? deskTexts().tooLong : t.notDownloaded;
    }
    busy.value = false;
    progress.value = null;
  };
  return (
    <div class="downloads">
      <button type="button" class="ds-button" data-variant="secondary" aria-busy={busy.value} aria-disabled={disabled} onClick={() => void run()}>{t.download}</button>
      {progress.value === null ? null : <Coming progress={progress.value} stop={() => stop.current?.abort()} />}
      {failed.value === "" ? null : <p class="problem" role="alert">{failed.value}</p>}
    </div>
  );
}
