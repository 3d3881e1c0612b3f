// What may open over the console besides a conversation: one place, so that the page itself names them once.
import type { JSX } from "preact";
import { CallStrip } from "./CallStrip.tsx";
import { HoldDialog } from "./HoldDialog.tsx";
import { LinkWarning } from "./LinkWarning.tsx";
import { MyDay } from "./MyDay.tsx";
import { OustDialog } from "./OustDialog.tsx";
import { PhoneDialog } from "./PhoneDialog.tsx";
import { RoutineDialog } from "./RoutineDialog.tsx";

export function CareDialogs(): JSX.Element {
  return (
    <>
      <CallStrip />
      <PhoneDialog />
      <MyDay />
      <RoutineDialog />
      <HoldDialog />
      <OustDialog />
      <LinkWarning />
    </>
  );
}
