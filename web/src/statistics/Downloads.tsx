// The figures of the period as files for a spreadsheet.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { signedOutBy } from "../settings/refusal.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { figuresTexts } from "../shared/texts/figures.ts";
import type { Asked, Days } from "./asked.ts";
import { download, FILES } from "./calls.ts";

const PARTS = ["weekday,clock_hour", "day", "centre"] as const;
const KINDS = { csv: "CSV", xlsx: "Excel" } as const;

export function Downloads({ asked, days }: { asked: Asked; days: Days }): JSX.Element {
  const t = figuresTexts();
  const busy = useSignal("");
  const failed = useSignal(false);
  const fetchFile = async (by: string, kind: keyof typeof FILES): Promise<void> => {
    if (busy.value !== "") return;
    busy.value = by + kind;
    failed.value = false;
    try {
      await download(asked, days, by, kind);
      announce(t.downloaded);
    } catch (error) {
      failed.value = !signedOutBy(error);
    }
    busy.value = "";
  };
  return (
    <section class="card downloads" aria-labelledby="statistics-download">
      <h2 id="statistics-download">{t.download}</h2>
      <p class="quiet small">{t.fileHint}</p>
      <div class="files">
        {PARTS.map((by) => (
          <div key={by} class="row">
            {(["csv", "xlsx"] as const).map((kind) => (
              <button key={kind} type="button" class="ds-button" data-variant="secondary" data-size="sm" aria-busy={busy.value === by + kind} onClick={() => void fetchFile(by, kind)}>{t.file(t.files[by], KINDS[kind])}</button>
            ))}
          </div>
        ))}
      </div>
      {failed.value ? <p class="problem" role="alert">{t.notDownloaded}</p> : null}
    </section>
  );
}
