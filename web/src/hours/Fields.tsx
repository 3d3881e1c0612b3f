// The small fields that rules are made of: a date, a text, a tick, a channel; each knows its path in the document.
import type { JSX } from "preact";
import type { Channel } from "../shared/protocol.ts";
import { hoursTexts } from "../shared/texts/hours.ts";
import { Trouble, useTrouble } from "./Trouble.tsx";

interface FieldProps<Value> { path: string; label: string; value: Value; onChange: (value: Value) => void }

export function DateField({ path, label, value, hint, onChange }: FieldProps<string> & { hint?: string }): JSX.Element {
  const id = `field-${path}`;
  const trouble = useTrouble(path);
  return (
    <div class="field">
      <label class="ds-label" for={id}>{label}</label>
      <input id={id} class="ds-input" type="date" min="2000-01-01" max="2100-12-31" value={value} data-path={path} aria-invalid={trouble !== undefined}
        aria-describedby={trouble ?? (hint ? `${id}-hint` : undefined)} onChange={(event) => onChange(event.currentTarget.value)} />
      {hint ? <p class="quiet small" id={`${id}-hint`}>{hint}</p> : null}
      <Trouble path={path} />
    </div>
  );
}

export function TextField({ path, label, value, lang, onChange }: FieldProps<string> & { lang: string }): JSX.Element {
  const id = `field-${path}`;
  const trouble = useTrouble(path);
  return (
    <div class="field">
      <label class="ds-label" for={id}>{label}</label>
      <input id={id} class="ds-input" type="text" lang={lang} maxLength={200} value={value} data-path={path} aria-invalid={trouble !== undefined}
        aria-describedby={trouble} onInput={(event) => onChange(event.currentTarget.value)} />
      <Trouble path={path} />
    </div>
  );
}

export function Tick({ label, value, onChange }: Omit<FieldProps<boolean>, "path">): JSX.Element {
  return <label class="check"><input type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} /> {label}</label>;
}

export function ChannelField({ path, value, onChange }: Omit<FieldProps<Channel | null>, "label">): JSX.Element {
  const t = hoursTexts();
  const id = `field-${path}`;
  return (
    <div class="field">
      <label class="ds-label" for={id}>{t.channel}</label>
      <select id={id} class="ds-input" data-path={path} value={value ?? "all"} onChange={(event) => onChange(event.currentTarget.value === "all" ? null : (event.currentTarget.value as Channel))}>
        {(["all", "chat", "phone"] as const).map((one) => <option key={one} value={one}>{t.channels[one]}</option>)}
      </select>
    </div>
  );
}
