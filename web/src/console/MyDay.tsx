// My day: the shift, what I have had and when, and the wrap-ups that wait. For oneself alone.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { clockTime } from "../shared/dates.ts";
import { lengthWords } from "../shared/elapsed.ts";
import { useModal } from "../shared/parts/modal.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { careTexts } from "../shared/texts/care.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { busyHours, type Day, day, loadDay } from "./day.ts";
import { dayShown } from "./dialogs.ts";
import { OpenWrapUps } from "./OpenWrapUps.tsx";

const WHOLE_DAY = 86_400_000;

export function MyDay(): JSX.Element | null {
  return dayShown.value ? <Shown /> : null;
}

function Shown(): JSX.Element {
  const { day: t, failed: failedWords, again, close: closeWord } = careTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const failed = useSignal(false);
  useModal(dialog);
  const read = (): void => {
    failed.value = false;
    loadDay().catch(() => { failed.value = true; });
  };
  useEffect(read, []);
  const close = (): void => { dayShown.value = false; };
  return (
    <dialog class="confirm care-dialog my-day" ref={dialog} aria-labelledby="day-heading" onCancel={(event) => { event.preventDefault(); close(); }}>
      <h2 class="heading" id="day-heading" tabIndex={-1} autofocus>{t.heading}</h2>
      <p class="small quiet">{t.about}</p>
      {failed.value ? <div class="problem" role="alert"><p>{failedWords}</p><button type="button" class="plain-button" onClick={read}>{again}</button></div> : null}
      {day.value ? <Figures day={day.value} /> : failed.value ? null : <div class="skeleton" aria-hidden="true"><span /><span /><span /></div>}
      <OpenWrapUps />
      <div class="row"><button type="button" class="ds-button" onClick={close}>{closeWord}</button></div>
    </dialog>
  );
}

function Figures({ day: mine }: { day: Day }): JSX.Element {
  const { day: t } = careTexts();
  const { time } = staffTexts();
  const shifts = mine.shifts.map((shift) => spanOf(shift)).join(", ");
  return (
    <>
      <dl class="day-figures number">
        <div><dt>{t.shifts}</dt><dd>{shifts === "" ? t.noShift : shifts}</dd></div>
        <div><dt>{t.chat}</dt><dd>{mine.chat}</dd></div>
        <div><dt>{t.phone}</dt><dd>{mine.phone}</dd></div>
        <div><dt>{t.followUps}</dt><dd>{mine.follow_ups}</dd></div>
        <div><dt>{t.talked}</dt><dd>{mine.talked_seconds === 0 ? t.none : lengthWords(mine.talked_seconds, time)}</dd></div>
        <div><dt>{t.open}</dt><dd>{mine.open_wrap_ups}</dd></div>
      </dl>
      <Hours hours={busyHours(mine.hours)} />
    </>
  );
}

/** A list that is drawn as bars: the figure stands in each, so that nothing hangs on the drawing. */
function Hours({ hours }: { hours: Day["hours"] }): JSX.Element {
  const { day: t } = careTexts();
  const most = Math.max(1, ...hours.map((hour) => hour.contacts));
  if (hours.length === 0) return <p class="quiet small">{t.quiet}</p>;
  return (
    <>
      <h3>{t.hours}</h3>
      <ul class="day-hours number">
        {hours.map((hour) => (
          <li key={hour.starts_at}>
            <span>{t.hour(clockTime(hour.starts_at, texts().dates).replace(/^\D*/, ""))}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width={(hour.contacts / most) * 100} height="10" /></svg>
            <span aria-label={t.contacts(hour.contacts)} role="img">{hour.contacts}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A shift without an end in sight, as in a demo, has only its beginning. */
function spanOf(shift: Day["shifts"][number]): string {
  const { day: t } = careTexts();
  const { presence } = staffTexts();
  const bare = (at: string): string => clockTime(at, texts().dates).replace(/^\D*/, "");
  const endless = Date.parse(shift.ends_at) - Date.parse(shift.starts_at) > WHOLE_DAY;
  return endless ? presence.onShift : t.span(bare(shift.starts_at), bare(shift.ends_at));
}
