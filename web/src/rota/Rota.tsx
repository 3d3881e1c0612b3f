// The coordinator's rota: one week of everybody's shifts, what is missing in it, and everything that changes it.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { rotaTexts } from "../shared/texts/rota.ts";
import { CopyDialog } from "./CopyDialog.tsx";
import { DayList } from "./DayList.tsx";
import { Findings } from "./Findings.tsx";
import { floating } from "./floating.ts";
import { Foot } from "./Foot.tsx";
import { Grid } from "./Grid.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { comeBack } from "./keyboard.ts";
import { asked, failed, load, people, refresh, rota, shifts, week } from "./model.ts";
import { narrow } from "./narrow.ts";
import { NowDialog } from "./NowDialog.tsx";
import { ShiftDialog } from "./ShiftDialog.tsx";
import { Toast } from "./Toast.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { plusWeeks, weekNumber } from "./week.ts";
import { problemWords } from "./words.ts";
import "./rota.css";
import "./rota_dialogs.css";

const LOOK_EVERY = 30_000;

export function Rota(): JSX.Element {
  const wanted = week.value;
  useEffect(() => { void load(); }, [wanted]);
  useEffect(() => {
    const look = (): void => { if (!floating.value) refresh(); };
    const timer = setInterval(look, LOOK_EVERY);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return (
    <div class="rota-page">
      <Toolbar />
      {failed.value ? <Failed code={failed.value} /> : null}
      {rota.value ? <Week /> : failed.value ? null : <div class="skeleton rota-skeleton" aria-hidden="true"><span /><span /><span /><span /><span /><span /></div>}
      <Dialog />
      <Toast />
    </div>
  );
}

function Week(): JSX.Element {
  if (people.value.length === 0) return <section class="card"><p>{rotaTexts().nobodyKnown}</p></section>;
  return (
    <>
      {shifts.value.length === 0 ? <Empty /> : <Findings />}
      <section class="card rota-card" aria-labelledby="rota-week">{narrow.value ? <DayList /> : <Grid />}<Foot /></section>
    </>
  );
}

function Empty(): JSX.Element {
  const { empty: t } = rotaTexts();
  return (
    <section class="card rota-empty" aria-labelledby="rota-empty">
      <h2 id="rota-empty">{t.heading(weekNumber(week.value))}</h2>
      <p>{t.how}</p>
      <div class="row">
        <button type="button" class="ds-button" onClick={() => { asked.value = { kind: "copy", from: plusWeeks(week.value, -1), to: week.value }; }}>{t.copy}</button>
        <button type="button" class="ds-button" data-variant="secondary" onClick={() => { asked.value = { kind: "import" }; }}>{t.import}</button>
      </div>
    </section>
  );
}

function Failed({ code }: { code: string }): JSX.Element {
  const { problems: t } = rotaTexts();
  return (
    <div class="problem" role="alert">
      <p>{t.load} {code === "offline" ? null : problemWords(code)}</p>
      <button type="button" class="plain-button" onClick={() => void load()}>{t.again}</button>
    </div>
  );
}

function Dialog(): JSX.Element | null {
  const what = asked.value;
  const close = (): void => { asked.value = null; };
  if (what?.kind === "shift") return <ShiftDialog asked={what} onClose={() => { close(); comeBack(); }} />;
  if (what?.kind === "copy") return <CopyDialog from={what.from} to={what.to} onClose={close} />;
  if (what?.kind === "import") return <ImportDialog onClose={close} />;
  return what?.kind === "now" ? <NowDialog onClose={close} /> : null;
}
