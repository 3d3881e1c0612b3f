// Who changed what on this page: the newest lines of the log, fetched when somebody looks.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { type Entry, getLog } from "../hours/calls.ts";
import { LogEntry } from "../hours/LogEntry.tsx";
import { deskTexts } from "../shared/texts/desk.ts";

interface HistoryProps {
  about: "replies" | "links" | "notices" | "holds" | "policy" | "topics" | "deadlines" | "accounts" | "figures";
  /** What the page shows: whenever it is another, somebody has changed something. */
  after: unknown;
}

export function History({ about, after }: HistoryProps): JSX.Element {
  const { history: t, again } = deskTexts();
  const entries = useSignal<readonly Entry[]>([]);
  const more = useSignal(false);
  const state = useSignal<"unasked" | "busy" | "read" | "failed">("unasked");
  const read = async (older: boolean): Promise<void> => {
    if (state.value === "busy") return;
    state.value = "busy";
    const known = older ? entries.value : [];
    try {
      const page = await getLog(about, known.at(-1) ?? null, PAGE);
      entries.value = [...known, ...page.entries];
      more.value = page.more;
      state.value = "read";
    } catch {
      state.value = "failed";
    }
  };
  useEffect(() => { if (state.value !== "unasked") void read(false); }, [JSON.stringify(after)]);
  return (
    <details class="card history" onToggle={(event) => { if (event.currentTarget.open) void read(false); }}>
      <summary>{t.heading}</summary>
      <div role="status">
        {state.value === "failed" ? <p class="problem">{t.failed} <button type="button" class="plain-button" onClick={() => void read(entries.value.length > 0)}>{again}</button></p> : null}
        {state.value === "read" && entries.value.length === 0 ? <p class="quiet">{t.none}</p> : null}
      </div>
      <ol class="log-list">{entries.value.map((entry) => <LogEntry key={entry.audit_id} entry={entry} />)}</ol>
      {more.value && state.value !== "failed" ? <button type="button" class="ds-button older" data-variant="secondary" aria-busy={state.value === "busy"} onClick={() => void read(true)}>{t.more}</button> : null}
    </details>
  );
}

const PAGE = 10;
