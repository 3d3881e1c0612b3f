// A month played again: what can be asked for, how far it is, and what came of it.
import { call, HttpError, refused } from "../shared/http.ts";

export const CHANNELS = ["chat", "phone"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Bounds { value: number; lowest: number; highest: number }
export interface Possible { months: string[]; figures: Readonly<Record<string, Bounds>> }

export type Change =
  | { kind: "more" | "fewer"; people: number; from: string; until: string; weekdays: number[] }
  | { kind: "open"; from: string; until: string; weekdays: number[] }
  | { kind: "closed"; weekdays: number[] }
  | { kind: "policy"; figure: string; value: number };
export interface Question { month: string; changes: Change[]; at_once: boolean; visits_that_ask: number }

export interface Reached {
  arrivals: number; answered: number; answered_within_target: number; left: number; turned_away: number;
  wait_p50_seconds: number | null; wait_p90_seconds: number | null; second_chats: number | null; from_the_door: number;
}
export interface Column {
  channels: Record<Channel, Reached>; occupancy: number | null; staffed_hours: number;
  open_hours: Record<Channel, number>; unstaffed_hours: Record<Channel, number>;
}
/** In points of all who came; `sure`: more than chance. Null where nobody came. */
export interface Verdict { points: number; sure: boolean }
export interface Outcome {
  month: string; base: string; columns: Record<string, Column>; changes: string[];
  verdicts: Record<string, Record<Channel, Record<"within_target" | "left", Verdict | null>>>;
  assumed: { without_rota: boolean; by_hand: number; attempts: number; attempt_hours: number; rules_changed: number; patience: Channel[] };
}
export interface Progress { played: number; of: number }

export const readPossible = (): Promise<Possible> => call<Possible>("/api/what-if");

/** Plays it; ends with `signal`. Throws HttpError, and whatever `signal` aborts with. */
export async function play(question: Question, signal: AbortSignal, told: (progress: Progress) => void): Promise<Outcome> {
  const headers = { accept: "application/x-ndjson", "content-type": "application/json", "x-desk": "1" };
  const response = await fetch("/api/what-if", { method: "POST", headers, body: JSON.stringify(question), cache: "no-store", signal })
    .catch((error: unknown) => { throw signal.aborted ? error : new HttpError(0, "offline", {}, null); });
  if (!response.ok) throw await refused(response);
  for await (const line of linesOf(response, signal)) {
    const said = JSON.parse(line) as Progress | Outcome | { error: { code: string } };
    if ("error" in said) throw new HttpError(503, said.error.code, {}, null);
    if ("columns" in said) return said;
    told(said);
  }
  throw new HttpError(0, "offline", {}, null);
}

async function* linesOf(response: Response, signal: AbortSignal): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
      const lines = (rest + next.value).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    throw signal.aborted || error instanceof HttpError ? error : new HttpError(0, "offline", {}, null);
  }
}
