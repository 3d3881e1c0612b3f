// What a tab remembers over a reload. It dies with the tab, and a browser that forbids it costs only that.

export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  key(index: number): string | null;
  readonly length: number;
}

/** Where it really lies: decided at the first use, and changed at most once, by `keepNothing`. */
let behind: Store | null = null;

const tab: Store = {
  getItem: (key) => place().getItem(key),
  setItem: (key, value) => place().setItem(key, value),
  removeItem: (key) => place().removeItem(key),
  key: (index) => place().key(index),
  get length() { return place().length; },
};

/** The tab's own storage, or memory where the browser allows none. */
export function tabStore(): Store {
  return tab;
}

/** Whether what is kept outlives the page: some browsers give a frame of another site no storage at all. */
export function isLasting(): boolean {
  try {
    return place() === sessionStorage;
  } catch {
    return false;
  }
}

/** From now on in memory alone: what the tab has kept goes with the page. */
export function keepNothing(): void {
  const former = place();
  const memory = memoryStore();
  const keys = Array.from({ length: former.length }, (_, index) => former.key(index));
  for (const key of keys) if (key?.startsWith("desk.")) memory.setItem(key, former.getItem(key) ?? "");
  forgetWhere(former, (key) => key.startsWith("desk."));
  behind = memory;
}

function place(): Store {
  behind ??= sessionOrMemory();
  return behind;
}

function sessionOrMemory(): Store {
  try {
    sessionStorage.setItem("desk.probe", "1");
    sessionStorage.removeItem("desk.probe");
    return sessionStorage;
  } catch {
    return memoryStore();
  }
}

export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() { return kept.size; },
  };
}

/** Reads JSON written by `write`; null when there is none or it cannot be read. */
export function read<T>(store: Store, key: string): T | null {
  const text = store.getItem(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

/** Keeps JSON; null or an empty string forgets the key. */
export function write(store: Store, key: string, value: unknown): void {
  try {
    if (value === null || value === "") store.removeItem(key);
    else store.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store costs the memory over a reload and nothing else.
  }
}

/** Forgets every key of which this is true. */
export function forgetWhere(store: Store, isForgotten: (key: string) => boolean): void {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index));
  for (const key of keys) if (key !== null && isForgotten(key)) store.removeItem(key);
}
