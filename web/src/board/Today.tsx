// The first page: now, today's load, centres and alerts.
import type { JSX } from "preact";
import { watchTexts } from "../shared/texts/watch.ts";
import { Alerts } from "./Alerts.tsx";
import { Centres } from "./Centres.tsx";
import { Decisions } from "./Decisions.tsx";
import { Freshness } from "./Freshness.tsx";
import { Load } from "./Load.tsx";
import { board } from "./model.ts";
import { Now } from "./Now.tsx";
import { Skeleton } from "./Skeleton.tsx";

export function Today(): JSX.Element {
  const now = board.value;
  if (!now) return <Skeleton />;
  return (
    <>
      <div class="now-head">
        <Freshness />
        <a class="ds-link small" href="#wall" target="_blank" rel="noreferrer">{watchTexts().toWall}</a>
      </div>
      <Now board={now} />
      <Load hour={now.hour} />
      <div class="two">
        <Centres centres={now.centres} />
        <Alerts board={now} />
      </div>
      <Decisions />
    </>
  );
}
