// The one voluntary question at the end, English. Drafts.
import type { FeedbackTexts } from "./feedback_nb.ts";

export const feedbackEn: FeedbackTexts = {
  question: "Did you get help with what you were wondering about?",
  voluntary: "Answer only if you want to. Nobody sees who you are.",
  scores: ["No, not at all", "A little", "Somewhat", "Quite a lot", "Yes, very much"],
  thanks: "Thank you for your answer.",
  words: "Would you like to say more? (optional)",
  send: "Send",
  sent: "Thank you. We have received what you wrote.",
  failed: "The answer was not sent. Try again in a moment.",
  gone: "The answer was not sent, because the conversation has been erased.",
};
