// What comes out otherwise when it is counted again, in words: which rows, and what it is counted by now.
import { fieldName, fieldWords } from "../hours/field_words.ts";
import { insightTexts } from "../shared/texts/insight.ts";
import { publishingTexts } from "../shared/texts/publishing.ts";
import { countWords } from "../statistics/topic_words.ts";
import type { Difference, MadeAgain, Row, Versions } from "./calls.ts";
import { COUNTS, type Known, nameOf, type Told } from "./sheets.ts";

/** `was`, `now`: null where the row was not or is not there. */
export interface Differs { name: string; figure: string; was: string | null; now: string | null }

/** A line for each count that is another one; a share that changes with the whole alone is counted in `shares`. */
export function linesOf(again: MadeAgain, told: Told, known: Known): { lines: Differs[]; shares: number } {
  const found = again.differences.map((one) => changed(one, told, known));
  return { lines: found.flat(), shares: found.filter((lines) => lines.length === 0).length };
}

function changed({ was, now }: Difference, told: Told, known: Known): Differs[] {
  const row = was ?? now;
  if (row === null) return [];
  const name = nameOf(row, told, known);
  const counts = COUNTS.filter((figure) => figure in row && was?.[figure] !== now?.[figure]);
  const today = now === null ? name : nameOf(now, told, known);
  const words = today === name ? [] : [{ name, figure: publishingTexts().called, was: name, now: today }];
  return [...counts.map((figure) => ({ name, figure: figureWords(figure), was: countOf(was, figure), now: countOf(now, figure) })), ...words];
}

function countOf(row: Row | null, figure: string): string | null {
  return row === null ? null : countWords(row[figure] as number | null);
}

function figureWords(figure: (typeof COUNTS)[number]): string {
  const t = insightTexts();
  return figure === "contacts" ? t.count : t.topics[figure];
}

/** What it is counted by that is another one today. */
export function versionsChanged({ versions, versions_now }: { versions: Versions; versions_now: Versions }): string[] {
  const t = publishingTexts();
  return Object.keys(versions_now).filter((name) => versions[name] !== versions_now[name]).map((name) => {
    const [was, now] = [versions[name] ?? "–", versions_now[name] ?? "–"];
    if (name === "definitions") return t.definitionsChanged;
    return name === "topics" ? t.topicsChanged(was, now) : t.limitChanged(fieldName(name), fieldWords(name, numbered(was)), fieldWords(name, numbered(now)));
  });
}

function numbered(text: string): number | string {
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
