// What is done beside the conversations: a phone call, the own day, the routine for acute concern.
import type { JSX } from "preact";
import { careTexts } from "../shared/texts/care.ts";
import { dayShown, registering, routineShown } from "./dialogs.ts";
import { startCall } from "./phone.ts";

export function RailTools(): JSX.Element {
  const { call, day, concern } = careTexts();
  return (
    <div class="rail-tools">
      <button type="button" class="plain-button small" onClick={startCall}>{call.start} <kbd>T</kbd></button>
      <button type="button" class="plain-button small" aria-haspopup="dialog" onClick={() => { registering.value = true; }}>{call.registerShort} <kbd>Y</kbd></button>
      <button type="button" class="plain-button small" aria-haspopup="dialog" onClick={() => { dayShown.value = true; }}>{day.heading} <kbd>I</kbd></button>
      <button type="button" class="plain-button small" aria-haspopup="dialog" onClick={() => { routineShown.value = true; }}>{concern.tool} <kbd>G</kbd></button>
    </div>
  );
}
