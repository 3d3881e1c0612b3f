// What happens, as events of the site's document: `desk:open`; `on` is a shorter way to hear them.

export type Detail = Record<string, unknown>;

/** Ends every listener of ours when the chat is taken off the page. */
export const over = new AbortController();

/** The last of those that say how things stand: told again to whoever comes later. */
const last: Record<string, Detail> = {};

/** Returns how to stop listening. */
export function on(name: string, listener: (detail: Detail) => void): () => void {
  const heard = (event: Event): void => listener((event as CustomEvent<Detail>).detail);
  document.addEventListener(`desk:${name}`, heard, over);
  if (last[name]) listener(last[name]);
  return () => document.removeEventListener(`desk:${name}`, heard);
}

export function emit(name: string, detail: Detail = {}): void {
  if (name === "ready" || name === "availability") last[name] = detail;
  document.dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));
}
