// Choosing one's own password with a code, on the page where staff sign in; English.
import type { ChoosingTexts } from "./choosing_nb.ts";

export const choosingEn: ChoosingTexts = {
  have: "I have been given a code",
  back: "Back to sign-in",
  heading: "Choose a password",
  hint: "A coordinator gave you the code. It works once.",
  code: "Code",
  codeHint: "16 letters and digits. Hyphens are not needed.",
  password: "New password",
  passwordHint: "At least 8 characters. Long sentences are easy to remember and hard to guess.",
  show: "Show the password",
  submit: "Choose password and sign in",
  wrong: "E-mail and code do not fit, or the code is used or has expired. Ask for a new one.",
  short: "The password must have at least 8 characters.",
};
