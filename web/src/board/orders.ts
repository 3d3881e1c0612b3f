// Closing and opening by hand: the orders in force, who gave them, and giving another.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import type { Channel } from "../shared/protocol.ts";

export interface Names { nb: string; nn: string; en: string }
/** Close; end a closing; open against the rules; let the rules hold again where it was opened against them. */
export type Kind = "close" | "reopen" | "open" | "follow";

export interface Order {
  order: "close" | "open" | "follow_rules";
  channel: Channel | null;
  reason: Names;
  since: string | null;
  until: string | null;
  /** Who gave it, by name. */
  author: string | null;
}

export interface ChannelHours {
  open: boolean; closes_at: string | null; opens_at: string | null; rule: string; reason: string | null; label: Names | null;
}
interface State { manual: Order[]; channels: Record<Channel, ChannelHours> }

export const CHANNELS: readonly Channel[] = ["chat", "phone"];

/** The orders that hold now, whoever gave them, and what they and the rules say of each channel. */
export const state = signal<State | null>(null);

/** Reads the orders anew; what was known stays while the desk cannot be reached. */
export async function readOrders(): Promise<void> {
  state.value = await call<State>("/api/opening-hours").catch(() => state.value);
}

/** Closes or reopens. Throws HttpError. */
export async function giveOrder(kind: Kind, order: { channel: Channel | null; reason: Names; until: string | null }): Promise<void> {
  state.value = await call<State>(kind === "close" ? "/api/desk/close" : "/api/desk/reopen", { method: "POST", staff: true, body: order });
}

/** The order that governs a channel now; null when the rules do. One that names the channel is the stronger. */
export function orderOf(channel: Channel, orders: readonly Order[]): Order | null {
  const fitting = orders.filter((one) => one.channel === null || one.channel === channel);
  const strongest = fitting.findLast((one) => one.channel === channel) ?? fitting.at(-1) ?? null;
  return strongest?.order === "follow_rules" ? null : strongest;
}
