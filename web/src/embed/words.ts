// The few words that stand on a site before the chat is there. Few, because every visitor of the site loads them.

/** What `GET /api/desk` says of the chat, as far as it is shown here. */
export interface Chat { state: string; reason: string | null; expected_wait: { from_seconds: number; to_seconds: number } | null }

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
  close: "Lukk", fresh: "Nye meldinger: ", trouble: "Åpne chatten i en ny fane",
};
const nn: Words = {
  label: "Chat med ein karriererettleiar", open: "Ope", closed: "Stengt no", wait: "Ope – svar om {} min",
  close: "Lukk", fresh: "Nye meldingar: ", trouble: "Opne chatten i ei ny fane",
};
const en: Words = {
  label: "Chat with a career counsellor", open: "Open", closed: "Closed now", wait: "Open – answer in {} min",
  close: "Close", fresh: "New messages: ", trouble: "Open the chat in a new tab",
};

/** Sámi joins when its words are ready; until then it reads bokmål here, while the chat itself is told. */
const WORDS: Record<string, Words> = { nb, nn, en };

export const wordsIn = (language: string): Words => WORDS[language] ?? nb;

/** The desk's language for what a page calls its own: `no` is bokmål, and countries say nothing. */
export const languageOf = (tag = ""): string => /^(nn|en|se)\b/i.exec(tag)?.[0].toLowerCase() ?? "nb";

/** «Åpent – svar om 1–4 min»; empty while nobody knows. */
export function standingOf(told: Chat | null, words: Words): string {
  if (!told) return "";
  if (told.state !== "open") return words.closed;
  const wait = told.expected_wait;
  if (!wait || told.reason) return words.open;
  const from = Math.floor(wait.from_seconds / 60) || 1;
  const to = Math.ceil(wait.to_seconds / 60) || 1;
  return words.wait.replace("{}", from < to ? `${from}–${to}` : `${to}`);
}
