// Days as bars of open time, with what they were before where that changes; the same in words, a row a day.
import type { JSX } from "preact";
import type { Channel } from "../shared/protocol.ts";
import { texts } from "../shared/texts/catalogue.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { areAlike, barsOf, marksOf, type Scale, scaleOf, widthOf } from "./bars.ts";
import { dayWords, weekdayOf } from "./days.ts";
import type { DayOfChannel, PreviewDay } from "./document.ts";
import { hours, rule } from "./words.ts";

const HEIGHT = 20;

export function Strip({ days, label }: { days: readonly PreviewDay[]; label: string }): JSX.Element {
  const t = hoursTexts();
  const scale = scaleOf(days);
  const alike = areAlike(days);
  const shown: Channel[] = alike ? ["chat"] : ["chat", "phone"];
  return (
    // A wide table scrolls by itself, and whoever has no pointer must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll" role="group" aria-label={label} tabIndex={0}>
      <table class="strip number">
        <thead>
          <tr>
            <th scope="col">{t.preview.day}</th>
            {shown.map((one) => <th key={one} scope="col"><span>{t.channels[alike ? "all" : one]}</span><Marks scale={scale} /></th>)}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date} data-changed={shown.some((one) => day.channels[one].changed)} data-weekend={Number(weekdayOf(day.date)) > 5}>
              <th scope="row">{shortDay(day.date)}</th>
              {shown.map((one) => <Day key={one} day={day.channels[one]} scale={scale} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Day({ day, scale }: { day: DayOfChannel; scale: Scale }): JSX.Element {
  const { preview: t } = hoursTexts();
  return (
    <td>
      <svg class="open-bar" viewBox={`0 0 ${widthOf(scale)} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width={widthOf(scale)} height={HEIGHT} />
        {marksOf(scale).slice(1, -1).map((hour) => <line key={hour} class="grid-line" x1={(hour - scale.from) * 60} x2={(hour - scale.from) * 60} y1="0" y2={HEIGHT} />)}
        {barsOf(day.intervals, scale).map((bar) => <rect key={bar.x} class="now" x={bar.x} width={bar.width} y="0" height={day.changed ? HEIGHT * 0.65 : HEIGHT} />)}
        {day.changed ? barsOf(day.before, scale).map((bar) => <rect key={`before ${bar.x}`} class="before" x={bar.x} width={bar.width} y={HEIGHT * 0.75} height={HEIGHT * 0.25} />) : null}
      </svg>
      <span class="said-hours">
        {hours(day.intervals)}
        {day.changed ? <> <strong class="tag-small changed">{t.changed}</strong> <span class="quiet small">{t.before(hours(day.before))}</span></> : null}
        {day.rule === "ordinary week" ? null : <span class="quiet small"> · {rule(day)}</span>}
      </span>
    </td>
  );
}

function Marks({ scale }: { scale: Scale }): JSX.Element {
  return <span class="marks" aria-hidden="true">{marksOf(scale).map((hour) => <span key={hour}>{String(hour).padStart(2, "0")}</span>)}</span>;
}

/** «man 23. november». */
function shortDay(date: string): string {
  const { dates } = texts();
  const short = hoursTexts().short[Number(weekdayOf(date)) - 1] ?? "";
  const weekdays = dates.weekdays.map(() => short);
  return dayWords(date, { ...dates, weekdays });
}
