// A file on its way: how far it is, and a way to stop it.
import type { JSX } from "preact";
import { figuresTexts } from "../shared/texts/figures.ts";
import type { Progress } from "./download.ts";
import { grouped } from "./words.ts";

export function Coming({ progress: { bytes, rows, all }, stop }: { progress: Progress; stop: () => void }): JSX.Element {
  const t = figuresTexts();
  const megabytes = (bytes / 1_000_000).toFixed(1).replace(".", t.decimal);
  const words = all === null ? t.fetched(megabytes) : t.fetchedRows(grouped(rows), grouped(all), megabytes);
  return (
    <p class="coming">
      {all === null ? null : <progress value={rows} max={Math.max(all, 1)} aria-label={t.coming} />}
      <span>{words}</span>
      <button type="button" class="ds-button" data-variant="tertiary" data-size="sm" onClick={stop}>{t.stop}</button>
    </p>
  );
}
