// The coordinator's board: several pages with one head, behind the sign-in.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { DISPLACED } from "../shared/closing.ts";
import { Announcer } from "../shared/parts/Announce.tsx";
import { Foot } from "../shared/parts/Foot.tsx";
import { NetworkBar } from "../shared/parts/NetworkBar.tsx";
import { SignIn } from "../shared/parts/SignIn.tsx";
import { language } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";
import { Head, PageHead } from "./Head.tsx";
import { closeCode, door, enter, expired, leave, network, reconnect, stale } from "./model.ts";
import { page, WALL } from "./pages.ts";
import { PageView } from "./PageView.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { Wall } from "./Wall.tsx";
import { wasWall } from "./wall_life.ts";
import { WallSignedOut } from "./WallSignedOut.tsx";

export function App(): JSX.Element {
  const t = staffTexts();
  const shown = page.value;
  const signing = useSignal(false);
  const inside = door.value !== "outside" && door.value !== "forbidden";
  useEffect(() => {
    document.documentElement.lang = language.value;
    document.title = inside ? `${t.board.pages[shown.name]} – ${t.boardName}` : t.boardName;
  }, [language.value, shown, inside]);
  if (door.value === "outside" && shown === WALL && wasWall() && !signing.value) return <WallSignedOut onSignIn={() => { signing.value = true; }} />;
  if (door.value === "outside") return <SignIn title={t.boardName} note={expired.value ? t.signIn.expired : null} onSignedIn={(member) => { signing.value = false; enter(member); }} />;
  if (door.value === "forbidden") return <Forbidden />;
  if (shown === WALL) return <Wall />;
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
  const t = { ...staffTexts().network, lost: watchTexts().lost };
  const code = closeCode.value;
  const displaced = code === DISPLACED;
  const action = code === null ? null : { label: displaced ? t.here : t.reconnect, run: reconnect };
  const words = displaced ? t.displaced : t.stopped;
  return <NetworkBar lost={door.value === "inside" && network.value !== "live" && !(stale.value && page.value.name === "now")} text={code === null ? t.lost : words} action={action} />;
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
