// The state of a channel in words and a tone: how hard it is pressed, unless it is shut or nobody can tell.
import type { ChannelBoard } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { watchTexts } from "../shared/texts/watch.ts";

export interface Mood { tone: "off" | "good" | "slow" | "bad"; words: string }

const TONES = { calm: "good", busy: "slow", overloaded: "bad" } as const;

/** `stale`: the figures are too old to say anything of now. */
export function mood(channel: ChannelBoard, stale: boolean): Mood {
  const { board: t } = staffTexts();
  const pressure = channel.pressure as keyof typeof TONES | undefined;
  if (stale || (pressure === undefined && channel.state !== "closed")) return { tone: "off", words: watchTexts().unknown };
  if (channel.state === "closed" && channel.waiting === 0) return { tone: "off", words: t.shut };
  if (channel.state === "full") return { tone: "bad", words: watchTexts().full };
  if (channel.state === "last_call" && channel.waiting === 0) return { tone: "slow", words: t.lastCall };
  return pressure ? { tone: TONES[pressure], words: t[pressure] } : { tone: "off", words: t.shut };
}

/** Whether a channel is worth a place: the chat always, another while it is open or somebody waits. */
export function isShown(name: string, channel: ChannelBoard): boolean {
  return name === "chat" || channel.state !== "closed" || channel.waiting > 0;
}
