// The rota's own state: the week in the address, its shifts as the desk has them, and what is being done with them.
import { computed, signal } from "@preact/signals";
import { door, expired } from "../board/model.ts";
import { osloDate } from "../shared/dates.ts";
import { call, HttpError } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";
import type { Channel } from "../shared/protocol.ts";
import { joined, type Span, spanOf, type Window, windowOf } from "./geometry.ts";
import { needs, needsOf } from "./needs.ts";
import { instantAt, minutesOf, type Times } from "./wall.ts";
import { datesOf, weekOf } from "./week.ts";

const FRESH_FOR = 60_000;

export interface RotaShift extends Times {
  shift_id: string; channels: Channel[]; series_id: string | null; reason: string | null; conflicts: string[];
}
export interface Person { counsellor_id: string; name: string; shifts: RotaShift[] }
export interface Centre { centre: string | null; name: string | null; names: Record<string, string>; counsellors: Person[] }
export interface Gap extends Times { channel: Channel }
export interface StaffedHour { starts_at: string; chat: number; phone: number }
export interface RotaWeek {
  week: string; starts_on: string; ends_on: string; centres: Centre[]; gaps: Gap[]; staffed: StaffedHour[];
}

interface DayPlan { date: string; channels: Record<string, { intervals: [string, string][] }> }
export type Openings = Record<Channel, Span[]>;

/** What a dialog is about; null when none is open. */
export type Asked =
  | { kind: "shift"; shift: RotaShift | null; counsellor_id: string; date: string; from: number; to: number; anybody?: boolean }
  | { kind: "copy"; from: string; to: string }
  | { kind: "import" }
  | { kind: "now" };

const address = signal(location.hash);
addEventListener("hashchange", () => { address.value = location.hash; });

/** The week in the address, `#rota/2026-W48`; this week where there is none. */
export const week = computed(() => {
  const named = /^#rota\/(\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3]))$/.exec(address.value)?.[1];
  return named ? weekOf(datesOf(named)[0] ?? "") : thisWeek();
});
export const dates = computed(() => datesOf(week.value));
export const rota = signal<RotaWeek | null>(null);
export const openings = signal<Openings>({ chat: [], phone: [] });
/** The code of why the week could not be read. */
export const failed = signal<string | null>(null);
export const asked = signal<Asked | null>(null);

/** Every row of the grid, in its order. */
export const people = computed<readonly Person[]>(() => rota.value?.centres.flatMap((centre) => centre.counsellors) ?? []);
export const shifts = computed<readonly RotaShift[]>(() => people.value.flatMap((person) => person.shifts));
export const frame = computed<Window>(() => windowOf(shifts.value, opened.value));
/** Any channel open. */
export const opened = computed<Span[]>(() => joined([...openings.value.chat, ...openings.value.phone]));
export const withPhone = computed(() => openings.value.phone.length > 0 || shifts.value.some((shift) => shift.channels.includes("phone")));

let readAt = 0;
let reading = 0;

export function thisWeek(): string {
  return weekOf(osloDate(deskNow()));
}

export function goTo(wanted: string): void {
  location.hash = `#rota/${wanted}`;
}

/** Reads the week in the address; an answer that comes after a later one's question is not shown. */
export async function load(): Promise<void> {
  const wanted = week.value;
  reading += 1;
  const mine = reading;
  if (rota.value?.week !== wanted) {
    rota.value = null;
    failed.value = null;
  }
  try {
    const [found, opens, needed] = await Promise.all([call<RotaWeek>(`/api/rota?week=${wanted}`), openingsOf(wanted), needsOf(datesOf(wanted)[0] ?? "")]);
    if (mine !== reading) return;
    openings.value = opens;
    needs.value = needed;
    rota.value = found;
    failed.value = null;
    readAt = Date.now();
  } catch (error) {
    if (mine !== reading) return;
    failed.value = error instanceof HttpError ? error.code : "unavailable";
    if (error instanceof HttpError && error.status === 401) signedOut();
  }
}

function signedOut(): void {
  expired.value = true;
  door.value = "outside";
}

/** Somebody looks again: what is older than a minute is read anew. */
export function refresh(): void {
  if (document.visibilityState === "visible" && asked.value === null && Date.now() - readAt > FRESH_FOR) void load();
}

export function personOf(shift: RotaShift): Person | undefined {
  return people.value.find((person) => person.shifts.some((one) => one.shift_id === shift.shift_id));
}

/** Without them the grid only lacks its shading: whoever plans may go on. */
async function openingsOf(wanted: string): Promise<Openings> {
  const body = { from: datesOf(wanted)[0], days: 7 };
  const found = await call<{ days: DayPlan[] }>("/api/opening-hours/preview", { method: "POST", staff: true, body }).catch(() => ({ days: [] }));
  const of = (channel: Channel): Span[] => joined(found.days.flatMap((day) => (day.channels[channel]?.intervals ?? []).flatMap((interval) => spansIn(day.date, interval))));
  return { chat: of("chat"), phone: of("phone") };
}

function spansIn(date: string, [from, to]: [string, string]): Span[] {
  const start = instantAt(date, minutesOf(from) ?? 0);
  const end = instantAt(date, minutesOf(to) ?? 0);
  return start === null || end === null || end <= start ? [] : [{ start, end }];
}

/** Those of a person's shifts that touch a day's column. */
export function shiftsIn(person: Person, column: Span): RotaShift[] {
  return person.shifts.filter((shift) => { const span = spanOf(shift); return span.start < column.end && span.end > column.start; });
}
