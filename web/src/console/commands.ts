// Everything that can be done by a key or by name. The keys, their sheet and the palette all read this list.
import type { KeysTexts } from "../shared/texts/keys_nb.ts";
import { keysTexts } from "../shared/texts/care.ts";
import { GO, ME } from "./commands_me.ts";
import { OFFERS, TALK } from "./commands_talk.ts";
import { HARM, WRAP_UP } from "./commands_wrap_up.ts";

export type CommandId = keyof KeysTexts["commands"];
export type Group = keyof KeysTexts["groups"];

export interface Command {
  id: CommandId;
  /** The single keys that do it. */
  keys?: readonly string[];
  /** How the key is shown, where it is no single letter. */
  shown?: string;
  /** It waits for a pause, so that a sentence typed beside the field does nothing. */
  careful?: boolean;
  /** Whether it means anything now; always, where it does not say. */
  can?: () => boolean;
  /** Does it; `key` is the one that was pressed, where one was. Without it somebody else listens for the key. */
  run?: (key: string) => void;
  /** It stands in the sheet only: by name it would say nothing. */
  sheetOnly?: boolean;
}

export const GROUPS: readonly { group: Group; commands: readonly Command[] }[] = [
  { group: "offers", commands: OFFERS },
  { group: "talk", commands: TALK },
  { group: "wrapUp", commands: WRAP_UP },
  { group: "harm", commands: HARM },
  { group: "me", commands: ME },
  { group: "go", commands: GO },
];

export const COMMANDS: readonly Command[] = GROUPS.flatMap(({ commands }) => commands);

export function nameOf(command: Command): string {
  return keysTexts().commands[command.id];
}

/** How its keys stand in the sheet and beside its name; null where it has none. */
export function keyLabel(command: Command): string | null {
  return command.shown ?? (command.keys?.map((key) => key.toUpperCase()).join(", ") || null);
}

export function byKey(key: string): Command | undefined {
  return COMMANDS.find((command) => command.keys?.includes(key));
}

export function isPossible(command: Command): boolean {
  return command.run !== undefined && (command.can?.() ?? true);
}
