// The counsellor's page: the rail, up to three conversations side by side and the others as tabs, and the drawer for the wrap-up.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { DISPLACED } from "../shared/closing.ts";
import { Announcer } from "../shared/parts/Announce.tsx";
import { NetworkBar } from "../shared/parts/NetworkBar.tsx";
import { SignIn } from "../shared/parts/SignIn.tsx";
import { language } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { News } from "./Company.tsx";
import { conversations, current, desk, door, drawerOpen, enter, expired, offers, open, problem } from "./model.ts";
import { CareDialogs } from "./CareDialogs.tsx";
import { Drawer } from "./Drawer.tsx";
import { EndDialog } from "./EndDialog.tsx";
import { KeysDialog } from "./KeysDialog.tsx";
import { OwnReplies } from "./OwnReplies.tsx";
import { Palette } from "./Palette.tsx";
import { Pane } from "./Pane.tsx";
import { problemWords } from "./problem_words.ts";
import { Rail } from "./Rail.tsx";
import { ShiftsDialog } from "./ShiftsDialog.tsx";
import { Tabs } from "./Tabs.tsx";

export function App(): JSX.Element {
  const t = staffTexts();
  useEffect(() => { document.documentElement.lang = language.value; }, [language.value]);
  if (door.value === "outside") return <SignIn title={t.name} note={expired.value ? t.signIn.expired : null} onSignedIn={enter} />;
  if (door.value === "looking" || !desk.value?.me.value) return <Loading />;
  return (
    <div class="console" data-drawer={drawerOpen.value}>
      <Network />
      <Rail />
      <main class="panes" data-count={open.value.length}>
        <h1 class="ds-sr-only">{t.name}</h1>
        {open.value.length === 0 ? <Nothing /> : null}
        <Tabs />
        {open.value.map((conversation) => <Pane key={conversation.id} conversation={conversation} index={conversations.value.indexOf(conversation)} />)}
      </main>
      {drawerOpen.value ? <Drawer conversation={current.value} /> : null}
      <Problem />
      <News />
      <KeysDialog />
      <Palette />
      <ShiftsDialog />
      <CareDialogs />
      <EndDialog />
      <OwnReplies />
      <Announcer />
    </div>
  );
}

function Loading(): JSX.Element {
  return (
    <main class="page" aria-busy="true">
      <h1 class="ds-sr-only">{staffTexts().name}</h1>
      <Network />
      <div class="skeleton" aria-hidden="true"><span /><span /><span /></div>
    </main>
  );
}

function Network(): JSX.Element | null {
  const at = desk.value;
  const { network } = staffTexts();
  if (!at) return null;
  const code = at.closeCode.value;
  const words = code === DISPLACED ? network.displaced : network.stopped;
  const action = { label: code === DISPLACED ? network.here : network.reconnect, run: () => at.start() };
  return <NetworkBar lost={at.network.value !== "live"} text={code === null ? network.lost : words} action={code === null ? null : action} />;
}

function Nothing(): JSX.Element {
  const { talk } = staffTexts();
  const ready = desk.value?.presence.value?.state === "ready";
  const some = (desk.value?.conversations.value.length ?? 0) > 0;
  return (
    <section class="nothing">
      <p class="quiet">{some ? talk.empty : offers.value.length > 0 ? staffTexts().attention.body : ready ? talk.emptyReady : talk.emptyAway}</p>
    </section>
  );
}

/** What was refused, in words, until it is closed or something succeeds. */
function Problem(): JSX.Element | null {
  const { errors } = staffTexts();
  const code = problem.value;
  if (code === null) return <div role="alert" />;
  return (
    <div class="toast" role="alert">
      <p>{problemWords(code)}</p>
      <button type="button" class="plain-button" aria-label={errors.close} onClick={() => { problem.value = null; }}>×</button>
    </div>
  );
}
