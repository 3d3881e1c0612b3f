// The period by centre and by language: where what was asked for leaves them open.
import type { JSX } from "preact";
import { centres } from "../board/model.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import { ASKED_LANGUAGES } from "./asked.ts";
import { BarTable, type Series } from "./BarTable.tsx";
import type { Row, Statistics } from "./calls.ts";
import { valuesOf } from "./grid.ts";
import { countedOf } from "./measures.ts";

export function Parts({ found, series }: { found: Statistics; series: readonly Series[] }): JSX.Element {
  const { asked } = found;
  return (
    <>
      {asked.centre === "" ? <Part found={found} series={series} part="centre" rows={found.centres} /> : null}
      {asked.language === "" ? <Part found={found} series={series} part="language" rows={found.languages} /> : null}
    </>
  );
}

function Part({ found, series, part, rows }: { found: Statistics; series: readonly Series[]; part: "centre" | "language"; rows: readonly Row[] }): JSX.Element {
  const t = figuresTexts();
  const { measure } = found.asked;
  const there = new Set(rows.map((row) => row[part] ?? ""));
  // As coordinators know them; what belongs nowhere comes last.
  const order = part === "centre" ? centres.value.map((one) => one.code) : [...ASKED_LANGUAGES];
  const names = [...order.filter((name) => there.delete(name)), ...there];
  const known = countedOf(measure, part);
  return (
    <BarTable
      kind="part" id={`statistics-${part}`} heading={t.parts[part]} first={t.partOf[part]} measure={measure} series={series}
      names={names.map((name) => [name, part === "centre" ? centreWords(name) : languageWords(name)])}
      columns={series.map((channel) => valuesOf(measure, channel, part, names, rows))}
      totals={found.cells.totals}
      note={known ? t.partNotes[part] : t.noLanguage}
    />
  );
}

/** A centre's name; `none` are those that no centre answered. */
export function centreWords(code: string): string {
  if (code === "none") return figuresTexts().noCentre;
  const centre = centres.value.find((one) => one.code === code);
  if (centre === undefined) return code;
  return centre.names ? named(centre.names) : centre.name;
}

/** A language's name; without one are those who were never let in, and those who rang and were not answered. */
export function languageWords(code: string): string {
  const { languages } = staffTexts();
  return code in languages ? languages[code as keyof typeof languages] : figuresTexts().withoutLanguage;
}
