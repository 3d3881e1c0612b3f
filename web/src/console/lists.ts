// The lists a counsellor chooses from: topics, levels, categories, centres; and her colleagues.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import { deskNow } from "../shared/now.ts";

export interface Named { nb: string; nn: string; en: string }
export interface Code extends Named { code: string; active?: boolean }
export interface Topic extends Code { requires_education_level?: boolean | null; hint_nb?: string; hint_nn?: string }
export interface TopicGroup extends Topic { children: Topic[] }
export interface Centre { code: string; name: string }
export interface Colleague {
  counsellor_id: string; name: string; centre: string | null; presence: "ready" | "break" | "off";
  channels: string[]; free: { chat: number; phone: number } | number | null; on_shift_until: string | null;
}

export interface Lists {
  topics: TopicGroup[];
  levels: Code[];
  backgrounds: Code[];
  outcomes: Code[];
  optional: Record<"sex" | "age_band" | "job_status" | "county" | "earlier_guidance", Code[]>;
  centres: Centre[];
}

type Fields = { fields?: Code[] };

export const lists = signal<Lists | null>(null);
export const colleagues = signal<Colleague[]>([]);
/** When they were read last, on the desk's clock; null before that. */
export const colleaguesAt = signal<number | null>(null);

/** Reads all of them once. Throws HttpError. */
export async function loadLists(): Promise<void> {
  const [topics, levels, categories, centres] = await Promise.all([
    call<unknown>("/api/topics"),
    call<{ education_background?: Code[]; education_level_asked?: Code[] }>("/api/education-levels"),
    call<Record<string, Fields>>("/api/categories"),
    call<Centre[]>("/api/centres"),
  ]);
  const fields = (name: string): Code[] => active(categories[name]?.fields ?? []);
  lists.value = {
    topics: listIn<TopicGroup>(topics, "topics"),
    levels: levels.education_level_asked ?? [],
    backgrounds: levels.education_background ?? [],
    outcomes: fields("outcome"),
    optional: {
      sex: fields("sex"), age_band: fields("age_band"), job_status: fields("job_status"),
      county: fields("county"), earlier_guidance: fields("earlier_guidance"),
    },
    centres,
  };
}

export async function loadColleagues(): Promise<void> {
  colleagues.value = await call<Colleague[]>("/api/colleagues");
  colleaguesAt.value = deskNow();
}

export function freeChats(colleague: Colleague): number {
  return typeof colleague.free === "number" ? colleague.free : colleague.free?.chat ?? 0;
}

/** A list that stands alone, or under one of these names. */
function listIn<T>(answer: unknown, ...names: string[]): T[] {
  if (Array.isArray(answer)) return answer as T[];
  const found = names.map((name) => (answer as Record<string, unknown>)[name]).find(Array.isArray);
  return (found ?? []) as T[];
}

function active(codes: Code[]): Code[] {
  return codes.filter((code) => code.active !== false);
}
