// The one voluntary question at the end, bokmål. Drafts.

export const feedbackNb = {
  question: "Fikk du hjelp med det du lurte på?",
  voluntary: "Du velger selv om du vil svare. Ingen ser hvem du er.",
  /** From 1 to 5. */
  scores: ["Nei, ikke noe", "Lite", "Litt", "Ganske mye", "Ja, veldig mye"],
  thanks: "Takk for svaret.",
  words: "Vil du si litt mer? (valgfritt)",
  send: "Send",
  sent: "Takk. Vi har fått det du skrev.",
  failed: "Svaret ble ikke sendt. Prøv igjen om litt.",
  gone: "Svaret ble ikke sendt, for samtalen er slettet hos oss.",
};

export type FeedbackTexts = typeof feedbackNb;
