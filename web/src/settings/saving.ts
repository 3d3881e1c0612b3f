// Sending what was written: once at a time, and what the desk says to it stays until it is sent again.
import { useSignal } from "@preact/signals";
import { deskTexts } from "../shared/texts/desk.ts";
import { type Refusal, refusalOf, signedOutBy, whyWords } from "./refusal.ts";

export interface Saving {
  busy: boolean;
  refusal: Refusal | null;
  /** True when it was done. */
  run: (send: () => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
  /** Refuse something before it is sent: field -> why in words. */
  refuse: (fields: Readonly<Record<string, string>>) => void;
  /** What is wrong with a field, in words. */
  wrong: (field: string) => string | undefined;
}

export function useSaving(): Saving {
  const busy = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const own = useSignal<Readonly<Record<string, string>>>({});
  const clear = (): void => { refusal.value = null; own.value = {}; };
  return {
    busy: busy.value,
    refusal: refusal.value,
    clear,
    refuse: (fields) => { refusal.value = null; own.value = fields; },
    wrong: (field) => own.value[field] ?? wordsAt(field, refusal.value),
    run: async (send) => {
      if (busy.value) return false;
      busy.value = true;
      clear();
      try {
        await send();
        return true;
      } catch (error) {
        refusal.value = signedOutBy(error) ? null : refusalOf(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}

/** What is said of the field or of a part of it. */
function wordsAt(field: string, refusal: Refusal | null): string | undefined {
  if (refusal?.kind !== "fields") return undefined;
  const found = Object.entries(refusal.fields).find(([path]) => path === field || path.endsWith(`.${field}`) || path.startsWith(`${field}.`));
  return found ? whyWords(found[1], deskTexts().problems) : undefined;
}
