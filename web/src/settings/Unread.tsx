// The desk could not be reached: what to do, above whatever was known before.
import type { JSX } from "preact";
import { deskTexts } from "../shared/texts/desk.ts";
import type { Found } from "./found.ts";

export function Unread({ of }: { of: Found<unknown> }): JSX.Element | null {
  const t = deskTexts();
  if (!of.failed) return null;
  return <p class="problem" role="alert">{of.tooLong ? t.tooLong : of.value === null ? t.unread : t.old} <button type="button" class="plain-button" onClick={() => void of.again()}>{t.again}</button></p>;
}
