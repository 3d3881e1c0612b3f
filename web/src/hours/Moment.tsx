// «What would citizens see on …»: the desk's own answer for any moment, in their words.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { osloDate } from "../shared/dates.ts";
import { deskNow } from "../shared/now.ts";
import type { Channel } from "../shared/protocol.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { InThree } from "./CitizensRead.tsx";
import { getAt } from "./calls.ts";
import type { AtMoment } from "./document.ts";
import { rule } from "./words.ts";
import { stored } from "./model.ts";

export function Moment(): JSX.Element {
  const { moment: t, channels, channel: which, now } = hoursTexts();
  const date = useSignal(osloDate(deskNow()));
  const time = useSignal("12:00");
  const channel = useSignal<Channel>("chat");
  const answer = useSignal<AtMoment | "wrong" | "failed" | null>(null);
  const asked = `${date.value}T${time.value}`;
  // What is stored may have changed too: then the answer is another.
  useEffect(() => {
    let current = true;
    if (date.value === "" || time.value === "") { answer.value = "wrong"; return undefined; }
    getAt(asked, channel.value).then(
      (found) => { if (current) answer.value = found; },
      (error: { status?: number }) => { if (current) answer.value = error.status === 422 ? "wrong" : "failed"; },
    );
    return () => { current = false; };
  }, [asked, channel.value, stored.value]);
  const found = answer.value;
  return (
    <section class="card" aria-labelledby="moment">
      <h2 id="moment">{t.heading}</h2>
      <p class="quiet small">{t.hint}</p>
      <div class="row">
        <div class="field">
          <label class="ds-label" for="moment-date">{t.date}</label>
          <input id="moment-date" class="ds-input" type="date" min="2000-01-01" max="2100-12-31" value={date.value} onChange={(event) => { date.value = event.currentTarget.value; }} />
        </div>
        <div class="field">
          <label class="ds-label" for="moment-time">{t.time}</label>
          <input id="moment-time" class="ds-input" type="time" value={time.value} onChange={(event) => { time.value = event.currentTarget.value; }} />
        </div>
        <div class="field">
          <label class="ds-label" for="moment-channel">{which}</label>
          <select id="moment-channel" class="ds-input" value={channel.value} onChange={(event) => { channel.value = event.currentTarget.value as Channel; }}>
            {(["chat", "phone"] as const).map((one) => <option key={one} value={one}>{channels[one]}</option>)}
          </select>
        </div>
      </div>
      <div role="status">
        {found === "wrong" || found === "failed" ? <p class="problem">{t[found]}</p> : null}
        {found !== null && typeof found === "object" ? (
          <>
            <p><span class="dot" data-tone={found.open ? "good" : "off"} aria-hidden="true" /> <strong>{found.open ? t.open : t.closed}</strong> <span class="quiet small">{now.because(rule(found))}</span></p>
            <InThree words={found.texts} />
          </>
        ) : null}
      </div>
    </section>
  );
}
