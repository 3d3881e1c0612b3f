// What is wrong with a field, right below it. A dialog gives its own problems; elsewhere they are the draft's.
import type { ReadonlySignal } from "@preact/signals";
import { createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import { hoursTexts } from "../shared/texts/hours.ts";
import { problems } from "./model.ts";
import { at, type Problems, reasonWords } from "./problems.ts";

export const Wrong = createContext<ReadonlySignal<Problems>>(problems);

/** The id that a field points at with aria-describedby, or undefined while nothing is wrong with it. */
export function useTrouble(path: string): string | undefined {
  return at(useContext(Wrong).value, path).length > 0 ? `trouble-${path}` : undefined;
}

/** With `exactly` only what is wrong with the thing itself, not with its fields. */
export function Trouble({ path, exactly = false }: { path: string; exactly?: boolean }): JSX.Element | null {
  const wrong = useContext(Wrong).value;
  const own = wrong[path];
  const found = !exactly ? at(wrong, path) : own === undefined ? [] : [own];
  if (found.length === 0) return null;
  return <p class="trouble" id={`trouble-${path}`}>{found.map((why) => reasonWords(why, hoursTexts().problems)).join(" ")}</p>;
}
