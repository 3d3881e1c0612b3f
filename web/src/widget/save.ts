// Saves what a person wants to keep as a text file on her own device. Nothing is sent anywhere.
import { fullTime } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { Message } from "../shared/transcript.ts";

export function saveTranscript(messages: readonly Message[]): void {
  saveText(transcriptText(messages), texts().after.file);
}

export function saveText(text: string, file: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** What the citizen has said and begun to say, as one text: the question to be left. */
export function ownWords(messages: readonly Message[], draft: string): string {
  const said = messages.filter((message) => message.author === "citizen").map((message) => message.text);
  return [...said, draft].map((text) => text.trim()).filter((text) => text !== "").join("\n\n");
}

/** The conversation as plain text: who, when, what. */
export function transcriptText(messages: readonly Message[]): string {
  const { talking, header, dates } = texts();
  const lines = messages.map((message) => {
    const who = message.author === "citizen" ? talking.you : message.name ?? header.title;
    return `${who}, ${fullTime(message.at, dates)}:\n${message.text}\n`;
  });
  return [header.title, "", ...lines].join("\n");
}
