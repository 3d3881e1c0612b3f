// What can be done about one's own presence and day, and how one gets around.
import type { Channel } from "../shared/protocol.ts";
import type { Command } from "./commands.ts";
import { chooseChannel, setPresence } from "./actions.ts";
import { setSound, soundOn } from "./attention.ts";
import { dayShown, keysShown, paletteShown } from "./dialogs.ts";
import { toQueue } from "./focus.ts";
import { desk, leave } from "./model.ts";
import { shiftsShown } from "./my_shifts.ts";
import { allowed, allowNotices } from "./notification.ts";
import { ownShown } from "./own_replies.ts";

export const ME: readonly Command[] = [
  { id: "ready", keys: ["r"], careful: true, run: () => void setPresence("ready") },
  { id: "break", keys: ["p"], careful: true, run: () => void setPresence("break") },
  { id: "off", run: () => void setPresence("off") },
  { id: "chatOn", can: () => !takes("chat"), run: () => void chooseChannel("chat", true) },
  { id: "chatOff", can: () => takes("chat") && takes("phone"), run: () => void chooseChannel("chat", false) },
  { id: "phoneOn", can: () => !takes("phone"), run: () => void chooseChannel("phone", true) },
  { id: "phoneOff", can: () => takes("phone") && takes("chat"), run: () => void chooseChannel("phone", false) },
  { id: "day", keys: ["i"], careful: true, run: () => { dayShown.value = true; } },
  { id: "shifts", keys: ["v"], careful: true, run: () => { shiftsShown.value = true; } },
  { id: "ownReplies", run: () => { ownShown.value = "list"; } },
  { id: "notices", can: () => allowed.value === "default", run: () => void allowNotices() },
  { id: "soundOn", can: () => !soundOn.value, run: () => setSound(true) },
  { id: "soundOff", can: () => soundOn.value, run: () => setSound(false) },
];

export const GO: readonly Command[] = [
  { id: "queue", keys: ["q"], run: toQueue },
  { id: "parts", shown: "F6", sheetOnly: true },
  { id: "palette", shown: "Ctrl K", sheetOnly: true, run: () => { paletteShown.value = true; } },
  { id: "keys", keys: ["?"], careful: true, run: () => { keysShown.value = true; } },
  { id: "board", can: () => desk.value?.me.value?.role === "coordinator", run: () => location.assign("/board") },
  { id: "out", run: () => void leave() },
];

function takes(channel: Channel): boolean {
  return desk.value?.presence.value?.channels.includes(channel) ?? false;
}
