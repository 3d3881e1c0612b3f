// What stands between and below the messages of a conversation, nynorsk.
import type { LogTexts } from "./log_nb.ts";

export const logNn: LogTexts = {
  fresh: "Nye meldingar",
  below: (count: number) => (count === 1 ? `${count} ny melding` : `${count} nye meldingar`),
  toEnd: "Til nyaste melding",
  readAgain: "Les samtalen på nytt",
  readNotice: "Lukk meldinga",
};
