// What is doubtful about an address, by its own letters alone: nothing is asked of it, and nobody learns of it.

export type Doubt = "lookalike" | "insecure" | "hidden";

/** A host written with letters of other alphabets, a page that is not encrypted, a name before the host. */
export function doubts(href: string): Doubt[] {
  const url = new URL(href);
  const found: (Doubt | null)[] = [
    /(^|\.)xn--/.test(url.hostname) ? "lookalike" : null,
    url.protocol === "https:" ? null : "insecure",
    url.username !== "" || url.password !== "" ? "hidden" : null,
  ];
  return found.filter((one): one is Doubt => one !== null);
}
