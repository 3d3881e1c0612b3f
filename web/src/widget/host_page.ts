// Who may hold the chat in a frame, and where on its site somebody was when she opened it, as far as the site has said so.
import { signal } from "@preact/signals";
import type { Context } from "../shared/embedding.ts";

export const hostPage = signal<Context>({});

/** Our own pages, and the sites that the desk names in its page: the same that its frame-ancestors let in. */
export function mayHold(origin: string, own: string, named: readonly string[]): boolean {
  return origin === own || named.includes(origin);
}

/** A path and a county, and only in a shape that holds nothing of a person: no question mark, nothing after it. */
export function pageOf(context: Context | null): Context {
  const { page, county } = context ?? {};
  return {
    ...(typeof page === "string" && page.startsWith("/") ? { page: page.replace(/[?#].*$/s, "").slice(0, 300) } : {}),
    ...(typeof county === "string" && county !== "" ? { county: county.slice(0, 40) } : {}),
  };
}
