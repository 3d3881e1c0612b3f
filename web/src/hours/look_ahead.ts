// What one change of a single day would mean, asked for whenever the change is another; problems come with it.
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { HttpError } from "../shared/http.ts";
import { previewOf, type PreviewOf } from "./calls.ts";
import type { Preview } from "./document.ts";
import { type Problems, problemsOf } from "./problems.ts";

const PAUSE = 300;

interface LookAhead { preview: Signal<Preview | null>; problems: Signal<Problems>; failed: Signal<boolean>; pending: Signal<boolean> }

/** `under`: where the fields that the desk names stand on the page. Null asks nothing. */
export function useLookAhead(body: PreviewOf | null, under = ""): LookAhead {
  const preview = useSignal<Preview | null>(null);
  const problems = useSignal<Problems>({});
  const failed = useSignal(false);
  const pending = useSignal(true);
  const asked = JSON.stringify(body);
  useEffect(() => {
    let current = true;
    pending.value = true;
    const timer = setTimeout(() => {
      if (body === null) return;
      previewOf(body).then(
        (found) => { if (current) { preview.value = found; problems.value = {}; failed.value = false; pending.value = false; } },
        (error: unknown) => {
          if (!current) return;
          const refused = error instanceof HttpError && error.status === 422;
          problems.value = refused ? problemsOf(error, under) : {};
          failed.value = !refused;
          pending.value = false;
        },
      );
    }, PAUSE);
    return () => { current = false; clearTimeout(timer); };
  }, [asked]);
  return { preview, problems, failed, pending };
}
