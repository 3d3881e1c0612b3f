// The few words that stand on a site before the chat is there. Few, because every visitor of the site loads them.

export interface Words {
  label: string;
  open: string;
  closed: string;
  /** `{}` stands for the minutes. */
  wait: string;
  close: string;
  /** Unread messages. */
  fresh: string;
  trouble: string;
}

const nb: Words = {
  label: "Chat med en karriereveileder", open: "Åpent", closed: "Stengt nå", wait: "Åpent – svar om {} min",
  close: "Lukk", fresh: "nye", trouble: "Åpne chatten i en ny fane",
};
const nn: Words = {
  label: "Chat med ein karriererettleiar", open: "Ope", closed: "Stengt no", wait: "Ope – svar om {} min",
  close: "Lukk", fresh: "nye", trouble: "Opne chatten i ei ny fane",
};
const en: Words = {
  label: "Chat with a career counsellor", open: "Open", closed: "Closed now", wait: "Open – answer in {} min",
  close: "Close", fresh: "new", trouble: "Open the chat in a new tab",
};

/** Sámi joins when its words are ready; until then it reads bokmål here, while the chat itself is told. */
const WORDS: Record<string, Words> = { nb, nn, en };

export const wordsIn = (language: string): Words => WORDS[language] ?? nb;

/** The desk's language for what a page calls its own: `no` is bokmål, and countries say nothing. */
export const languageOf = (tag = ""): string => /^(nn|en|se)\b/i.exec(tag)?.[0].toLowerCase() ?? "nb";
