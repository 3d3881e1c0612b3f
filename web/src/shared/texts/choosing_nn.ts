// Choosing one's own password with a code, on the page where staff sign in; nynorsk.
import type { ChoosingTexts } from "./choosing_nb.ts";

export const choosingNn: ChoosingTexts = {
  have: "Eg har fått ein kode",
  back: "Tilbake til innlogging",
  heading: "Vel passord",
  hint: "Koden har du fått av ein koordinator. Han verkar éin gong.",
  code: "Kode",
  codeHint: "16 bokstavar og tal. Du treng ikkje skrive bindestrekane.",
  password: "Nytt passord",
  passwordHint: "Minst 8 teikn. Lange setningar er lette å hugse og vanskelege å gjette.",
  show: "Vis passordet",
  submit: "Vel passord og logg inn",
  wrong: "E-post og kode stemmer ikkje, eller koden er brukt eller har gått ut. Be om ein ny.",
  short: "Passordet må ha minst 8 teikn.",
};
