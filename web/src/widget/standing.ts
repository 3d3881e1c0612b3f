// What the desk's last answer means by now: a door that closes at eight is closed at eight, whatever was said before.
import type { Channel, ExpectedWait } from "../shared/protocol.ts";

export interface NoticeTexts { nb: string; nn: string; en: string }

export interface ChannelState {
  state: "open" | "last_call" | "full" | "closed";
  closes_at: string | null;
  opens_at: string | null;
  reason: string | null;
  waiting: number;
  expected_wait: ExpectedWait | null;
  number?: string | null;
  /** Why it is closed today, in the coordinator's own words. */
  label?: { nb: string; nn: string; en: string; se?: string } | null;
}

/** `notice` is in bokmål, or the operator's; `notice_texts` has a coordinator's in all three languages. */
export interface DeskState { server_time: string; notice: string | null; notice_texts?: NoticeTexts | null; channels: Record<Channel, ChannelState> }

/** The reason of a channel that has closed since the desk was asked. */
export const JUST_CLOSED = "just_closed";

/** The channel at `now`: the same object, or a closed one from the instant it was to close. */
export function asOf(channel: ChannelState, now: number): ChannelState {
  const over = channel.closes_at !== null && Date.parse(channel.closes_at) <= now;
  if (!over || channel.state === "closed") return channel;
  return { ...channel, state: "closed", reason: JUST_CLOSED, expected_wait: null, label: null };
}

/** Milliseconds until the channel opens or closes by itself; null when neither is near in what is known. */
export function untilChange(channel: ChannelState, now: number): number | null {
  const instants = [channel.opens_at, channel.closes_at].filter((at) => at !== null).map((at) => Date.parse(at) - now);
  const ahead = instants.filter((away) => away >= 0);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}
