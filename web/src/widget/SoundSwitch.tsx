// Whether somebody is called back by a sound; kept for as long as the tab.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";
import { sound, switchSound } from "./attention.ts";

const BELL = "M6 16h12l-1.5-2.2V10a4.5 4.5 0 0 0-9 0v3.8zM10 19a2 2 0 0 0 4 0";

export function SoundSwitch(): JSX.Element {
  const words = texts().safety.sound;
  return (
    <button type="button" class="plain-button icon" aria-pressed={sound.value} aria-label={words.label} title={sound.value ? words.on : words.off} onClick={switchSound}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">
        <path d={sound.value ? BELL : `${BELL}M4 4l16 16`} />
      </svg>
    </button>
  );
}
