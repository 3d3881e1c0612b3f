// A receipt code in groups that can be read aloud, and a way to take it along.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { codeGroups } from "../shared/receipt_code.ts";
import { texts } from "../shared/texts/catalogue.ts";

interface CopyCodeProps { code: string; heading: string; hint: string; onSave?: () => void }

export function CopyCode({ code, heading, hint, onSave }: CopyCodeProps): JSX.Element {
  const { receipt: t } = texts();
  const shown = useRef<HTMLElement>(null);
  const told = useSignal("");
  const copy = async (): Promise<void> => {
    told.value = "";
    told.value = (await copied(code, shown.current)) ? t.copied : t.notCopied;
  };
  return (
    <section class="ticket" aria-labelledby="code">
      <h2 id="code">{heading}</h2>
      <p><code class="number" ref={shown}>{codeGroups(code).map((group, index) => <span key={index}>{group}{" "}</span>)}</code></p>
      <p class="quiet small">{hint}</p>
      <div class="row">
        <button type="button" class="ds-button" data-size="sm" data-variant={onSave ? "primary" : "secondary"} onClick={() => void copy()}>{t.copy}</button>
        {onSave ? <button type="button" class="ds-button" data-size="sm" data-variant="secondary" onClick={onSave}>{t.save}</button> : null}
      </div>
      <p class="small" role="status">{told.value}</p>
    </section>
  );
}

/** Copies by the clipboard; where a browser forbids that, marks the code so that the person can. */
async function copied(code: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(code);
    return true;
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown);
    return false;
  }
}
