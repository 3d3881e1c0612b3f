// Saving an account: what the desk forbids by its rules stands in words of its own.
import { useSignal } from "@preact/signals";
import { type Saving, useSaving } from "../settings/saving.ts";
import { wrongWords, ruleWords } from "./words.ts";

export interface AccountSaving extends Saving { forbidden: string | null }

export function useAccountSaving(): AccountSaving {
  const saving = useSaving();
  const forbidden = useSignal<string | null>(null);
  const fields = saving.refusal?.kind === "fields" ? saving.refusal.fields : {};
  return {
    ...saving,
    forbidden: forbidden.value,
    // What somebody else changed meanwhile is another thing than what nobody may change.
    refusal: forbidden.value === null ? saving.refusal : null,
    clear: () => { forbidden.value = null; saving.clear(); },
    wrong: (field) => (field in fields ? wrongWords(field, fields[field] ?? "") : saving.wrong(field)),
    run: (send) => {
      forbidden.value = null;
      return saving.run(() => send().catch((error: unknown) => {
        forbidden.value = ruleWords(error);
        throw error;
      }));
    },
  };
}
