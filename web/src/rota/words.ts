// A rota's times, people and faults in words, in the language that is chosen.
import type { Channel } from "../shared/protocol.ts";
import { language, texts } from "../shared/texts/catalogue.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import type { Centre, Gap } from "./model.ts";
import { DAY_MINUTES, instantNear, type Times, wallOf, written } from "./wall.ts";
import { weekdayOf } from "./week.ts";

const DAY = 86_400_000;

/** «10–20», «8.30–15»; a shift of several days says so. */
export function spanWords(times: Times): string {
  const t = rotaTexts();
  const [start, end] = [Date.parse(times.starts_at), Date.parse(times.ends_at)];
  if (end - start > DAY) return t.goesOn;
  if (end - start === DAY && wallOf(start).minutes === 0) return t.allDay;
  return t.span(clockWords(start), clockWords(end, true));
}

/** «10», «8.30»; the midnight at which something ends is 24. */
export function clockWords(instant: number, ends = false): string {
  const wall = wallOf(instant);
  const minutes = ends && wall.minutes === 0 ? DAY_MINUTES : wall.minutes;
  return rotaTexts().clock(Math.floor(minutes / 60), String(minutes % 60).padStart(2, "0"));
}

/** «tirsdag 24. november». */
export function dayWords(date: string): string {
  const { dates } = texts();
  return dates.date(weekdayWord(date), Number(date.slice(8)), monthWord(date));
}

/** «24. november». */
export function dateWords(date: string): string {
  return rotaTexts().date(Number(date.slice(8)), monthWord(date));
}

export function weekdayWord(date: string): string {
  return texts().dates.weekdays[weekdayOf(date) % 7] ?? "";
}

/** «tirsdag 24. november 10–20». */
export function whenWords(times: Times): string {
  return `${dayWords(wallOf(Date.parse(times.starts_at)).date)} ${spanWords(times)}`;
}

export function channelWords(channels: readonly Channel[], short = false): string {
  const { channels: t } = rotaTexts();
  if (channels.length > 1) return short ? t.bothShort : t.both;
  if (channels[0] === "phone") return short ? t.phoneShort : t.phone;
  return t.chat;
}

/** A centre by its name in the language chosen; those who belong to none have a heading of their own. */
export function centreName({ name, names }: Centre): string {
  return names[language.value] ?? names["nb"] ?? name ?? rotaTexts().noCentre;
}

/** «overlapper», or in full; a reason this page does not know is still a reason. */
export function conflictWords(code: string, short = false): string {
  const t = short ? rotaTexts().conflictsShort : rotaTexts().conflicts;
  return code in t ? t[code as keyof typeof t] : t.other;
}

/** The gaps as sentences, each within one day; where both channels lack somebody at the same time it is one gap. */
export function gapWords(gaps: readonly Gap[]): { key: string; date: string; words: string }[] {
  const t = rotaTexts();
  const spans = new Map<string, Gap[]>();
  for (const gap of gaps.flatMap(byDay)) {
    const key = `${gap.starts_at} ${gap.ends_at}`;
    spans.set(key, [...(spans.get(key) ?? []), gap]);
  }
  return [...spans].sort(([a], [b]) => a.localeCompare(b)).map(([key, same]) => {
    const gap = same[0] as Gap;
    const date = wallOf(Date.parse(gap.starts_at)).date;
    const who = same.length > 1 ? t.gapAny : channelWords([gap.channel]).toLowerCase();
    const whole = instantNear(date, 0) === Date.parse(gap.starts_at) && instantNear(date, DAY_MINUTES) === Date.parse(gap.ends_at);
    return { key, date, words: whole ? t.gapAllDay(who, dayWords(date)) : t.gap(who, dayWords(date), spanWords(gap)) };
  });
}

/** A gap over midnight is one of each day. */
function byDay(gap: Gap): Gap[] {
  const start = Date.parse(gap.starts_at);
  const midnight = instantNear(wallOf(start).date, DAY_MINUTES);
  if (Date.parse(gap.ends_at) <= midnight) return [gap];
  const cut = written(midnight);
  return [{ ...gap, ends_at: cut }, ...byDay({ ...gap, starts_at: cut })];
}

export function problemWords(code: string): string {
  const { problems: t } = rotaTexts();
  if (code === "not_found") return t.gone;
  if (code === "invalid" || code === "offline") return t[code];
  return t.unavailable;
}

function monthWord(date: string): string {
  return texts().dates.months[Number(date.slice(5, 7)) - 1] ?? "";
}
