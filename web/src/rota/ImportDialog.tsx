// Shifts from a file or from the clipboard: what would change is seen first, and faults are told line by line.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { HttpError } from "../shared/http.ts";
import { rotaTexts } from "../shared/texts/rota.ts";
import { tell } from "./changes.ts";
import { DialogFrame } from "./Fields.tsx";
import { type ImportError, type ImportResult, importShifts, LARGEST } from "./plans.ts";
import { PlannedList, plannedWords } from "./PreviewList.tsx";
import { problemWords } from "./words.ts";

const SHOWN = 8;

export function ImportDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const { import: t } = rotaTexts();
  const text = useSignal("");
  const source = useSignal<Blob | null>(null);
  const found = useSignal<ImportResult | null>(null);
  const problem = useSignal<string | null>(null);
  const read = (value: string, from: Blob | null = null): void => {
    text.value = value;
    source.value = from;
    found.value = null;
    problem.value = null;
  };
  const checked = found.value !== null && found.value.errors.length === 0;
  const changes = (found.value?.added.length ?? 0) + (found.value?.changed.length ?? 0) + (found.value?.removed.length ?? 0);
  const submit = async (): Promise<void> => {
    problem.value = text.value.trim() === "" ? t.empty : null;
    if (problem.value !== null) return;
    try {
      found.value = await importShifts(source.value ?? new Blob([text.value]), !checked);
      if (!found.value.applied) return;
      tell(t.done);
      onClose();
    } catch (error) {
      const code = error instanceof HttpError ? error.code : "unavailable";
      problem.value = code === "too_large" ? t.tooLarge : problemWords(code);
    }
  };
  const choose = async (files: FileList | null): Promise<void> => {
    const file = files?.[0] ?? null;
    if (file && file.size > LARGEST) problem.value = t.tooLarge;
    else read((await file?.text()) ?? "", file);
  };
  return (
    <DialogFrame wide heading={t.heading} problem={problem.value} onSubmit={() => void submit()} onClose={onClose}
      buttons={<button type="submit" class="ds-button" disabled={checked && changes === 0}>{checked ? t.apply : t.check}</button>}>
      <p class="small quiet">{t.about}</p>
      <div class="field">
        <label class="ds-label" for="rota-file">{t.file}</label>
        <input id="rota-file" class="file" type="file" accept=".csv,.ics,text/csv,text/calendar" onChange={(event) => void choose(event.currentTarget.files)} />
      </div>
      <div class="field">
        <label class="ds-label" for="rota-paste">{t.paste}</label>
        <textarea id="rota-paste" class="ds-input" rows={5} spellcheck={false} value={text.value} onInput={(event) => read(event.currentTarget.value)} />
      </div>
      {found.value ? <Result result={found.value} /> : null}
    </DialogFrame>
  );
}

function Result({ result }: { result: ImportResult }): JSX.Element {
  const { import: t, preview } = rotaTexts();
  if (result.errors.length > 0) return <Errors errors={result.errors} more={result.more_errors} />;
  const { added, changed, removed, unchanged } = result;
  return (
    <section class="preview" role="status">
      {added.length + changed.length + removed.length === 0 ? <p><strong>{t.nothing}</strong></p> : null}
      {added.length > 0 ? <><p><strong>{t.added(added.length)}</strong></p><PlannedList items={added} /></> : null}
      {changed.length > 0 ? <p><strong>{t.changed(changed.length)}</strong></p> : null}
      <ul class="number">
        {changed.slice(0, SHOWN).map(({ before, after }) => <li key={`${before.name} ${before.starts_at}`}>{t.becomes(plannedWords(before), plannedWords(after))}</li>)}
        {changed.length > SHOWN ? <li class="quiet">{preview.more(changed.length - SHOWN)}</li> : null}
      </ul>
      {removed.length > 0 ? <><p><strong>{t.removed(removed.length)}</strong></p><PlannedList items={removed} /></> : null}
      {unchanged > 0 ? <p class="quiet">{t.unchanged(unchanged)}</p> : null}
    </section>
  );
}

function Errors({ errors, more }: { errors: readonly ImportError[]; more: number }): JSX.Element {
  const { import: t } = rotaTexts();
  const words = ({ code, message }: ImportError): string => (code in t.codes ? t.codes[code as keyof typeof t.codes] : message);
  return (
    <section class="problem preview" role="alert">
      <p><strong>{t.wrong(errors.length + more)}</strong></p>
      <ul>
        {errors.map((error) => <li key={`${error.line} ${error.code} ${error.message}`}>{error.line === null ? null : <strong>{t.line(error.line)}: </strong>}{words(error)}</li>)}
        {more > 0 ? <li>{t.moreErrors(more)}</li> : null}
      </ul>
    </section>
  );
}
