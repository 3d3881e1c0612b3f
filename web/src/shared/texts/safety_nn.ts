// What protects whoever writes: numbers caught, leaving in a hurry, another tab, nynorsk. Drafts: wants a proof-reader.
import type { SafetyTexts } from "./safety_nb.ts";

export const safetyNn: SafetyTexts = {
  caught: {
    found: (what) => `Det ser ut som det står ${what} her.`,
    kinds: { identity_number: "eit fødselsnummer", account: "eit kontonummer", phone: "eit telefonnummer", email: "ei e-postadresse" },
    why: "Du er anonym hos oss, så det tek vi ikkje imot. Ingenting er sendt enno.",
    other: "Er det noko anna? Skriv det litt annleis.",
    send: "Ta det bort og send",
    removed: {
      identity_number: "[fødselsnummer fjerna]", account: "[kontonummer fjerna]", phone: "[telefonnummer fjerna]", email: "[e-postadresse fjerna]",
    },
  },
  exit: {
    button: "Gå ut raskt",
    hint: "Lukkar chatten med ein gong og slettar det som står i fana. Det kan ikkje angrast.",
    again: "Trykk Esc ein gong til for å gå ut av sida.",
  },
  tabs: {
    found: "Du har ein samtale i ei anna fane.",
    goOn: "Hald fram her",
  },
  leaving: {
    erase: "Avslutt og slett alt",
    sureOffline: "Du er utan nett. Vi seier ifrå til rettleiaren når nettet er tilbake.",
    untold: "Du har gått ut. Vi får ikkje sagt ifrå før nettet er tilbake. Lat sida stå open litt til om du kan.",
    unheard: "Du har gått ut. Tenesta har ikkje høyrt det enno; vi seier ifrå igjen. Lat sida stå open litt til om du kan.",
    giveUp: "Gå ut",
  },
  sound: {
    label: "Lyd",
    on: "Lyd er på",
    off: "Lyd er av",
    answered: "Du har fått svar",
  },
};
