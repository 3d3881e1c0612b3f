// One line of the log: who, when, what, and what became of what; word for word for those who want it so.
import type { JSX } from "preact";
import { hoursTexts } from "../shared/texts/hours.ts";
import type { Entry } from "./calls.ts";
import { type Change, changesOf, type Line } from "./changes.ts";
import { moment } from "./field_words.ts";

/** Only here a person wrote a reason that does not stand among what changed already. */
const REASONED = new Set(["desk_reopened", "policy_changed", "staff_changed", "staff_disabled", "staff_enabled"]);
/** More than that nobody reads; word for word there is the rest. */
const MOST_LINES = 12;

export function LogEntry({ entry }: { entry: Entry }): JSX.Element {
  const { log: t } = hoursTexts();
  const changes = changesOf(entry.before, entry.after);
  const told = entry.before !== null || entry.after !== null;
  return (
    <li class="entry">
      <div class="entry-head">
        <h2 tabIndex={-1}>{action(entry.action)}</h2>
        <p class="quiet small number">{entry.actor?.name ?? t.nobody} · <time dateTime={entry.at}>{moment(entry.at)}</time></p>
      </div>
      {whose(entry) ? <p>{whose(entry)}</p> : null}
      {entry.reason && (!told || REASONED.has(entry.action)) ? <p class="small wrap">{t.reason(entry.reason)}</p> : null}
      {entry.action === "week_copied" && entry.subject ? <p class="small">{t.toWeek(entry.subject)}</p> : null}
      {changes.map((change, index) => <Changed key={index} change={change} />)}
      {told && changes.length === 0 ? <p class="quiet small">{t.unchanged}</p> : null}
      {told ? <Raw entry={entry} /> : entry.subject ? <p class="quiet small wrap">{entry.subject}</p> : null}
    </li>
  );
}

/** Whose account it was: the name that it has now, which is no change where it had it before. */
function whose({ action: done, before, after }: Entry): string | null {
  const name = after?.["name"];
  return done.startsWith("staff_") && before !== null && typeof name === "string" ? name : null;
}

function Changed({ change }: { change: Change }): JSX.Element {
  return (
    <div class="changes small">
      {change.title ? <p><strong>{change.title}</strong></p> : null}
      <ul>
        {change.lines.slice(0, MOST_LINES).map((line, index) => <li key={index}><Differs line={line} /></li>)}
        {change.lines.length > MOST_LINES ? <li class="quiet">{hoursTexts().log.others(change.lines.length - MOST_LINES)}</li> : null}
      </ul>
    </div>
  );
}

function Differs({ line: { name, before, after } }: { line: Line }): JSX.Element {
  const { log: t } = hoursTexts();
  return (
    <>
      {name}:{" "}
      {before === null ? null : <><span class="ds-sr-only">{t.before} </span><del class="wrap">{before}</del></>}
      {before !== null && after !== null ? <span aria-hidden="true"> → </span> : null}
      {after === null ? null : <><span class="ds-sr-only"> {t.after} </span><ins class="wrap">{after}</ins></>}
    </>
  );
}

function Raw({ entry }: { entry: Entry }): JSX.Element {
  const { log: t } = hoursTexts();
  return (
    <details class="definitions small">
      <summary>{t.raw}</summary>
      {/* Long lines scroll by themselves, and whoever has no pointer must reach them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="group" aria-label={t.raw}>{JSON.stringify({ action: entry.action, subject: entry.subject, reason: entry.reason, before: entry.before, after: entry.after }, null, 1)}</pre>
    </details>
  );
}

/** A name that this release does not know stands as the desk wrote it. */
function action(name: string): string {
  const { actions } = hoursTexts().log;
  return name in actions ? actions[name as keyof typeof actions] : name;
}
