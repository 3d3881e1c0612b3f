// How the desk was when it sent this page: shown at once, until it has answered for itself.
import type { DeskState } from "./standing.ts";

/** Null where the page tells nothing, or a browser has taken an old one out of its memory. */
export function toldWithThePage(): DeskState | null {
  if (typeof document === "undefined") return null;
  const text = document.getElementById("desk-as-sent")?.textContent;
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (!text || visit?.type === "back_forward") return null;
  try {
    return JSON.parse(text) as DeskState;
  } catch {
    return null;
  }
}
