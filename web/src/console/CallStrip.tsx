// A phone call that is not registered yet: its time runs, its language can be chosen, and at first it can be taken back.
import type { JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { clockTime } from "../shared/dates.ts";
import { secondsSince } from "../shared/elapsed.ts";
import { second } from "../shared/now.ts";
import type { Language } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { begun, type Call, hangUp, refused, speak, SPOKEN, undoable, undoCall } from "./phone.ts";
import { stopwatch } from "./stopwatch.ts";

export function CallStrip(): JSX.Element | null {
  return begun.value ? <Shown key={begun.value.request_id} call={begun.value} /> : null;
}

function Shown({ call }: { call: Call }): JSX.Element {
  const { call: t } = careTexts();
  const { languages } = staffTexts();
  const undo = useRef<HTMLButtonElement>(null);
  useFocusMeanwhile(undo);
  const words = refused.value !== null ? t.refused : undoable.value ? t.soon : t.notYet;
  const mayUndo = undoable.value || refused.value !== null;
  return (
    <section class="call-strip" aria-label={t.title}>
      <p><strong>{t.title}</strong> <span class="number" role="timer">{stopwatch(secondsSince(call.started_at, call.ended_at === null ? second.value : Date.parse(call.ended_at)))}</span> <span class="quiet small">{t.since(bare(call.started_at))}</span></p>
      <label class="small">{t.language} <select class="ds-input" value={call.language} onChange={(event) => speak(event.currentTarget.value as Language)}>
        {SPOKEN.map((code) => <option key={code} value={code}>{languages[code]}</option>)}
      </select></label>
      <p class="small" role={refused.value === null ? "status" : "alert"}>{words}</p>
      <div class="row">
        {mayUndo ? <button type="button" class="ds-button" data-variant="secondary" ref={undo} onClick={undoCall} onKeyDown={(event) => { if (event.key === "Escape") undoCall(); }}>{t.undo}</button> : null}
        {call.ended_at === null && !mayUndo ? <button type="button" class="ds-button" onClick={hangUp}>{t.over}</button> : null}
      </div>
    </section>
  );
}

/** The way back has the focus while there is one; afterwards one stands where one stood before. */
function useFocusMeanwhile(undo: RefObject<HTMLButtonElement | null>): void {
  const may = undoable.value;
  useEffect(() => {
    if (!may) return undefined;
    const before = document.activeElement;
    undo.current?.focus();
    return () => requestAnimationFrame(() => {
      const nowhere = document.activeElement === null || document.activeElement === document.body;
      if (nowhere && before instanceof HTMLElement && before.isConnected) before.focus();
    });
  }, [undo, may]);
}

function bare(at: string): string {
  return clockTime(at, texts().dates);
}
