// Fetches what comes after the first view, so that a slow phone has that sooner; and has the rest before a network may be lost.
import { signal } from "@preact/signals";

const AGAIN = 2_000;
const ATTEMPTS = 3;

export const later = signal<typeof import("./later_views.ts") | null>(null);
let fetching = false;

/** Fetches them once, trying again while the network is away. */
export async function fetchLater(): Promise<void> {
  if (fetching || later.value) return;
  fetching = true;
  for (let attempt = 1; !later.value; attempt += 1) {
    try {
      later.value = await import("./later_views.ts");
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
      if (attempt >= ATTEMPTS && await isReplaced()) location.reload();
    }
  }
  fetching = false;
}

/** The desk answers, so its pages have been replaced meanwhile, and ours with them; nothing is lost by taking the new one. */
async function isReplaced(): Promise<boolean> {
  try {
    return (await fetch("/health/live", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
