// The notices of the day, each for as long as it stands, in the language of the page.
import type { JSX } from "preact";
import { whenOpens } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { named } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { notices } from "./writing.ts";

const DAY = 86_400_000;

export function Notices(): JSX.Element {
  const { notices: t } = writingTexts();
  const all = notices();
  return (
    <div class="notices" role="status">
      {all.length === 0 ? null : (
        <section class="notice" aria-labelledby="notices">
          <h2 id="notices">{t.heading}</h2>
          {all.map((one) => (
            <div key={one.notice_id}>
              <p class="wrap" dir="auto">{named(one)}</p>
              {one.until !== null && Date.parse(one.until) - deskNow() < DAY ? <p class="small number">{t.until(whenOpens(one.until, deskNow(), texts().dates))}</p> : null}
            </div>
          ))}
        </section>
      )}
    </div>
  );
}
