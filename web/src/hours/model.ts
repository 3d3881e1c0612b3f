// Opening hours while they are edited: what is stored, the draft, and what would come of it. The draft outlives
// a reload; nothing is saved before the desk has looked at it and said what it would do.
import { computed, signal } from "@preact/signals";
import { HOURS_DRAFT } from "../board/model.ts";
import { HttpError } from "../shared/http.ts";
import { read, tabStore, write } from "../shared/storage.ts";
import { getHours, previewOf, putHours } from "./calls.ts";
import type { Hours, Preview, Rules } from "./document.ts";
import { changed, rulesOf } from "./draft.ts";
import { type Problems, problemsOf } from "./problems.ts";

const PAUSE = 350;
const store = tabStore();

interface Kept { base: Rules; rules: Rules }

export const stored = signal<Hours | null>(null);
/** The desk could not be reached at all. */
export const unread = signal(false);
export const draft = signal<Rules | null>(null);
export const preview = signal<Preview | null>(null);
/** The first day that the preview shows; null: today. */
export const previewFrom = signal<string | null>(null);
/** What the desk refuses in the draft. */
export const problems = signal<Problems>({});
/** The preview does not yet show the draft as it stands. */
export const pending = signal(false);
export const previewFailed = signal(false);
export const saving = signal<"no" | "yes" | "failed">("no");
/** Somebody else saved since the draft was begun. */
export const outdated = signal(false);
export const isChanged = computed(() => stored.value !== null && draft.value !== null && changed(draft.value, stored.value));

let timer: ReturnType<typeof setTimeout> | undefined;
let asked = 0;

/** What was kept over a reload, unless a page of another release wrote it. */
function keptDraft(): Kept | null {
  const kept = read<Partial<Kept>>(store, HOURS_DRAFT);
  const lists = [kept?.base, kept?.rules].flatMap((rules) => [rules?.weekly_rules, rules?.period_rules, rules?.date_rules]);
  return lists.every(Array.isArray) ? (kept as Kept) : null;
}

/** Reads what is stored; a draft kept from before goes on, and what was stored meanwhile is told. */
export async function readHours(): Promise<void> {
  unread.value = false;
  try {
    stored.value = await getHours();
  } catch {
    unread.value = stored.value === null;
    return;
  }
  const kept = keptDraft();
  draft.value = kept?.rules ?? rulesOf(stored.value);
  outdated.value = kept !== null && changed(kept.base, stored.value) && isChanged.value;
  look();
}

/** The draft is now this one; what would come of it is asked for when the typing pauses. */
export function edit(rules: Rules): void {
  if (stored.value === null) return;
  draft.value = rules;
  saving.value = "no";
  const base = keptDraft()?.base ?? rulesOf(stored.value);
  write(store, HOURS_DRAFT, isChanged.value ? { base, rules } : null);
  look(PAUSE);
}

/** Back to what is stored. */
export function discard(): void {
  write(store, HOURS_DRAFT, null);
  outdated.value = false;
  saving.value = "no";
  previewFrom.value = null;
  if (stored.value) draft.value = rulesOf(stored.value);
  look();
}

/** The draft stays, on top of what is stored by now: saving it then replaces that. */
export function keepMine(): void {
  if (stored.value === null || draft.value === null) return;
  outdated.value = false;
  write(store, HOURS_DRAFT, { base: rulesOf(stored.value), rules: draft.value });
  look();
}

/** True when it was saved. */
export async function save(): Promise<boolean> {
  if (draft.value === null || stored.value === null || saving.value === "yes") return false;
  saving.value = "yes";
  const sent = draft.value;
  try {
    stored.value = { ...stored.value, ...(await putHours(sent, stored.value.version)) };
    saving.value = "no";
    // What was typed meanwhile is not saved yet.
    if (draft.value === sent) discard();
    else keepMine();
    return true;
  } catch (error) {
    await refused(error);
    return false;
  }
}

async function refused(error: unknown): Promise<void> {
  const known = error instanceof HttpError ? error : null;
  saving.value = known?.status === 409 || known?.status === 422 ? "no" : "failed";
  if (known?.status === 422) problems.value = problemsOf(known);
  if (known?.status === 409) await readHours();
}

/** Shows the days from another date on. */
export function lookFrom(date: string | null): void {
  previewFrom.value = date;
  look();
}

/** Asks what would come of the draft; only the newest answer counts. */
export function look(after = 0): void {
  clearTimeout(timer);
  pending.value = true;
  timer = setTimeout(() => void ask(), after);
}

async function ask(): Promise<void> {
  const number = ++asked;
  const rules = draft.value;
  if (rules === null) return;
  const from = previewFrom.value === null ? {} : { from: previewFrom.value };
  const answer = await previewOf({ ...rules, ...from, days: 14 }).catch((error: unknown) => error);
  if (number !== asked || rules !== draft.value) return;
  pending.value = false;
  const refusal = answer instanceof HttpError ? answer : null;
  problems.value = refusal?.status === 422 ? problemsOf(refusal) : {};
  previewFailed.value = refusal !== null && refusal.status !== 422;
  if (refusal === null) preview.value = answer as Preview;
}
