// A calm word about wrap-ups that have stood open for long, said once for each, with the way to them.
import type { JSX } from "preact";
import { second } from "../shared/now.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { open as openConversation } from "./actions.ts";
import { conversations, desk, drawerOpen } from "./model.ts";
import { isLate } from "./nudge.ts";

export function Nudge(): JSX.Element {
  const { wrapUp: t, rail } = staffTexts();
  const after = desk.value?.nudgeSeconds.value ?? 0;
  const late = conversations.value.filter((one) => isLate(one.contact.value, after, second.value));
  const some = late.length > 0;
  return (
    <div class={some ? "notice last-offers" : undefined}>
      <p role="status">{some ? t.nudge : null}</p>
      {late.map((one) => (
        <button key={one.id} type="button" class="plain-button small" onClick={() => { drawerOpen.value = true; void openConversation(one.id); }}>
          {t.heading}: {one.contact.value.alias ?? rail.anonymous}
        </button>
      ))}
    </div>
  );
}
