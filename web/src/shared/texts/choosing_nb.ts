// Choosing one's own password with a code, on the page where staff sign in; bokmål.

export const choosingNb = {
  have: "Jeg har fått en kode",
  back: "Tilbake til innlogging",
  heading: "Velg passord",
  hint: "Koden har du fått av en koordinator. Den virker én gang.",
  code: "Kode",
  codeHint: "16 bokstaver og tall. Bindestreker trengs ikke.",
  password: "Nytt passord",
  passwordHint: "Minst 8 tegn. Lange setninger er lette å huske og vanskelige å gjette.",
  show: "Vis passordet",
  submit: "Velg passord og logg inn",
  wrong: "E-post og kode stemmer ikke, eller koden er brukt eller gått ut. Be om en ny.",
  short: "Passordet må ha minst 8 tegn.",
};

export type ChoosingTexts = typeof choosingNb;
