// The left rail: presence with the own shift, my conversations, the queue, colleagues; an offer lies over it.
import type { JSX } from "preact";
import { Foot } from "../shared/parts/Foot.tsx";
import { LanguagePicker } from "../shared/parts/LanguagePicker.tsx";
import { staffTexts } from "../shared/texts/staff.ts";
import { allowNotices, notifiable, setSound, soundOn } from "./attention.ts";
import { Colleagues } from "./Colleagues.tsx";
import { JoinRequests } from "./JoinRequests.tsx";
import { keysShown } from "./keys.ts";
import { Mine } from "./Mine.tsx";
import { desk, leave } from "./model.ts";
import { Nudge } from "./Nudge.tsx";
import { Offers } from "./Offers.tsx";
import { PresenceSwitch } from "./PresenceSwitch.tsx";
import { Queue } from "./Queue.tsx";
import { RailTools } from "./RailTools.tsx";

export function Rail(): JSX.Element {
  const t = staffTexts();
  const me = desk.value?.me.value;
  return (
    <aside class="rail" aria-label={t.name} data-part="rail" tabIndex={-1}>
      <div class="offers">
        <Offers />
        <JoinRequests />
      </div>
      <div class="rail-scroll">
        <header class="who-am-i">
          <p><strong>{me?.name}</strong></p>
          <button type="button" class="plain-button small" onClick={() => void leave()}>{t.signIn.out}</button>
        </header>
        <PresenceSwitch />
        {desk.value?.notice.value ? <p class="notice" dir="auto" role="status">{desk.value.notice.value}</p> : null}
        <Nudge />
        <Mine />
        <RailTools />
        <Queue />
        <Colleagues />
        <footer class="rail-foot">
          <label class="check"><input type="checkbox" checked={soundOn.value} onChange={(event) => setSound(event.currentTarget.checked)} /> {t.attention.sound}</label>
          {notifiable.value ? <button type="button" class="plain-button small" onClick={() => void allowNotices()}>{t.attention.notify}</button> : null}
          <button type="button" class="plain-button small" onClick={() => { keysShown.value = true; }}>{t.keys.open} <kbd>?</kbd></button>
          {me?.role === "coordinator" ? <a class="ds-link small" href="/board">{t.signIn.toBoard}</a> : null}
          <LanguagePicker />
          <Foot />
        </footer>
      </div>
    </aside>
  );
}
