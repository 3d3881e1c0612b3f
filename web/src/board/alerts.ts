// An alert in words: what it is, the rule that raised it with its limit and what was measured, and what to do.
import { clockTime, fullTime, osloDate } from "../shared/dates.ts";
import { lengthWords } from "../shared/elapsed.ts";
import { deskNow } from "../shared/now.ts";
import type { Alert, Board, BoardRule } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";

/** The centres name them all. */
const NAMES = 3;

type Code = keyof ReturnType<typeof watchTexts>["alerts"];
export interface Told { code: string; name: string; rule: string; measured: string | null; todo: string; since: string }

/** The rules of a board; a worker of the release before sends none. */
export function rulesOf(board: Board): readonly BoardRule[] {
  return (board.rules as BoardRule[] | undefined) ?? [];
}

export function tell(alert: Alert, board: Board): Told {
  const t = watchTexts();
  const rule = rulesOf(board).find((one) => one.code === alert.code);
  const words = wordsOf(alert.code);
  return {
    code: alert.code,
    name: words?.name ?? alert.code,
    rule: t.rule(words?.limit(rule ? amount(rule.figure, rule.limit) : "") ?? alert.code),
    measured: rule && rule.value !== null ? t.measured(amount(rule.figure, rule.value)) : null,
    todo: [first(alert.code, board), words?.todo ?? ""].filter((one) => one !== "").join(" "),
    since: staffTexts().board.alertSince(moment(alert.since)),
  };
}

/** A rule with its limit, whether or not it holds; null for one of which this release of the page knows nothing. */
export function ruleWords(rule: BoardRule): { name: string; limit: string } | null {
  const t = watchTexts();
  const words = wordsOf(rule.code);
  return words ? { name: words.name, limit: rule.limit === 0 ? t.never : words.limit(amount(rule.figure, rule.limit)) } : null;
}

/** An amount in the unit that the end of the figure's name says. */
export function amount(figure: string, value: number): string {
  const t = watchTexts();
  if (figure.endsWith("_percent")) return t.percent(value);
  return figure.endsWith("_days") ? t.days(value) : lengthWords(value, staffTexts().time);
}

/** What can be done first with those who are there: call whoever is missing, or ask somebody back. */
function first(code: string, board: Board): string {
  const t = watchTexts();
  const missing = board.centres.flatMap((centre) => centre.missing.map((one) => one.name));
  const names = missing.length > NAMES ? `${missing.slice(0, NAMES).join(", ")} ${t.andMore(missing.length - NAMES)}` : missing.join(", ");
  if (code === "missing_from_shift" || (code.startsWith("nobody_ready") && missing.length > 0)) return missing.length > 0 ? t.call(names) : "";
  return code.startsWith("nobody_ready") && board.centres.some((centre) => centre.break > 0) ? t.backFromBreak : "";
}

function wordsOf(code: string): ReturnType<typeof watchTexts>["alerts"][Code] | null {
  const { alerts } = watchTexts();
  return code in alerts ? alerts[code as Code] : null;
}

/** The clock alone on the same day, else in full. */
function moment(instant: string): string {
  const { dates } = texts();
  return osloDate(Date.parse(instant)) === osloDate(deskNow()) ? clockTime(instant, dates) : fullTime(instant, dates);
}
