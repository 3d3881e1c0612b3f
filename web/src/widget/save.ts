// Saves the conversation as a text file on the person's own device. Nothing is sent anywhere.
import { fullTime } from "../shared/dates.ts";
import { texts } from "../shared/texts/catalogue.ts";
import type { Message } from "../shared/transcript.ts";

export function saveTranscript(messages: readonly Message[]): void {
  const address = URL.createObjectURL(new Blob([transcriptText(messages)], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = texts().after.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
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
