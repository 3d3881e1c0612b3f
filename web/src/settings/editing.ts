// What is being written in a dialog: it outlives a reload of the tab, and nobody loses it by a key.
import { type Signal, useSignal } from "@preact/signals";
import { SETTINGS_DRAFTS } from "../board/model.ts";
import { read, tabStore, write } from "../shared/storage.ts";

const store = tabStore();

/** `id`: what is changed, null for something new. `version`, `base`: as it was when the writing began. */
export interface Editing<Draft> { id: string | null; version: string | null; base: Draft; now: Draft }

export interface Editor<Draft> {
  editing: Signal<Editing<Draft> | null>;
  open: (what: { id: string | null; version?: string | null; base: Draft; now?: Draft }) => void;
  change: (part: Partial<Draft>) => void;
  /** Goes on from what is stored by now: with what stands there, or with what was written on top of it. */
  rebase: (what: { version: string; base: Draft }, keep: boolean) => void;
  close: () => void;
}

/** `blank`: what an empty one looks like; what was kept and looks otherwise was written by another release. */
export function useEditing<Draft extends object>(page: string, blank: Draft): Editor<Draft> {
  const key = SETTINGS_DRAFTS + page;
  const editing = useSignal<Editing<Draft> | null>(kept(read(store, key), blank));
  const set = (value: Editing<Draft> | null): void => {
    editing.value = value;
    write(store, key, value);
  };
  return {
    editing,
    open: ({ id, version = null, base, now = base }) => set({ id, version, base, now }),
    change: (part) => { if (editing.value) set({ ...editing.value, now: { ...editing.value.now, ...part } }); },
    rebase: ({ version, base }, keep) => { if (editing.value) set({ ...editing.value, version, base, now: keep ? editing.value.now : base }); },
    close: () => set(null),
  };
}

export function isChanged<Draft>({ base, now }: Editing<Draft>): boolean {
  return JSON.stringify(base) !== JSON.stringify(now);
}

/** What was kept over a reload, unless a page of another release wrote it. */
export function kept<Draft extends object>(value: Partial<Editing<Draft>> | null, blank: Draft): Editing<Draft> | null {
  return isLike(value?.base, blank) && isLike(value?.now, blank) ? (value as Editing<Draft>) : null;
}

function isLike(value: unknown, blank: object): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(blank).every(([name, example]) => name in value && (example === null || typeof (value as Record<string, unknown>)[name] === typeof example));
}
