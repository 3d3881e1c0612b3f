// The coordinator's board: several pages with one head, behind the sign-in.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { DISPLACED } from "../shared/closing.ts";
import { Announcer } from "../shared/parts/Announce.tsx";
import { Foot } from "../shared/parts/Foot.tsx";
import { NetworkBar } from "../shared/parts/NetworkBar.tsx";
import { SignIn } from "../shared/parts/SignIn.tsx";
import { language } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { Head, PageHead } from "./Head.tsx";
import { closeCode, door, enter, expired, leave, network, reconnect } from "./model.ts";
import { page } from "./pages.ts";
import { PageView } from "./PageView.tsx";
import { Skeleton } from "./Skeleton.tsx";

export function App(): JSX.Element {
  const t = staffTexts();
  const shown = page.value;
  const inside = door.value !== "outside" && door.value !== "forbidden";
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = inside ? `${t.board.pages[shown.name]} – ${t.boardName}` : t.boardName;
  }, [language.value, shown, inside]);
  if (door.value === "outside") return <SignIn title={t.boardName} note={expired.value ? t.signIn.expired : null} onSignedIn={enter} />;
  if (door.value === "forbidden") return <Forbidden />;
  return (
    <div class="board">
      <Network />
      <Head page={shown} />
      <main><PageHead page={shown} />{door.value === "inside" ? <PageView page={shown} /> : <Skeleton />}</main>
      <footer><Foot /></footer>
      <Announcer />
    </div>
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
