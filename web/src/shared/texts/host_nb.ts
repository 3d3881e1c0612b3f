// Bokmål, the demo's made-up site and the live example for owners of sites: the shape of the others.

export const hostNb = {
  title: "Eksempelutdanning",
  demo: "Oppdiktet nettsted for å vise fram chatten",
  menu: ["Utdanninger", "Yrker", "Søke og få plass"],
  heading: "Hva vil du bli?",
  lead: "Finn utdanninger og yrker som passer for deg.",
  cards: [
    { title: "Videregående", text: "Studieforberedende eller yrkesfag? Se hva du kan velge." },
    { title: "Fagskole", text: "Korte, praktiske utdanninger som bygger på fagbrev." },
    { title: "Høyere utdanning", text: "Bachelor, årsstudium og master, og hvordan du søker." },
  ],
  contactHeading: "Snakk med en karriereveileder",
  contactText: "Gratis og anonymt, for alle aldre.",
  openChat: "Start chat",
  leave: "Legg igjen et spørsmål",
  phone: (number: string) => `Eller ring ${number}.`,
  stateUnknown: "Vi vet ikke om chatten er åpen akkurat nå.",
  language: "Språk",
  opens: (when: string) => `Chatten åpner ${when}`,
  full: "Køen er full akkurat nå",
  lastCall: "Åpent, men vi tar ikke imot flere i dag",
  closed: "Chatten er stengt nå",
  nobody: "Åpent, men ingen er ledig akkurat nå",
  toExample: "For nettstedseiere: slik virker det",
  example: {
    title: "Chatten på ditt nettsted",
    lead: "Denne siden bruker bare det offentlige skriptet, som et hvilket som helst annet nettsted. Reglene i nettleseren er de strengeste: skript bare med nonce, og aldri HTML av tekst.",
    back: "Til eksempelnettstedet",
    snippet: "Ett skript på siden",
    snippetText: "Alltid nyeste utgave:",
    pinnedText: "Eller låst til én utgave, kontrollert av nettleseren:",
    copy: "Kopier",
    copied: "Kopiert.",
    notCopied: "Marker teksten og kopier den selv.",
    ownHeading: "Din egen knapp",
    ownText: "En lenke med data-desk-open åpner chatten her. Uten skriptet går den til chattens egen side.",
    ownLink: "Chat med oss",
    stateText: "Tilstanden nå:",
    tryHeading: "Prøv kommandoene",
    eventsHeading: "Det som skjer",
    none: "Ingenting ennå. Åpne chatten.",
    missing: "Skriptet er ikke lastet.",
  },
};

/** The shape that every complete catalogue has: a missing text is a type error. */
export type HostTexts = typeof hostNb;
