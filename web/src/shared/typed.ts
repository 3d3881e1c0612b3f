// What people type, made fit to send: counted and cleaned as the desk counts (protocol, conventions).

/** Length in Unicode code points after NFC, as the desk counts a text. */
export function textLength(text: string): number {
  return [...text.normalize("NFC")].length;
}

/** Line ends made one, control characters that the desk refuses taken out, the edges trimmed. */
export function cleanText(text: string): string {
  // eslint-disable-next-line no-control-regex
  const printable = text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
  return printable.normalize("NFC").trim();
}
