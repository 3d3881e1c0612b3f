// What a dialog asks the desk while somebody writes: a moment after the last key, and the newest question counts.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { HttpError } from "../shared/http.ts";
import { signedOutBy } from "./refusal.ts";

/** After the last key; whoever types on asks nothing. */
const PAUSE = 350;
const INVALID = 422;

/** `waits`: what is written is not complete yet. The former answer stays until there is another one. */
export interface Asked<T> { value: T | null; state: "busy" | "waits" | "failed" | "answered" }

/** `key` names the question: another one is asked anew. Null: what is written says too little to ask. */
export function useAsking<T>(key: string | null, ask: () => Promise<T>): Asked<T> {
  const found = useSignal<Asked<T>>({ value: null, state: "busy" });
  const number = useRef(0);
  useEffect(() => {
    const own = ++number.current;
    const put = (next: Asked<T>): void => { if (own === number.current) found.value = next; };
    if (key === null) {
      put({ value: null, state: "waits" });
      return undefined;
    }
    const timer = setTimeout(() => {
      ask().then(
        (value) => put({ value, state: "answered" }),
        (error: unknown) => { if (!signedOutBy(error)) put({ value: null, state: error instanceof HttpError && error.status === INVALID ? "waits" : "failed" }); },
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [key]);
  return found.value;
}
