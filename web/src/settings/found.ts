// What a page reads from the desk: it stays while the desk cannot be reached, and is read anew whenever somebody
// comes back to the tab.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { signedOutBy, tookTooLong } from "./refusal.ts";

/** `tooLong`: it failed because the desk gave the report up, which a shorter period helps against. */
export interface Found<T> { value: T | null; failed: boolean; tooLong: boolean; again: () => Promise<void> }

/**
 * `key` names what is asked for: another one asks again, and the former answer stays until the new one is there.
 * With `every` (milliseconds) it is read anew by itself, where time alone changes what it says.
 */
export function useFound<T>(read: () => Promise<T>, { key = "", every = 0 } = {}): Found<T> {
  const value = useSignal<T | null>(null);
  const failed = useSignal(false);
  const tooLong = useSignal(false);
  const asked = useRef(0);
  const again = async (): Promise<void> => {
    const number = ++asked.current;
    try {
      const found = await read();
      if (number !== asked.current) return;
      value.value = found;
      failed.value = false;
    } catch (error) {
      if (number !== asked.current) return;
      tooLong.value = tookTooLong(error);
      failed.value = !signedOutBy(error);
    }
  };
  const newest = useRef(again);
  newest.current = again;
  useEffect(() => {
    const look = (): void => { if (!document.hidden) void newest.current(); };
    look();
    const timer = every > 0 ? setInterval(look, every) : undefined;
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [key, every]);
  return { value: value.value, failed: failed.value, tooLong: tooLong.value, again };
}
