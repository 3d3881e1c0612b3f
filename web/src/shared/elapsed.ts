// Lengths of time as people say them: «3 min», «1 t 5 min».
import type { StaffTexts } from "./texts/staff.ts";

/** Whole minutes from the first one on; seconds only below it. */
export function lengthWords(seconds: number, texts: StaffTexts["time"]): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 5) return texts.now;
  if (whole < 60) return texts.seconds(whole);
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? texts.minutes(minutes) : texts.hours(Math.floor(minutes / 60), minutes % 60);
}

export function secondsSince(instant: string, now: number): number {
  return Math.max(0, (now - Date.parse(instant)) / 1_000);
}
