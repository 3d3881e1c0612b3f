// Asks once a day, when a counsellor becomes ready, whether the system may notify her; and says how it stands.
import type { JSX } from "preact";
import { chime } from "../shared/chime.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { isMuted, setSound, soundOn } from "./attention.ts";
import { allowed, allowNotices, asks, later } from "./notification.ts";

export function AskNotices(): JSX.Element | null {
  const { attention: t } = writingTexts();
  if (!asks.value) return null;
  return (
    <section class="notice ask-notices" aria-labelledby="ask-notices" title={t.askAbout}>
      <h2 id="ask-notices">{t.ask}</h2>
      <div class="choices">
        <button type="button" class="ds-button" onClick={() => void allowNotices()}>{t.yes}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={later}>{t.later}</button>
      </div>
    </section>
  );
}

/** The switch of the sound, how to hear it, and what the browser allows. */
export function SoundAndNotices(): JSX.Element {
  const { attention } = staffTexts();
  const { attention: t } = writingTexts();
  const state = allowed.value;
  return (
    <div class="sound">
      <label class="check"><input type="checkbox" checked={soundOn.value} onChange={(event) => setSound(event.currentTarget.checked)} /> {attention.sound}</label>
      {soundOn.value ? <button type="button" class="plain-button small" onClick={chime}>{t.trySound}</button> : null}
      {isMuted() ? <p class="small quiet" role="status">{t.muted}</p> : null}
      {state === "default" ? <button type="button" class="plain-button small" onClick={() => void allowNotices()}>{attention.notify}</button> : null}
      {state === "granted" || state === "denied" ? <p class="small quiet">{state === "granted" ? t.on : t.blocked}</p> : null}
    </div>
  );
}
