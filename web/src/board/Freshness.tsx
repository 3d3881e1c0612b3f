// Whether the figures are those of now: quiet while they are, and plain words with their age when they are not.
import type { JSX } from "preact";
import { clockTime, fullTime } from "../shared/dates.ts";
import { lengthWords } from "../shared/elapsed.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";
import { age, board, network, stale } from "./model.ts";

export function Freshness(): JSX.Element | null {
  const t = watchTexts();
  const { dates } = texts();
  const now = board.value;
  if (!now) return null;
  const clock = clockTime(now.at, dates);
  return (
    <div class="freshness">
      {/* Said once when they grow old; the running age is for those who look. */}
      <div role="status">{stale.value ? <p class="stale"><strong>{t.stale(clock)}</strong> {network.value === "live" ? t.why.silent : t.why.lost}</p> : null}</div>
      {stale.value
        ? <p class="small number stale-for" aria-hidden="true">{t.staleFor(lengthWords(age.value ?? 0, staffTexts().time))}</p>
        : <p class="quiet small number"><time dateTime={now.at} title={fullTime(now.at, dates)}>{t.fresh(clock)}</time></p>}
    </div>
  );
}
