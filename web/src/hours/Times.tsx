// The hours of one day: as many intervals as there are, each typed as people write times.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { hoursTexts } from "../shared/texts/hours.ts";
import type { Interval } from "./document.ts";
import { added, removed, timed } from "./draft.ts";
import { Trouble, useTrouble } from "./Trouble.tsx";

interface TimesProps {
  /** Where the day stands in the document. */
  path: string;
  /** What the day is called. */
  name: string;
  hours: readonly Interval[];
  onChange: (hours: Interval[]) => void;
}

export function Times({ path, name, hours, onChange }: TimesProps): JSX.Element {
  const { week: t, closed } = hoursTexts();
  const box = useRef<HTMLDivElement>(null);
  const count = useRef(hours.length);
  // Whoever adds or takes away is taken where the work goes on.
  useEffect(() => {
    const here = box.current?.contains(document.activeElement) || document.activeElement === document.body;
    const grown = hours.length > count.current;
    if (hours.length !== count.current && here) {
      const fields = box.current?.querySelectorAll<HTMLElement>(grown ? "input" : "button") ?? [];
      (grown ? fields[fields.length - 2] : fields[fields.length - 1])?.focus();
    }
    count.current = hours.length;
  }, [hours.length]);
  return (
    <div class="times" ref={box}>
      {hours.length === 0 ? <span class="quiet">{closed}</span> : null}
      {hours.map((interval, place) => (
        <div class="interval" key={place}>
          <Time path={`${path}.${place}`} label={t.from(name, place + 1)} value={interval[0]} onChange={(typed) => onChange(timed(hours, place, 0, typed))} />
          <span aria-hidden="true">–</span>
          <Time path={`${path}.${place}`} label={t.to(name, place + 1)} value={interval[1]} onChange={(typed) => onChange(timed(hours, place, 1, typed))} />
          <button type="button" class="plain-button" aria-label={t.remove(name, place + 1)} title={t.remove(name, place + 1)} onClick={() => onChange(removed(hours, place))}>×</button>
          <Trouble path={`${path}.${place}`} />
        </div>
      ))}
      <button type="button" class="plain-button" aria-label={t.addTo(name)} onClick={() => onChange(added(hours))}>+ {t.add}</button>
    </div>
  );
}

/** Takes what was typed when the field is left or Enter is pressed, and shows how it was read. */
function Time({ path, label, value, onChange }: { path: string; label: string; value: string; onChange: (typed: string) => void }): JSX.Element {
  const trouble = useTrouble(path);
  const take = (field: HTMLInputElement): void => {
    if (field.value !== value) onChange(field.value);
  };
  const onEnter = (event: KeyboardEvent, field: HTMLInputElement): void => {
    if (event.key !== "Enter") return;
    // In a form it would send the form with what stood here before.
    event.preventDefault();
    take(field);
  };
  return (
    <input class="ds-input time number" type="text" inputMode="decimal" autocomplete="off" maxLength={5} aria-label={label} value={value} data-path={path}
      aria-invalid={trouble !== undefined} aria-describedby={trouble}
      onBlur={(event) => take(event.currentTarget)} onKeyDown={(event) => onEnter(event, event.currentTarget)} />
  );
}
