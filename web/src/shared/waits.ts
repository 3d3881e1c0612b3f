// Expected waits as rounded words. Never a countdown, and nothing where the desk has too little evidence.
import type { ExpectedWait } from "./protocol.ts";
import type { Texts } from "./texts/nb.ts";

type WaitTexts = Texts["wait"];

/** «2–4 min»; null when there is nothing to say. */
export function shortWait(wait: ExpectedWait | null, texts: WaitTexts): string | null {
  return words(wait, texts, texts.range);
}

/** «2–4 minutter»; null when there is nothing to say. */
export function longWait(wait: ExpectedWait | null, texts: WaitTexts): string | null {
  return words(wait, texts, texts.longRange);
}

function words(wait: ExpectedWait | null, texts: WaitTexts, range: WaitTexts["range"]): string | null {
  if (!wait) return null;
  if (wait.to_seconds <= 60) return texts.underOne;
  const from = Math.max(1, Math.floor(wait.from_seconds / 60));
  return range(from, Math.max(from, Math.ceil(wait.to_seconds / 60)));
}
