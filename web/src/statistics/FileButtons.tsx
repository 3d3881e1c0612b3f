// What stands on a page, as files: each in the kinds that the desk writes.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { signedOutBy, tookTooLong } from "../settings/refusal.ts";
import { announce } from "../shared/parts/Announce.tsx";
import { deskTexts } from "../shared/texts/desk.ts";
import { figuresTexts } from "../shared/texts/figures.ts";
import { FILES } from "./calls.ts";
import { save } from "./download.ts";

type Kind = keyof typeof FILES;
export interface FileOf { words: string; path: string; name: string; kinds?: readonly Kind[] }
const BOTH: readonly Kind[] = ["csv", "xlsx"];
const NAMES: Record<Kind, string> = { csv: "CSV", xlsx: "Excel" };

export function FileButtons({ files, hint }: { files: readonly FileOf[]; hint: string }): JSX.Element {
  const t = figuresTexts();
  const busy = useSignal("");
  const failed = useSignal("");
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const press = async ({ path, name }: FileOf, kind: Kind): Promise<void> => {
    if (busy.value !== "") return;
    busy.value = name + kind;
    failed.value = "";
    try {
      await save(path, FILES[kind], `${name}.${kind}`, stop.current.signal, () => undefined);
      announce(t.downloaded);
    } catch (error) {
      if (!stop.current.signal.aborted && !signedOutBy(error)) failed.value = tookTooLong(error) ? deskTexts().tooLong : t.notDownloaded;
    }
    busy.value = "";
  };
  return (
    <section class="card downloads" aria-labelledby="files">
      <h2 id="files">{t.download}</h2>
      <p class="quiet small">{hint}</p>
      <div class="files">
        {files.map((one) => (
          <div key={one.name} class="row">
            {(one.kinds ?? BOTH).map((kind) => (
              <button key={kind} type="button" class="ds-button" data-variant="secondary" data-size="sm" aria-busy={busy.value === one.name + kind} onClick={() => void press(one, kind)}>{t.file(one.words, NAMES[kind])}</button>
            ))}
          </div>
        ))}
      </div>
      {failed.value === "" ? null : <p class="problem" role="alert">{failed.value}</p>}
    </section>
  );
}
