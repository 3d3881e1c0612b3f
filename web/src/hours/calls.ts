// The desk's calls about opening hours, holidays, last call and the log; each throws HttpError.
import { call } from "../shared/http.ts";
import type { Channel } from "../shared/protocol.ts";
import type { AtMoment, Closure, Holiday, Hours, Interval, Preview, Rules } from "./document.ts";

export type NewClosure = Omit<Closure, "closure_id">;
export interface PreviewOf extends Partial<Rules> { closure?: NewClosure; without_closure?: string; from?: string; days?: number }

export interface LastCallPolicy { last_call: number; usual_conversation_seconds: number; stop_intake_seconds: number }

export interface Entry {
  audit_id: number | string; at: string; actor: { id: string; name: string } | null; action: string; subject: string | null; reason: string | null;
  before: Record<string, unknown> | null; after: Record<string, unknown> | null;
}

const change = { staff: true } as const;

export const getHours = (): Promise<Hours> => call<Hours>("/api/opening-hours");

export function putHours(rules: Rules, version: number | undefined): Promise<Hours> {
  const body = version === undefined ? rules : { ...rules, if_version: version };
  return call<Hours>("/api/opening-hours", { ...change, method: "PUT", body });
}

export const previewOf = (body: PreviewOf): Promise<Preview> => call<Preview>("/api/opening-hours/preview", { ...change, method: "POST", body });

export function getAt(at: string, channel: Channel): Promise<AtMoment> {
  return call<AtMoment>(`/api/opening-hours/at?${new URLSearchParams({ at, channel })}`);
}

export const postClosure = (body: NewClosure): Promise<{ closure_id: string }> => call("/api/closures", { ...change, method: "POST", body });
export const deleteClosure = (id: string): Promise<null> => call<null>(`/api/closures/${id}`, { ...change, method: "DELETE" });

export async function getHolidays(year: number): Promise<Holiday[]> {
  return (await call<{ days: Holiday[] }>(`/api/holidays?year=${year}`)).days;
}

export function putHoliday(date: string, accepted: boolean, intervals?: Interval[]): Promise<Holiday> {
  const body = intervals ? { accepted, intervals } : { accepted };
  return call<Holiday>(`/api/holidays/${date}`, { ...change, method: "PUT", body });
}

export async function getPolicy(): Promise<LastCallPolicy> {
  return (await call<{ values: LastCallPolicy }>("/api/policy")).values;
}

export const putPolicy = (body: LastCallPolicy): Promise<unknown> => call("/api/policy", { ...change, method: "PUT", body });

export function getLog(about: string, before: Entry | null, limit = 50): Promise<{ entries: Entry[]; more: boolean }> {
  const query = new URLSearchParams({ about, limit: String(limit), ...(before ? { before: String(before.audit_id) } : {}) });
  return call(`/api/audit?${query}`);
}
