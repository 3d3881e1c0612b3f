// The catalogue of the language that is chosen: complete for nb, nn and en, with bokmål under se.
import { signal } from "@preact/signals";
import type { Language } from "../protocol.ts";
import { en } from "./en.ts";
import { nb, type Texts } from "./nb.ts";
import { nn } from "./nn.ts";
import { se } from "./se.ts";

export type { Texts };

const CATALOGUES: Record<Language, Texts> = { nb, nn, en, se: over(nb, se) };

/** The languages a person can choose; Sámi joins when its texts are complete. */
export const OFFERED: readonly Language[] = ["nb", "nn", "en"];

export const language = signal<Language>("nb");

/** The texts in the language chosen. */
export function texts(): Texts {
  return CATALOGUES[language.value];
}

export function textsIn(code: Language): Texts {
  return CATALOGUES[code];
}

/** The name of a language in that language. */
export function languageName(code: Language): string {
  return CATALOGUES[code].languageName;
}

/** A tree of texts with the missing ones filled from another. */
function over<T extends object>(base: T, part: object): T {
  const merged = { ...base } as Record<string, unknown>;
  for (const [key, value] of Object.entries(part)) {
    const below = merged[key];
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    merged[key] = nested ? over(below as object, value as object) : value;
  }
  return merged as T;
}
