// Topics as the desk has counted them; null is a figure that is hidden, or that cannot be said.
import type { Names } from "../board/orders.ts";
import { plusDays } from "../hours/days.ts";
import { call, HttpError } from "../shared/http.ts";
import type { Days } from "./asked.ts";
import { apartDays, type TopicsAsked } from "./topics_asked.ts";

export interface TopicRow {
  topic: string; parent: string | null; name_nb: string; name_nn: string; name_en: string; retired: boolean;
  primary: number | null; primary_share: number | null; primary_share_registered: number | null;
  named: number | null; named_share: number | null; named_share_registered: number | null;
}
export interface TopicCell { value: string; topic: string; parent: string | null; contacts: number | null; share: number | null; share_registered: number | null }
export interface TopicTable { contacts: number; not_registered: number; rows: TopicRow[]; values: string[]; cells: TopicCell[] }
export interface TopicAnswer extends TopicTable { definitions: Record<string, Names>; version: string; compared: TopicTable | null }
/** The list and the table are two questions, so that what is divided by hides nothing of the list. */
export interface Topics { asked: TopicsAsked; days: Days; compared: Days | null; answer: TopicAnswer; divided: TopicTable }

const PATIENCE = 20_000;

/** Null where the desk knows no such period or centre. Throws HttpError. */
export async function readTopics(asked: TopicsAsked, days: Days): Promise<Topics | null> {
  const compared = apartDays(asked, days);
  try {
    const [answer, divided] = await Promise.all([
      call<TopicAnswer>(topicsPath(asked, days, "", compared), { timeout: PATIENCE }),
      call<TopicTable>(topicsPath(asked, days, asked.by, null), { timeout: PATIENCE }),
    ]);
    return { asked, days, compared, answer, divided };
  } catch (error) {
    if (error instanceof HttpError && error.status === 422) return null;
    throw error;
  }
}

/** What to compare with; null where nothing is, and where nobody came then. */
export function comparedIn({ answer: { compared } }: Topics): TopicTable | null {
  return compared !== null && compared.contacts > 0 ? compared : null;
}

/** The path of a question; without `by` it is of the topics alone. */
export function topicsPath(asked: TopicsAsked, days: Days, by: string, compared: Days | null): string {
  const query = new URLSearchParams({ from: days.from, to: plusDays(days.to, 1), codes: asked.codes });
  if (by !== "") { query.set("by", by); query.set("level", asked.level); }
  for (const name of ["channel", "centre", "language"] as const) if (asked[name] !== "") query.set(name, asked[name]);
  if (compared !== null) query.set("compare_from", compared.from);
  return `/api/statistics/topics?${query}`;
}

/** Every level of education that a question may be about. */
export async function readLevels(): Promise<(Names & { code: string })[]> {
  return (await call<{ education_level_asked: (Names & { code: string })[] }>("/api/education-levels")).education_level_asked;
}
