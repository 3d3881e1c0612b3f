// What stands between and below the messages of a conversation, bokmål.

export const logNb = {
  fresh: "Nye meldinger",
  below: (count: number) => (count === 1 ? `${count} ny melding` : `${count} nye meldinger`),
  toEnd: "Til nyeste melding",
  readAgain: "Les samtalen igjen",
  readNotice: "Lukk beskjeden",
};

export type LogTexts = typeof logNb;
