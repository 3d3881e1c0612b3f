// Short sounds made by the browser itself: no file, and silent until the person has touched the page.
import { signal } from "@preact/signals";

/** Whether anything could be heard: browsers hold sound back until somebody has touched the page. */
export const soundAllowed = signal(false);

let context: AudioContext | null = null;

/** Readies the sound at the first touch or key that the browser takes for one; it does not take Escape. */
export function unlockSound(): void {
  const unlock = (): void => {
    if (navigator.userActivation?.hasBeenActive === false) return;
    context ??= new AudioContext();
    void context.resume().then(allowed);
  };
  const allowed = (): void => {
    soundAllowed.value = true;
    removeEventListener("pointerdown", unlock);
    removeEventListener("keydown", unlock);
  };
  addEventListener("pointerdown", unlock);
  addEventListener("keydown", unlock);
}

/** Two soft tones. */
export function chime(): void {
  if (!context || context.state !== "running") return;
  tone(context, 660, 0);
  tone(context, 880, 0.16);
}

function tone(audio: AudioContext, frequency: number, delay: number): void {
  const start = audio.currentTime + delay;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.32);
}
