// What a change would do, asked of the desk a moment after the last key.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { signedOutBy } from "../settings/refusal.ts";
import { HttpError } from "../shared/http.ts";
import { type AccountBody, type Preview, previewOf } from "./accounts.ts";

/** `broken`: something in it is wrong, and the field says so. `ruled`: the desk will not do it, whatever the words. */
export type Look =
  | { state: "looking" }
  | { state: "failed" }
  | { state: "broken" }
  | { state: "ruled"; error: unknown }
  | { state: "seen"; preview: Preview };

const PAUSE = 350;

export function useLook(body: AccountBody, accountId: string | null): Look {
  const look = useSignal<Look>({ state: "looking" });
  const key = JSON.stringify([accountId, body]);
  useEffect(() => {
    let here = true;
    const ask = async (): Promise<void> => {
      const found = await previewOf(body, accountId).then((preview): Look => ({ state: "seen", preview })).catch(because);
      if (here) look.value = found;
    };
    const timer = setTimeout(() => void ask(), PAUSE);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [key]);
  return look.value;
}

function because(error: unknown): Look {
  if (signedOutBy(error) || !(error instanceof HttpError)) return { state: "failed" };
  if (error.status === 422) return { state: "broken" };
  return error.status === 409 ? { state: "ruled", error } : { state: "failed" };
}
