// Fetches what comes after the first view, so that a slow phone has that sooner; and has the rest before a network may be lost.
import { signal } from "@preact/signals";
import { hasExited } from "./parting.ts";
import { read, tabStore, write } from "../shared/storage.ts";

const AGAIN = 2_000;
const ATTEMPTS = 3;
const RENEWED = "desk.renewed";

export const later = signal<typeof import("./later_views.ts") | null>(null);
let fetching = false;

/** Fetches them once, trying again while the network is away. */
export async function fetchLater(): Promise<void> {
  if (fetching || later.value) return;
  fetching = true;
  for (let attempt = 1; !later.value; attempt += 1) {
    try {
      later.value = await import("./later_views.ts");
      write(tabStore(), RENEWED, null);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN * Math.min(attempt, 10)));
      // Some browsers never ask again for a file that failed once: a new page does.
      if (attempt >= ATTEMPTS && !hasExited() && await isReplaced()) renewOnce();
    }
  }
  fetching = false;
}

/** What is typed and the conversation are kept over a reload; a second one would not help. */
function renewOnce(): void {
  const store = tabStore();
  if (read<boolean>(store, RENEWED)) return;
  write(store, RENEWED, true);
  location.reload();
}

/** The desk answers, so its pages have been replaced meanwhile, and ours with them; nothing is lost by taking the new one. */
async function isReplaced(): Promise<boolean> {
  try {
    return (await fetch("/health/live", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
