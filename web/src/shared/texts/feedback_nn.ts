// The one voluntary question at the end, nynorsk. Drafts: wants a proof-reader.
import type { FeedbackTexts } from "./feedback_nb.ts";

export const feedbackNn: FeedbackTexts = {
  question: "Fekk du hjelp med det du lurte på?",
  voluntary: "Du vel sjølv om du vil svare. Ingen ser kven du er.",
  scores: ["Nei, ikkje noko", "Lite", "Litt", "Ganske mykje", "Ja, svært mykje"],
  thanks: "Takk for svaret.",
  words: "Vil du seie litt meir? (valfritt)",
  send: "Send",
  sent: "Takk. Vi har fått det du skreiv.",
  failed: "Svaret vart ikkje sendt. Prøv igjen om litt.",
  gone: "Svaret vart ikkje sendt, for samtalen er sletta hos oss.",
};
