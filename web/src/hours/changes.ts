// What a line of the log changed, in words: rules matched by their names, days by their hours, figures by theirs.
import { hoursTexts } from "../shared/texts/hours.ts";
import { WEEKDAYS, type Interval, type Week } from "./document.ts";
import { sameHours } from "./times.ts";
import { fieldName, fieldWords, ruleWords, shiftWords } from "./field_words.ts";
import { hours, weekday } from "./words.ts";

export interface Line { name: string; before: string | null; after: string | null }
/** One thing that was added, taken away or changed; without a title the lines speak for themselves. */
export interface Change { title: string | null; lines: Line[] }

type Document = Readonly<Record<string, unknown>>;
const LISTS = ["weekly_rules", "period_rules", "date_rules"] as const;
export type List = (typeof LISTS)[number];
/** A file of shifts, and how many of each there were, which its lines say themselves. */
const SHIFT_LISTS = new Set(["added", "changed", "removed", "counts"]);
/** Names of rows, which say nothing to people; who it is stands beside them as a name. */
const UNTOLD = new Set(["shift_id", "counsellor_id", "series_id", "closure_id", "id", "priority", "label_se"]);

/** Fields in the order in which people ask for them; what is not named follows as it came. */
const ORDER = ["audience", "shortcut", "stage", "address", "title", "nb", "nn", "en", "se", "words", "name", "date", "channel", "accepted", "frm", "to", "valid_from", "valid_to", "weekly", "intervals", "first", "last", "weekdays", "starts", "ends", "starts_at", "ends_at", "channels", "label_nb", "label_nn", "label_en"];

export function changesOf(before: Document | null, after: Document | null): Change[] {
  const lists = LISTS.flatMap((list) => listChanges(list, rows(before?.[list]), rows(after?.[list])));
  const rest = [...shiftLines(before, after), ...linesOf(without(before), without(after))];
  return rest.length > 0 ? [...lists, { title: null, lines: rest }] : lists;
}

/** Rules are the same rule when they have the same name, or the same date and channel. */
function listChanges(list: List, before: readonly Document[], after: readonly Document[]): Change[] {
  const t = hoursTexts().log;
  const keyed = (of: readonly Document[]): Map<string, Document> => new Map(of.map((rule, place) => [key(list, rule, of, place), rule]));
  const [was, is] = [keyed(before), keyed(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [old, now] = [was.get(name) ?? null, is.get(name) ?? null];
    const lines = linesOf(old, now);
    if (lines.length === 0) return [];
    const title = (old === null ? t.added : now === null ? t.gone : t.changed)(ruleWords(list, now ?? old ?? {}));
    return [{ title, lines }];
  });
}

/** What was read from a file: a line for each shift, under the name of whose it is. */
function shiftLines(before: Document | null, after: Document | null): Line[] {
  const old = new Map(rows(before?.["changed"]).map((shift) => [shift["shift_id"], shift]));
  const line = (was: Document | null, is: Document | null): Line => (
    { name: String((is ?? was)?.["name"] ?? ""), before: was && shiftWords(was), after: is && shiftWords(is) }
  );
  return [
    ...rows(after?.["added"]).map((shift) => line(null, shift)),
    ...rows(after?.["changed"]).map((shift) => line(old.get(shift["shift_id"]) ?? null, shift)),
    ...rows(before?.["removed"]).map((shift) => line(shift, null)),
  ];
}

function key(list: List, rule: Document, all: readonly Document[], place: number): string {
  const of = (one: Document): string => (list === "date_rules" ? `${String(one["date"])} ${String(one["channel"])}` : String(one["id"]));
  const earlier = all.slice(0, place).filter((one) => of(one) === of(rule)).length;
  return `${of(rule)} ${earlier}`;
}

/** A line for each field that differs; what stands alone on one side is told whole, empty fields left out. */
function linesOf(before: Document | null, after: Document | null): Line[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.filter((name) => !UNTOLD.has(name)).toSorted((one, other) => rank(one) - rank(other)).flatMap((name) => {
    const [old, now] = [valueOf(before, name), valueOf(after, name)];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    if (name === "weekly" && before !== null && after !== null) return weekLines(old as Week, now as Week);
    const words = (side: Document | null, value: unknown): string | null => (side === null || (value === null && name !== "channel") || value === "" ? null : fieldWords(name, value));
    const line = { name: fieldName(name), before: words(before, old), after: words(after, now) };
    return line.before === line.after ? [] : [line];
  });
}

function rank(name: string): number {
  const place = ORDER.indexOf(name);
  return place < 0 ? ORDER.length : place;
}

/** Null is a value of its own (every channel), other than that there was nothing at all. */
function valueOf(document: Document | null, name: string): unknown {
  return document === null ? undefined : document[name] ?? null;
}

/** Only the days whose hours are others. */
function weekLines(before: Week | null, after: Week | null): Line[] {
  return WEEKDAYS.flatMap((day) => {
    const [old, now]: Interval[][] = [before?.[day] ?? [], after?.[day] ?? []];
    return sameHours(old ?? [], now ?? []) ? [] : [{ name: weekday(day), before: hours(old ?? []), after: hours(now ?? []) }];
  });
}

function rows(value: unknown): readonly Document[] {
  return Array.isArray(value) ? (value as Document[]) : [];
}

function without(document: Document | null): Document | null {
  if (document === null) return null;
  return Object.fromEntries(Object.entries(document).filter(([name]) => !LISTS.includes(name as List) && !SHIFT_LISTS.has(name)));
}
