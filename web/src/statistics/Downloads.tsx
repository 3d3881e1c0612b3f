// The figures of the period as files for a spreadsheet; how far a large one is, and a way to stop it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { signedOutBy, tookTooLong } from "../settings/refusal.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { type FiguresTexts, figuresTexts } from "../shared/texts/figures.ts";
import { type Asked, type Days, lengthOf } from "./asked.ts";
import { addressOfFigures, addressOfLoad, FILES } from "./calls.ts";
import { Coming } from "./Coming.tsx";
import { type Progress, save } from "./download.ts";

const KINDS = { csv: "CSV", xlsx: "Excel" } as const;
type Part = keyof FiguresTexts["files"];
/** So many days may be asked for one by one; hours leave month by month, however many. */
const DAYS = 400;

export function Downloads({ asked, days }: { asked: Asked; days: Days }): JSX.Element {
  const t = figuresTexts();
  const busy = useSignal("");
  const failed = useSignal("");
  const progress = useSignal<Progress | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const fetchFile = async (by: Part, kind: keyof typeof FILES): Promise<void> => {
    if (busy.value !== "") return;
    busy.value = by + kind;
    failed.value = "";
    stop.current = new AbortController();
    const { signal } = stop.current;
    const address = by === "hour" ? addressOfLoad(asked, days) : addressOfFigures(asked, days, by, null);
    try {
      await save(address, FILES[kind], `${by.replace(",", "-")}-${days.from}-${days.to}.${kind}`, signal, (now) => { progress.value = now; });
      announce(t.downloaded);
    } catch (error) {
      if (signal.aborted) announce(t.stopped);
      else if (!signedOutBy(error)) failed.value = tookTooLong(error) ? deskTexts().tooLong : t.notDownloaded;
    }
    busy.value = "";
    progress.value = null;
  };
  return (
    <section class="card downloads" aria-labelledby="statistics-download">
      <h2 id="statistics-download">{t.download}</h2>
      <p class="quiet small">{t.fileHint}</p>
      <div class="files">
        {partsFor(asked, days).map((by) => (
          <div key={by} class="row">
            {(["csv", "xlsx"] as const).map((kind) => (
              <button key={kind} type="button" class="ds-button" data-variant="secondary" data-size="sm" aria-busy={busy.value === by + kind} onClick={() => void fetchFile(by, kind)}>{t.file(t.files[by], KINDS[kind])}</button>
            ))}
          </div>
        ))}
      </div>
      {progress.value === null ? null : <Coming progress={progress.value} stop={() => stop.current?.abort()} />}
      {failed.value === "" ? null : <p class="problem" role="alert">{failed.value}</p>}
    </section>
  );
}

/** Work knows no language, so neither does the file of hours. */
function partsFor(asked: Asked, days: Days): Part[] {
  const parts: Part[] = ["weekday,clock_hour", "centre"];
  if (lengthOf(days) <= DAYS) parts.splice(1, 0, "day");
  if (asked.language === "") parts.push("hour");
  return parts;
}
