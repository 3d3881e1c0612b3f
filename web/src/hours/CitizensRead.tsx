// What citizens would read, in all three languages: a line for each moment at which the words change.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { fullTime } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import type { CitizenWords } from "./document.ts";
import type { Names } from "../board/orders.ts";

const LANGUAGES = ["nb", "nn", "en"] as const;
const SHOWN = 4;

export function CitizensRead({ lines }: { lines: readonly CitizenWords[] }): JSX.Element {
  const { preview: t, channels } = hoursTexts();
  const all = useSignal(false);
  const changed = lines.filter((line) => line.changed);
  const worth = changed.length > 0 ? changed : lines;
  const shown = all.value ? worth : worth.slice(0, SHOWN);
  return (
    <section class="citizens">
      <h3>{t.citizens}</h3>
      {changed.length === 0 ? <p class="quiet small">{t.citizensNone}</p> : null}
      <ul>
        {shown.map((line) => (
          <li key={`${line.at} ${line.channel}`} data-changed={line.changed}>
            <p class="small number"><strong>{t.at} {fullTime(line.at, texts().dates)}</strong> <span class="tag-small">{channels[line.channel]}</span>{line.changed ? <> <span class="tag-small changed">{t.changed}</span></> : null}</p>
            <InThree words={line.texts} />
          </li>
        ))}
      </ul>
      {shown.length < worth.length ? <button type="button" class="plain-button small" onClick={() => { all.value = true; }}>{t.showAll(worth.length)}</button> : null}
    </section>
  );
}

export function InThree({ words }: { words: Names }): JSX.Element {
  return <dl class="in-three">{LANGUAGES.map((code) => <div key={code}><dt>{code}</dt><dd lang={code}>{words[code]}</dd></div>)}</dl>;
}
