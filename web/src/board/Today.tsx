// The first page: now, today's load, centres and alerts.
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { Alerts } from "./Alerts.tsx";
import { Centres } from "./Centres.tsx";
import { Decisions } from "./Decisions.tsx";
import { Load } from "./Load.tsx";
import { board } from "./model.ts";
import { Now } from "./Now.tsx";
import { Skeleton } from "./Skeleton.tsx";

export function Today(): JSX.Element {
  const now = board.value;
  if (!now) return <Skeleton />;
  return (
    <>
      <Now board={now} />
      <Load hour={now.hour} />
      <div class="two">
        <Centres centres={now.centres} />
        <Alerts alerts={now.alerts} />
      </div>
      <Decisions />
      <p class="quiet small number">{staffTexts().board.updated(clockTime(now.at, texts().dates))}</p>
    </>
  );
}
