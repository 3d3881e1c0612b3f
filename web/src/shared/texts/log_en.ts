// What stands between and below the messages of a conversation, English.
import type { LogTexts } from "./log_nb.ts";

export const logEn: LogTexts = {
  fresh: "New messages",
  below: (count: number) => (count === 1 ? `${count} new message` : `${count} new messages`),
  toEnd: "To the newest message",
  readAgain: "Read the conversation again",
  readNotice: "Close the notice",
};
