// What a page reads from the desk: it stays while the desk cannot be reached, and is read anew whenever somebody
// comes back to the tab.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { signedOutBy } from "./refusal.ts";

export interface Found<T> { value: T | null; failed: boolean; again: () => Promise<void> }

/** `key` names what is asked for: another one asks again, and the former answer stays until the new one is there. */
export function useFound<T>(read: () => Promise<T>, key = ""): Found<T> {
  const value = useSignal<T | null>(null);
  const failed = useSignal(false);
  const asked = useRef(0);
  const again = async (): Promise<void> => {
    const number = ++asked.current;
    try {
      const found = await read();
      if (number !== asked.current) return;
      value.value = found;
      failed.value = false;
    } catch (error) {
      if (number === asked.current) failed.value = !signedOutBy(error);
    }
  };
  const newest = useRef(again);
  newest.current = again;
  useEffect(() => {
    const look = (): void => { if (!document.hidden) void newest.current(); };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [key]);
  return { value: value.value, failed: failed.value, again };
}
