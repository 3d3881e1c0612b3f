// What citizens read, Northern Sámi: prepared, and shown in bokmål where a text is still missing. Wants a translator.
import type { Texts } from "./nb.ts";

type Partly<T> = { [K in keyof T]?: T[K] extends readonly unknown[] | ((...args: never[]) => string) ? T[K] : T[K] extends object ? Partly<T[K]> : T[K] };

export const se: Partly<Texts> = {
  languageName: "Davvisámegiella",
  dates: {
    weekdays: ["sotnabeaivi", "vuossárga", "maŋŋebárga", "gaskavahkku", "duorasdat", "bearjadat", "lávvardat"],
    months: [
      "ođđajagimánnu", "guovvamánnu", "njukčamánnu", "cuoŋománnu", "miessemánnu", "geassemánnu",
      "suoidnemánnu", "borgemánnu", "čakčamánnu", "golggotmánnu", "skábmamánnu", "juovlamánnu",
    ],
  },
  header: { language: "Giella" },
};
