// What can be done about wrap-ups, the telephone, and what is grave.
import type { Command } from "./commands.ts";
import { flag } from "./actions.ts";
import { isMine } from "./company.ts";
import { holding, ousting, registering, routineShown } from "./dialogs.ts";
import { current } from "./model.ts";
import { isCall, startCall } from "./phone.ts";
import { toWrapUp } from "./wrap_ups.ts";

export const WRAP_UP: readonly Command[] = [
  { id: "wrapUp", keys: ["w"], run: () => void toWrapUp() },
  { id: "finish", shown: "Ctrl Enter", sheetOnly: true },
  { id: "call", keys: ["t"], careful: true, run: () => startCall() },
  { id: "registerCall", keys: ["y"], careful: true, run: () => { registering.value = true; } },
];

export const HARM: readonly Command[] = [
  { id: "flag", keys: ["m"], careful: true, can: canFlag, run: () => { if (canFlag() && current.value) void flag(current.value); } },
  { id: "routine", keys: ["g"], careful: true, run: () => { routineShown.value = true; } },
  { id: "hold", keys: ["b"], careful: true, can: hasText, run: () => { holding.value = current.value?.id ?? null; } },
  { id: "oust", keys: ["x"], careful: true, can: canOust, run: () => { ousting.value = current.value?.id ?? null; } },
];

/** A citizen who writes to me now. */
function canFlag(): boolean {
  return isMine(current.value) && !current.value.contact.value.follow_up && !isCall(current.value.contact.value);
}

/** A citizen who has written to me, also when she has left: whoever was abusive often has. */
function canOust(): boolean {
  const { state, follow_up: followUp } = current.value?.contact.value ?? {};
  return hasText() && !followUp && (state === "active" || state === "wrap_up");
}

/** Mine, also while it waits for its wrap-up. */
function hasText(): boolean {
  return current.value !== null && !current.value.guest.value && !isCall(current.value.contact.value);
}
