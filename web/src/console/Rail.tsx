// The left rail: presence with the own shift, my conversations, the queue, colleagues; an offer lies over it.
import type { JSX } from "preact";
import { Foot } from "../shared/parts/Foot.tsx";
import { LanguagePicker } from "../shared/parts/LanguagePicker.tsx";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { AskNotices, SoundAndNotices } from "./AskNotices.tsx";
import { Colleagues } from "./Colleagues.tsx";
import { ConnectionLine } from "./ConnectionLine.tsx";
import { JoinRequests } from "./JoinRequests.tsx";
import { keysShown } from "./keys.ts";
import { Mine } from "./Mine.tsx";
import { desk, leave } from "./model.ts";
import { ownShown } from "./own_replies.ts";
import { Notices } from "./Notices.tsx";
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
        <ConnectionLine />
        <PresenceSwitch />
        <AskNotices />
        <Notices />
        <Nudge />
        <Mine />
        <RailTools />
        <Queue />
        <Colleagues />
        <footer class="rail-foot">
          <SoundAndNotices />
          <button type="button" class="plain-button small" onClick={() => { ownShown.value = "list"; }}>{writingTexts().replies.manage}</button>
          <button type="button" class="plain-button small" onClick={() => { keysShown.value = true; }}>{t.keys.open} <kbd>?</kbd></button>
          {me?.role === "coordinator" ? <a class="ds-link small" href="/board">{t.signIn.toBoard}</a> : null}
          <LanguagePicker />
          <Foot />
        </footer>
      </div>
    </aside>
  );
}
