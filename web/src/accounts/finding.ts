// Contacts by when they came: enough to tell one from another, and nothing of what was said.
import { plusDays } from "../hours/days.ts";
import { osloHour } from "../shared/dates.ts";
import { call } from "../shared/http.ts";
import type { Channel } from "../shared/protocol.ts";

export interface Arrived { contact_id: string; arrived_at: string; channel: Channel; language: string; state: string; centre: string | null; counsellor: string | null; has_text: boolean }
export interface Found { contacts: Arrived[]; more: boolean }
/** `hour`: of the Oslo clock, `""` for the whole day. */
export interface Sought { day: string; hour: string; channel: Channel | "" }

const HOUR = 3_600_000;
/** Oslo is one hour ahead, in summer two. */
const AHEAD = [1, 2];

export function searchPath({ day, hour, channel }: Sought): string {
  const [from, to] = hour === "" ? [day, plusDays(day, 1)] : hourOf(day, Number(hour));
  return `/api/contacts?${new URLSearchParams({ from, to, ...(channel === "" ? {} : { channel }) }).toString()}`;
}

export const search = (sought: Sought): Promise<Found> => call<Found>(searchPath(sought));

/** An hour that the clock skips in spring is the one after it. */
function hourOf(day: string, hour: number): [string, string] {
  const begins = AHEAD.map((ahead) => Date.parse(`${day}T00:00:00Z`) + (hour - ahead) * HOUR);
  const starts = begins.find((at) => osloHour(at) === hour) ?? begins[0] ?? 0;
  return [new Date(starts).toISOString(), new Date(starts + HOUR).toISOString()];
}
