// The tables of what is published, as they are looked at: a name for each row, counts and shares, hidden ones told.
import type { Names } from "../board/orders.ts";
import { channel } from "../hours/words.ts";
import type { Channel } from "../shared/protocol.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { publishingTexts } from "../shared/texts/publishing.ts";
import { named } from "../shared/texts/staff.ts";
import { type Levels, rowName, valueWords } from "../statistics/topic_words.ts";
import type { By } from "../statistics/topics_asked.ts";
import { TABLES } from "../statistics/year_calls.ts";
import type { Question } from "./asked.ts";
import type { Row, Tables } from "./calls.ts";
import { monthWords } from "./words.ts";

/** A count or a share; undefined where the table has no such cell. */
export type Cell = number | null | undefined;
export interface Line { key: string; name: string; level: 1 | 2; counts: readonly Cell[]; shares: readonly Cell[] }
export interface Sheet { id: string; heading: string; first: string; counts: readonly string[]; shares: readonly string[]; lines: readonly Line[] }
export interface Told { report: string; question: Question; tables: Tables }
/** What codes are called: levels of education, and the topics of the list of today. */
export interface Known { levels: Levels; topics: ReadonlyMap<string, Names> }
/** The figures that may be hidden. */
export const COUNTS = ["primary", "named", "contacts"] as const;

export function sheetsOf(told: Told, known: Known): Sheet[] {
  if (told.report === "contacts") return extract(told.tables, known);
  return told.report === "annual" ? annual(told.tables["annual"] ?? []) : topics(told, known);
}

/** How many counts are kept back, in all tables. */
export function hiddenIn(tables: Tables): number {
  return countsIn(tables).filter((count) => count === null).length;
}

/** Whether nobody would learn a figure from it: nobody came, or everything is hidden. */
export function saysNothing(tables: Tables): boolean {
  return countsIn(tables).every((count) => count === null || count === 0);
}

function countsIn(tables: Tables): unknown[] {
  return Object.values(tables).flat().flatMap((row) => COUNTS.filter((name) => name in row).map((name) => row[name]));
}

/** What a row is about: «Bachelor», «Nord · Bachelor», «oktober 2026 · Chat · Besvart». */
export function nameOf(row: Row, { question, tables }: Told, known: Known): string {
  const text = (name: string): string | null => (typeof row[name] === "string" ? row[name] : null);
  const [month, of, outcome, value, topic] = ["month", "channel", "outcome", "value", "topic"].map(text);
  const parts = [month ? monthWords(month) : null, of ? channelWords(of) : null, outcome ? outcomeWords(outcome) : null, value ? valueOf(value, question, known) : null];
  if ("name_nb" in row) parts.push(rowName(row as unknown as NamedRow));
  else if (topic) parts.push(topicWords(topic, namesIn(tables, known)));
  const table = TABLES.find((one) => one === row["table"]);
  if (table) parts.unshift(insightTexts().year.tables[table]);
  return parts.filter((part) => part !== null).join(" · ");
}

interface NamedRow { name_nb: string; name_nn: string; name_en: string; retired?: boolean; parent: string | null }

function topics({ question, tables }: Told, known: Known): Sheet[] {
  const t = insightTexts();
  const list: Sheet = {
    id: "topics", heading: t.topics.heading, first: t.topics.topic, counts: [t.topics.primary, t.topics.named], shares: [t.shareOfAll, t.shareOfRegistered],
    lines: (tables["topics"] ?? []).map((row) => ({ ...lineOf(row, String(row["topic"])), counts: cells(row, "primary", "named"), shares: cells(row, "primary_share", "primary_share_registered") })),
  };
  const divided = tables["by"] ?? [];
  if (divided.length === 0) return [list];
  const values = [...new Set(divided.map((row) => String(row["value"])))];
  const names = namesIn(tables, known);
  const by = (question["by"] ?? "centre") as By;
  return [list, {
    id: "by", heading: t.topics.crossed((t.topics.byOf[by] ?? by).toLowerCase()), first: t.topics.topic, counts: values.map((value) => valueOf(value, question, known)), shares: [],
    lines: matrix(divided, "topic", "value", values).map(([topic, counts]) => ({ key: topic, name: topicWords(topic, names), level: 1, counts, shares: [] })),
  }];
}

function annual(rows: readonly Row[]): Sheet[] {
  const t = insightTexts();
  return TABLES.map((table): Sheet => ({
    id: table, heading: t.year.tables[table], first: t.year.tables[table], counts: [t.count], shares: [t.shareOfAll, t.shareOfRegistered],
    lines: rows.filter((row) => row["table"] === table).map((row) => ({ ...lineOf(row, String(row["code"])), counts: cells(row, "contacts"), shares: cells(row, "share", "share_registered") })),
  })).filter(({ lines }) => lines.length > 0);
}

function extract(tables: Tables, known: Known): Sheet[] {
  const t = publishingTexts();
  const arrivals = tables["arrivals"] ?? [];
  const channels = [...new Set(arrivals.map((row) => String(row["channel"])))];
  const sheet = (id: string, heading: string, rows: readonly Row[], of: "outcome" | "topic", words: (of: string) => string): Sheet => {
    const months = [...new Set(rows.map((row) => String(row["month"])))];
    const lines = matrix(rows, of, "month", months).map(([name, counts]): Line => ({ key: name, name: words(name), level: 1, counts, shares: [] }));
    return { id, heading, first: t.rows[of], counts: months.map(monthWords), shares: [], lines };
  };
  const found = [
    ...channels.map((one) => sheet(`arrivals-${one}`, t.arrivalsBy(channelWords(one)), arrivals.filter((row) => row["channel"] === one), "outcome", outcomeWords)),
    sheet("topics", t.firstTopics, tables["topics"] ?? [], "topic", (topic) => topicWords(topic, namesIn(tables, known))),
  ];
  return found.filter(({ lines }) => lines.length > 0);
}

/** The counts of each value of one column, in the order of the values of another. */
function matrix(rows: readonly Row[], down: string, across: string, columns: readonly string[]): [string, Cell[]][] {
  const found = new Map(rows.map((row) => [`${String(row[down])} ${String(row[across])}`, cells(row, "contacts")[0]]));
  return [...new Set(rows.map((row) => String(row[down])))].map((name) => [name, columns.map((column) => found.get(`${name} ${column}`))]);
}

function lineOf(row: Row, key: string): Pick<Line, "key" | "name" | "level"> {
  const called = row as unknown as NamedRow;
  return { key, name: rowName(called), level: called.parent === null ? 1 : 2 };
}

function cells(row: Row, ...names: readonly string[]): Cell[] {
  return names.map((name) => row[name] as Cell);
}

/** The names that the publication itself has are those of its day. */
function namesIn(tables: Tables, { topics: listed }: Known): ReadonlyMap<string, string> {
  const own = (tables["topics"] ?? []).filter((row) => "name_nb" in row).map((row): [string, string] => [String(row["topic"]), rowName(row as unknown as NamedRow)]);
  return new Map([...[...listed].map(([code, names]): [string, string] => [code, named(names)]), ...own]);
}

function topicWords(topic: string, names: ReadonlyMap<string, string>): string {
  const t = insightTexts();
  if (topic === "all") return t.all;
  return topic === "not_registered" ? t.notRegistered : names.get(topic) ?? topic;
}

function valueOf(value: string, question: Question, { levels }: Known): string {
  const by = question["by"] as By | undefined;
  return by === undefined ? value : valueWords(value, by, levels);
}

function channelWords(of: string): string {
  return of === "all" ? channel(null) : channel(of as Channel);
}

function outcomeWords(outcome: string): string {
  const { measures } = figuresTexts();
  if (outcome === "all") return measures.arrivals;
  return outcome in measures ? measures[outcome as keyof typeof measures] : outcome;
}
