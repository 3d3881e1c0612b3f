// Closing and opening by hand: the orders in force, who gave them, and giving another.
import { signal } from "@preact/signals";
import { call } from "../shared/http.ts";
import type { Channel } from "../shared/protocol.ts";

export interface Names { nb: string; nn: string; en: string }
export type Kind = "close" | "reopen";

export interface Order {
  order: "close" | "open" | "follow_rules";
  channel: Channel | null;
  reason: Names;
  since: string | null;
  until: string | null;
}

export interface ChannelHours {
  open: boolean; closes_at: string | null; opens_at: string | null; rule: string; reason: string | null; label: Names | null;
}
interface State { manual: Order[]; channels: Record<Channel, ChannelHours> }

interface Entry { at: string; action: string; actor: { name: string } | null }

export const CHANNELS: readonly Channel[] = ["chat", "phone"];
const ORDERS = new Set(["desk_closed", "desk_reopened"]);
const LATELY = 100;

/** The orders that hold now, whoever gave them, and what they and the rules say of each channel. */
export const state = signal<State | null>(null);
/** Who gave the order of which instant. */
export const authors = signal<ReadonlyMap<string, string>>(new Map());

/** Reads the orders anew; what was known stays while the desk cannot be reached. */
export async function readOrders(): Promise<void> {
  state.value = await call<State>("/api/opening-hours").catch(() => state.value);
  if (state.value?.manual.some((one) => one.since !== null && !authors.value.has(one.since))) await readAuthors();
}

/** Closes or reopens. Throws HttpError. */
export async function giveOrder(kind: Kind, order: { channel: Channel | null; reason: Names; until: string | null }): Promise<void> {
  await call<State>(`/api/desk/${kind}`, { method: "POST", staff: true, body: order });
  await readOrders();
}

/** An order and its line in the log are of one instant. */
async function readAuthors(): Promise<void> {
  const log = await call<{ entries: Entry[] }>(`/api/audit?about=hours&limit=${LATELY}`).catch(() => ({ entries: [] }));
  const given = log.entries.filter((entry) => ORDERS.has(entry.action) && entry.actor !== null);
  authors.value = new Map([...authors.value, ...given.map((entry) => [entry.at, entry.actor?.name ?? ""] as const)]);
}

/** The order that governs a channel now; null when the rules do. One that names the channel is the stronger. */
export function orderOf(channel: Channel, orders: readonly Order[]): Order | null {
  const fitting = orders.filter((one) => one.channel === null || one.channel === channel);
  const strongest = fitting.findLast((one) => one.channel === channel) ?? fitting.at(-1) ?? null;
  return strongest?.order === "follow_rules" ? null : strongest;
}
