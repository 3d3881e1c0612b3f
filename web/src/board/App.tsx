// The coordinator's page: now, today's load, centres, alerts, and the door of the chat.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { DISPLACED } from "../shared/closing.ts";
import { clockTime } from "../shared/dates.ts";
import { Announcer } from "../shared/parts/Announce.tsx";
import { LanguagePicker } from "../shared/parts/LanguagePicker.tsx";
import { NetworkBar } from "../shared/parts/NetworkBar.tsx";
import { SignIn } from "../shared/parts/SignIn.tsx";
import { language, texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { Alerts } from "./Alerts.tsx";
import { Centres } from "./Centres.tsx";
import { Door } from "./Door.tsx";
import { Load } from "./Load.tsx";
import { board, closeCode, door, enter, expired, leave, me, network, reconnect } from "./model.ts";
import { Now } from "./Now.tsx";

export function App(): JSX.Element {
  const t = staffTexts();
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = t.boardName;
  }, [language.value]);
  if (door.value === "outside") return <SignIn title={t.boardName} note={expired.value ? t.signIn.expired : null} onSignedIn={enter} />;
  if (door.value === "forbidden") return <Forbidden />;
  return (
    <div class="board">
      <Network />
      <header class="board-head">
        <h1 class="heading">{t.boardName}</h1>
        <p class="quiet small number">{board.value ? t.board.updated(clockTime(board.value.at, texts().dates)) : ""}</p>
        <div class="who">
          <span>{me.value?.name}</span>
          <LanguagePicker />
          <button type="button" class="plain-button small" onClick={() => void leave()}>{t.signIn.out}</button>
        </div>
      </header>
      <main>{board.value ? <Everything /> : <Loading />}</main>
      <Announcer />
    </div>
  );
}

function Everything(): JSX.Element | null {
  const now = board.value;
  if (!now) return null;
  return (
    <>
      <Now board={now} />
      <Load hour={now.hour} />
      <div class="two">
        <Centres centres={now.centres} />
        <div>
          <Alerts alerts={now.alerts} />
          <Door state={now.channels["chat"]?.state ?? "closed"} />
        </div>
      </div>
    </>
  );
}

function Network(): JSX.Element {
  const t = staffTexts().network;
  const code = closeCode.value;
  const displaced = code === DISPLACED;
  const action = code === null ? null : { label: displaced ? t.here : t.reconnect, run: reconnect };
  const words = displaced ? t.displaced : t.stopped;
  return <NetworkBar lost={door.value === "inside" && network.value !== "live"} text={code === null ? t.lost : words} action={action} />;
}

function Loading(): JSX.Element {
  return <div class="skeleton" aria-hidden="true"><span /><span /><span /><span /></div>;
}

function Forbidden(): JSX.Element {
  const { signIn } = staffTexts();
  return (
    <main class="page">
      <h1 class="heading">{signIn.notCoordinator}</h1>
      <p><a class="ds-link" href="/console">{signIn.toConsole}</a></p>
      <p><button type="button" class="ds-button" data-variant="secondary" onClick={() => void leave()}>{signIn.out}</button></p>
    </main>
  );
}
