// The fields of what is logged, and their values, as people say them. What has no words stands as it was written.
import type { Names } from "../board/orders.ts";
import { clockTime, osloDate } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { Channel } from "../shared/protocol.ts";
import { accountsTexts } from "../shared/texts/accounts.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { deskTexts } from "../shared/texts/desk.ts";
import { named, staffTexts } from "../shared/texts/staff.ts";
import type { Question } from "../publish/asked.ts";
import { questionWords, reportWords } from "../publish/words.ts";
import { figureName, isFigure, valueWords } from "../settings/policy_words.ts";
import { stageName } from "../settings/stages.ts";
import type { List } from "./changes.ts";
import type { Interval, Labels, Week } from "./document.ts";
import { channel, hours, label, longDate, shortDate, week, weekday } from "./words.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE = 60;

export function fieldName(name: string): string {
  const { fields } = hoursTexts().log;
  return name in fields ? fields[name as keyof typeof fields] : figureName(name);
}

/** «vanlig uke «ordinary»», «periode «Sommeråpningstider»», «dag 26. november 2026». */
export function ruleWords(list: List, rule: Readonly<Record<string, unknown>>): string {
  const t = hoursTexts().log;
  if (list === "date_rules") return t.date(shortDate(String(rule["date"])));
  const name = label(rule as Labels) || String(rule["id"]);
  return list === "period_rules" ? t.period(name) : t.week(name);
}

export function fieldWords(name: string, value: unknown): string {
  const t = hoursTexts();
  if (name === "channel") return channel(value as Channel | null);
  if (name === "channels" && Array.isArray(value)) return value.map((one) => channel(one as Channel)).join(", ");
  if (name === "role" && (value === "counsellor" || value === "coordinator")) return accountsTexts().roles[value];
  if (name === "languages" && Array.isArray(value)) return value.map((one) => staffTexts().languages[one as "nb"]).join(", ");
  if (name === "skills" && Array.isArray(value)) return value.join(", ") || accountsTexts().values.none;
  if (name === "ended_shifts" && Array.isArray(value)) return value.map((one) => shiftWords(one as Record<string, unknown>)).join("; ");
  if (name === "weekdays" && Array.isArray(value)) return value.map((one) => weekday(String(one))).join(", ");
  if (name === "intervals") return hours(value as Interval[]);
  if (name === "weekly") return week(value as Week);
  if (name === "last_call") return t.lastCall.choices[Number(value)]?.name ?? String(value);
  if (name === "manual" && Array.isArray(value)) return value.map((one) => orderWords(one as Order)).join(" ") || t.log.noOrder;
  if (typeof value === "number" && isFigure(name)) return valueWords(name, value);
  if (name.endsWith("_seconds") && typeof value === "number") return length(value);
  if (name === "report" && typeof value === "string") return reportWords(value);
  if (name === "question" && typeof value === "object" && value !== null) return questionWords(value as Question);
  if (name === "stage") return stageName(String(value));
  if (name === "audience" && isAudience(value)) return deskTexts().notices.audiences[value];
  if (typeof value === "boolean") return value ? t.log.yes : t.log.no;
  return plain(value);
}

/** «tirsdag 24. november 2026 kl. 10.00 – kl. 20.00, Chat». */
export function shiftWords(shift: Readonly<Record<string, unknown>>): string {
  const { dates } = texts();
  return `${moment(String(shift["starts_at"]))} – ${clockTime(String(shift["ends_at"]), dates)}, ${fieldWords("channels", shift["channels"])}`;
}

function isAudience(value: unknown): value is "citizens" | "staff" {
  return value === "citizens" || value === "staff";
}

interface Order { order: "close" | "open" | "follow_rules"; channel: Channel | null; reason?: Names; until: string | null }

function orderWords({ order, channel: which, reason, until }: Order): string {
  const { byHand } = staffTexts().board;
  const what = which ?? "all";
  if (order === "follow_rules") return hoursTexts().log.followsRules(channel(which));
  const end = until === null ? "" : ` ${byHand.until(moment(until))}`;
  const why = order === "close" && reason ? ` «${named(reason)}»` : "";
  return `${(order === "close" ? byHand.closed : byHand.open)[what]}${end}${why}`;
}

function plain(value: unknown): string {
  if (typeof value === "string") return INSTANT.test(value) ? moment(value) : DATE.test(value) ? longDate(value) : value;
  if (typeof value === "object" && value !== null && "nb" in value) return named(value as Names);
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** «mandag 23. november 2026 kl. 14.05»: a log is read long after. */
export function moment(instant: string): string {
  const { dates } = texts();
  return dates.at(longDate(osloDate(Date.parse(instant))), clockTime(instant, dates));
}

function length(seconds: number): string {
  const { time } = staffTexts();
  return seconds % MINUTE === 0 && seconds > 0 ? time.minutes(seconds / MINUTE) : time.seconds(seconds);
}
