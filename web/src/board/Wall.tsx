// The board on a wall: no controls, large enough for five metres, and words beside every colour.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { clockTime } from "../shared/dates.ts";
import { lengthWords } from "../shared/elapsed.ts";
import { deskNow, second } from "../shared/now.ts";
import type { Board } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";
import { tell } from "./alerts.ts";
import { age, board, closeCode, network, reconnect, stale } from "./model.ts";
import "./wall.css";
import { isTimeToReload, rememberWall, stayLit } from "./wall_life.ts";
import { WallCentres } from "./WallCentres.tsx";
import { ThisHour, WallChannels } from "./WallChannels.tsx";

const RECONNECT_AFTER = 60_000;
/** As many as can be read from afar; the board has them all. */
const ALERTS = 3;
/** With more of them, what to do comes before by which rule. */
const WITH_RULES = 2;

export function Wall(): JSX.Element {
  const now = board.value;
  const code = closeCode.value;
  useEffect(stayLit, []);
  useEffect(() => { if (now !== null) rememberWall(); }, [now !== null]);
  // Nobody is there to press a button, so it tries by itself where another page would ask.
  useEffect(() => {
    if (code === null) return undefined;
    const timer = setTimeout(reconnect, RECONNECT_AFTER);
    return () => clearTimeout(timer);
  }, [code]);
  useEffect(() => { if (network.value === "live" && !stale.value && isTimeToReload(deskNow())) location.reload(); }, [second.value]);
  // The way out for whoever has a keyboard; it needs no place on the screen.
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => { if (event.key === "Escape") location.hash = "#now"; };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, []);
  return (
    <main class="wall" data-stale={stale.value}>
      <WallHead board={now} />
      {now ? <div class="wall-body"><div class="wall-column"><WallChannels board={now} /><WallCentres centres={now.centres} /></div><div class="wall-column"><ThisHour hour={now.hour} /><WallAlerts board={now} /></div></div> : <p class="wall-calm">{watchTexts().connecting}</p>}
    </main>
  );
}

function WallHead({ board: now }: { board: Board | null }): JSX.Element {
  const t = watchTexts();
  const { dates } = texts();
  const beat = second.value;
  const old = now !== null && stale.value;
  return (
    <header class="wall-head">
      <h1>{staffTexts().board.now}</h1>
      <div role="status">{old ? <p class="wall-stale"><strong>{t.stale(clockTime(now.at, dates))}</strong> {network.value === "live" ? t.why.silent : t.why.lost}</p> : null}</div>
      {old ? <p class="wall-age number" aria-hidden="true">{t.staleFor(lengthWords(age.value ?? 0, staffTexts().time))}</p> : null}
      {now && !old ? <p class="wall-fresh number">{t.fresh(clockTime(now.at, dates))}</p> : null}
      <p class="wall-clock number" aria-hidden="true">{clockTime(beat, dates)}</p>
    </header>
  );
}

function WallAlerts({ board: now }: { board: Board }): JSX.Element {
  const t = watchTexts();
  const { board: words } = staffTexts();
  const told = now.alerts.map((one) => tell(one, now));
  return (
    <section class="wall-card wall-alerts" aria-labelledby="wall-alerts" data-any={told.length > 0}>
      <h2 id="wall-alerts">{words.alerts}</h2>
      {told.length === 0 ? <p>{t.nothingToDo}</p> : null}
      <ul>
        {told.slice(0, ALERTS).map((one) => (
          <li key={one.code}>
            <p class="what">{one.name} <span class="since number">{one.since}</span></p>
            <p class="todo">{one.todo}</p>
            {told.length <= WITH_RULES ? <p class="by-rule number">{one.rule}{one.measured ? ` (${one.measured})` : ""}</p> : null}
          </li>
        ))}
      </ul>
      {told.length > ALERTS ? <p class="by-rule">{t.moreAlerts(told.length - ALERTS)}</p> : null}
    </section>
  );
}
