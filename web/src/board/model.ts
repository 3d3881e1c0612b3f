// The coordinator's board: one socket for now, HTTP for today's load, and closing or reopening by hand.
import { computed, signal } from "@preact/signals";
import { BAD_TOKEN, NOT_ALLOWED } from "../shared/closing.ts";
import { Connection, type ConnectionState } from "../shared/connection.ts";
import { osloDate, osloHour } from "../shared/dates.ts";
import { call } from "../shared/http.ts";
import { calibrate, deskNow, second, startSeconds } from "../shared/now.ts";
import type { Board, Channel, CoordinatorEvent, Me } from "../shared/protocol.ts";
import { Age, STALE_SECONDS } from "./age.ts";
import { type ForecastHour, forecastOf, usualOf } from "./hours.ts";
import type { Names } from "./orders.ts";
import { signOut, ticket, whoAmI } from "../shared/sign_in.ts";
import { forgetWhere, tabStore, write } from "../shared/storage.ts";
import { openSocket, wakeWith } from "../shared/wake.ts";

/** Where the tab keeps opening hours that are not saved; whoever signs out leaves none behind. */
export const HOURS_DRAFT = "desk.hours.draft";
/** Where the tab keeps what is written on the other pages and not saved. */
export const SETTINGS_DRAFTS = "desk.settings.";
const LOAD_EVERY = 30_000;
const DAY = 86_400_000;
const WEEKS_COMPARED = 4;

export interface LoadRow {
  starts_at: string; channel: Channel; arrivals: number; answered: number; abandoned: number; short_abandoned: number;
  turned_away: number; callback: number; lost: number; still_waiting: number; wait_p50_seconds: number | null;
  staffed_seconds: number;
}
interface Load { rows: LoadRow[]; definitions: Record<string, Names> }
interface Centre { code: string; name: string; names?: Names }

export const door = signal<"looking" | "outside" | "inside" | "forbidden">("looking");
export const expired = signal(false);
export const me = signal<Me | null>(null);
export const board = signal<Board | null>(null);
const heard = new Age();
/** How old the board is, in seconds: asked every second, and whenever another one comes. */
export const age = computed<number | null>(() => {
  const beat = second.value;
  return board.value === null || beat === 0 ? null : heard.seconds(Date.now());
});
export const stale = computed(() => (age.value ?? 0) > STALE_SECONDS);
export const network = signal<ConnectionState>("connecting");
export const closeCode = signal<number | null>(null);
export const load = signal<Load | null>(null);
/** How many are expected in which Oslo hour: by the forecast, else as in the weeks before on such a weekday. */
export const expected = signal<{ forecast: boolean; hours: ReadonlyMap<number, number> }>({ forecast: false, hours: new Map() });
export const centres = signal<readonly Centre[]>([]);

const connection = new Connection<CoordinatorEvent>({
  open: () => openSocket("/ws/coordinator"),
  hello: async () => ({ type: "hello", v: 1, token: await ticket(), last_seqs: {} }),
  onFrame: hear,
  onState: changed,
  retryTicket: true,
});
let loadTimer: ReturnType<typeof setTimeout> | undefined;
let awake = false;
let comparedOn = "";

export async function begin(): Promise<void> {
  const found = await whoAmI().catch(() => null);
  if (found) enter(found);
  else door.value = "outside";
}

export function enter(member: Me): void {
  me.value = member;
  expired.value = false;
  if (member.role !== "coordinator") {
    door.value = "forbidden";
    return;
  }
  door.value = "inside";
  if (!awake) {
    wakeWith(connection);
    startSeconds();
  }
  awake = true;
  reconnect();
  void readLoad();
  void call<Centre[]>("/api/centres").then((all) => { centres.value = all; }, () => undefined);
}

export function reconnect(): void {
  closeCode.value = null;
  connection.start();
}

export async function leave(): Promise<void> {
  await signOut().catch(() => undefined);
  connection.stop();
  write(tabStore(), HOURS_DRAFT, null);
  forgetWhere(tabStore(), (key) => key.startsWith(SETTINGS_DRAFTS));
  clearTimeout(loadTimer);
  clear("outside");
}

async function readLoad(): Promise<void> {
  clearTimeout(loadTimer);
  if (door.value !== "inside") return;
  const today = osloDate(deskNow());
  const tomorrow = osloDate(deskNow() + DAY);
  load.value = await loadOf(today, tomorrow).catch(() => load.value);
  // Deadlines change a forecast, and a new desk gets its first one while somebody looks.
  if (comparedOn !== `${today} ${osloHour(deskNow())}`) void compare(today, tomorrow);
  loadTimer = setTimeout(() => void readLoad(), LOAD_EVERY);
}

function loadOf(from: string, to: string): Promise<Load> {
  return call<Load>(`/api/statistics/load?from=${from}&to=${to}&resolution=hour`);
}

/** The forecast of today, once an hour; without one the same weekday of the weeks before. The board only lacks a line without both. */
async function compare(today: string, tomorrow: string): Promise<void> {
  comparedOn = `${today} ${osloHour(deskNow())}`;
  const found = await call<{ hours: ForecastHour[] }>(`/api/forecast?from=${today}&to=${tomorrow}`).catch(() => ({ hours: [] }));
  if (found.hours.length > 0) {
    expected.value = { forecast: true, hours: forecastOf(found.hours) };
    return;
  }
  const noon = Date.parse(`${today}T11:00:00Z`);
  const days = Array.from({ length: WEEKS_COMPARED }, (_, index) => noon - (index + 1) * 7 * DAY);
  await Promise.all(days.map((day) => loadOf(osloDate(day), osloDate(day + DAY)))).then(
    (rows) => { expected.value = { forecast: false, hours: usualOf(rows.map((one) => one.rows)) }; },
    () => { comparedOn = ""; },
  );
}

function hear(event: CoordinatorEvent): void {
  if (event.type !== "snapshot" && event.type !== "board") return;
  const now = event.type === "snapshot" ? event.board : event;
  const grown = board.value !== null && now.hour.arrivals !== board.value.hour.arrivals;
  calibrate(now.at);
  heard.hear(now.at, Date.now());
  board.value = now;
  if (grown) void readLoad();
}

function changed(state: ConnectionState, code: number | null): void {
  network.value = state;
  if (code === BAD_TOKEN) {
    expired.value = true;
    clear("outside");
  } else if (code === NOT_ALLOWED) clear("forbidden");
  else closeCode.value = code;
}

/** Whoever may not see the board any more sees nothing of it. */
function clear(where: "outside" | "forbidden"): void {
  board.value = null;
  heard.forget();
  me.value = null;
  door.value = where;
}
