// What a site sees of the loader (docs/embedding.md): a queue before it has loaded, an object with the same `push` after.
export interface Detail { [name: string]: unknown }

export interface GuidanceDesk {
  version: number;
  isOpen: boolean;
  open(): void;
  close(): void;
  toggle(): void;
  show(): void;
  hide(): void;
  setLocale(language: string): void;
  setContext(context: { page?: string; county?: string }): void;
  consent(given: boolean): void;
  on(name: string, listener: (detail: Detail) => void): () => void;
  destroy(): void;
  push(...commands: Command[]): void;
}

export type Command = [name: string, ...parts: unknown[]] | ((desk: GuidanceDesk) => void);

declare global {
  interface Window { GuidanceDesk?: GuidanceDesk | Command[] }
}

export const EVENTS = [
  "ready", "availability", "open", "close", "queue", "assigned", "message", "ended", "error", "exit",
] as const;

/** Does something now, or as soon as the loader is there. */
export function desk(...command: [name: string, ...parts: unknown[]]): void {
  window.GuidanceDesk ??= [];
  window.GuidanceDesk.push(command);
}
