// Who changed what, when, and from what to what.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Skeleton } from "../board/Skeleton.tsx";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { type Entry, getLog } from "./calls.ts";
import "./hours.css";
import { LogEntry } from "./LogEntry.tsx";

const ABOUT = ["all", "hours", "shifts", "replies", "links", "notices", "holds", "policy", "topics", "deadlines", "figures", "accounts"] as const;
type About = (typeof ABOUT)[number];

export function AuditPage(): JSX.Element {
  const { log: t, again } = hoursTexts();
  const about = useSignal<About>("all");
  const entries = useSignal<readonly Entry[] | null>(null);
  const more = useSignal(false);
  const state = useSignal<"idle" | "busy" | "failed">("idle");
  const list = useRef<HTMLOListElement>(null);
  const read = async (older: boolean): Promise<void> => {
    const wanted = about.value;
    state.value = "busy";
    const known = older ? entries.value ?? [] : [];
    try {
      const page = await getLog(wanted, known.at(-1) ?? null);
      if (wanted !== about.value) return;
      entries.value = [...known, ...page.entries];
      more.value = page.more;
      state.value = "idle";
    } catch {
      if (wanted === about.value) state.value = "failed";
    }
    // The button may be gone: reading goes on with the first of the older lines.
    if (older && state.value === "idle") list.current?.querySelectorAll<HTMLElement>("h2")[known.length]?.focus();
  };
  useEffect(() => { void read(false); }, [about.value]);
  const choose = (one: About): void => { entries.value = null; about.value = one; };
  return (
    <section class="card" aria-label={t.hint}>
      <div class="log-head">
        <div>
          <p class="quiet">{t.hint}</p>
          <p class="small"><a class="ds-link" href="#readings">{accountsTexts().readings}</a></p>
        </div>
        <div class="year small">
          <label for="log-about">{t.about}</label>
          <select id="log-about" class="ds-input" value={about.value} onChange={(event) => choose(event.currentTarget.value as About)}>
            {ABOUT.map((one) => <option key={one} value={one}>{t.filters[one]}</option>)}
          </select>
        </div>
      </div>
      {entries.value === null && state.value !== "failed" ? <Skeleton /> : null}
      {entries.value?.length === 0 ? <p>{t.none}</p> : null}
      <ol class="log-list" ref={list}>{(entries.value ?? []).map((entry) => <LogEntry key={entry.audit_id} entry={entry} />)}</ol>
      {state.value === "failed" ? <p class="problem" role="alert">{t.failed} <button type="button" class="plain-button" onClick={() => void read(entries.value !== null)}>{again}</button></p> : null}
      {more.value && state.value !== "failed" ? <button type="button" class="ds-button older" data-variant="secondary" aria-busy={state.value === "busy"} onClick={() => { if (state.value !== "busy") void read(true); }}>{t.more}</button> : null}
      {!more.value && (entries.value?.length ?? 0) > 0 ? <p class="quiet small older">{t.end}</p> : null}
    </section>
  );
}
