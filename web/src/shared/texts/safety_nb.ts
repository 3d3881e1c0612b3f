// What protects whoever writes: numbers caught, leaving in a hurry, another tab, bokmål. Drafts.

export const safetyNb = {
  caught: {
    found: (what: string) => `Det ser ut som det står ${what} her.`,
    kinds: { identity_number: "et fødselsnummer", account: "et kontonummer", phone: "et telefonnummer", email: "en e-postadresse" },
    why: "Du er anonym hos oss, så det tar vi ikke imot. Ingenting er sendt ennå.",
    other: "Er det noe annet? Skriv det litt annerledes.",
    send: "Ta det bort og send",
    removed: {
      identity_number: "[fødselsnummer fjernet]", account: "[kontonummer fjernet]", phone: "[telefonnummer fjernet]", email: "[e-postadresse fjernet]",
    },
  },
  exit: {
    button: "Forlat raskt",
    hint: "Lukker chatten med en gang og sletter det som står i fanen. Det kan ikke angres.",
    again: "Trykk Esc en gang til for å forlate siden.",
  },
  tabs: {
    found: "Du har en samtale i en annen fane.",
    goOn: "Fortsett her",
  },
  leaving: {
    erase: "Avslutt og slett alt",
    sureOffline: "Du er uten nett. Vi sier fra til veilederen når nettet er tilbake.",
    untold: "Du har gått ut. Vi får ikke sagt fra før nettet er tilbake. La siden stå åpen litt til hvis du kan.",
    unheard: "Du har gått ut. Tjenesten har ikke hørt det ennå; vi sier fra igjen. La siden stå åpen litt til hvis du kan.",
    giveUp: "Gå ut",
  },
  sound: {
    label: "Lyd",
    on: "Lyd er på",
    off: "Lyd er av",
    answered: "Du har fått svar",
  },
};

export type SafetyTexts = typeof safetyNb;
