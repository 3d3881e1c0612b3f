// Accounts of staff: who can sign in, as what, and what a change of it would do.
import { plusDays } from "../hours/days.ts";
import { call } from "../shared/http.ts";
import type { Channel, Language, Role } from "../shared/protocol.ts";

/** What coordinators edit; the desk reads it whole. `chat_capacity` null: as many as everybody. */
export interface AccountBody {
  email: string; name: string; role: Role; centre: string | null; channels: readonly Channel[]; languages: readonly Language[];
  skills: readonly string[]; chat_capacity: number | null; active: boolean;
}
export interface Account extends AccountBody { account_id: string; version: string; own: boolean; code: { expires_at: string; needed: boolean } | null }
export interface Accounts { accounts: readonly Account[]; most_chats: number }
export interface FreshCode { code: string; expires_at: string }

export const EFFECTS = ["signed_out", "conversations_return", "conversations_at_risk", "shifts_end", "signs_in_as_before", "becomes_coordinator", "is_coordinator_no_more", "counts_for_centre", "signs_in_with", "what_is_open_stays"] as const;
export type Effect = (typeof EFFECTS)[number];
export interface Preview { before: Partial<AccountBody>; after: Partial<AccountBody>; effects: readonly { code: string; count: number }[] }

/** As it is typed: skills with commas between, and a figure that may be empty. */
export interface AccountDraft { email: string; name: string; role: Role; centre: string; channels: readonly Channel[]; languages: readonly Language[]; skills: string; chats: string; reason: string }

export const CHANNELS: readonly Channel[] = ["chat", "phone"];
export const LANGUAGES: readonly Language[] = ["nb", "nn", "en", "se"];
const EVERYBODYS: readonly Language[] = ["nb", "nn", "en"];

const change = { staff: true } as const;

export const getAccounts = (): Promise<Accounts> => call<Accounts>("/api/accounts");

export function previewOf(body: AccountBody, accountId: string | null): Promise<Preview> {
  return call<Preview>("/api/accounts/preview", { ...change, method: "POST", body: { ...body, account_id: accountId } });
}

export function addAccount(body: AccountBody): Promise<{ account: Account; code: FreshCode }> {
  return call("/api/accounts", { ...change, method: "POST", body });
}

export function changeAccount(id: string, body: AccountBody, version: string | null, reason: string): Promise<Account> {
  return call<Account>(`/api/accounts/${id}`, { ...change, method: "PUT", body: { ...body, if_version: version, reason: reason.trim() === "" ? null : reason } });
}

export function newCode(id: string, closeFormer: boolean): Promise<FreshCode> {
  return call<FreshCode>(`/api/accounts/${id}/code`, { ...change, method: "POST", body: { close_former: closeFormer } });
}

export function bodyOf({ email, name, role, centre, channels, languages, skills, chat_capacity, active }: Account): AccountBody {
  return { email, name, role, centre, channels, languages, skills, chat_capacity, active };
}

export function draftOf(account: Account | null): AccountDraft {
  if (account === null) return { email: "", name: "", role: "counsellor", centre: "", channels: CHANNELS, languages: EVERYBODYS, skills: "", chats: "", reason: "" };
  const { email, name, role, centre, channels, languages, skills, chat_capacity } = account;
  return { email, name, role, centre: centre ?? "", channels, languages, skills: skills.join(", "), chats: chat_capacity === null ? "" : String(chat_capacity), reason: "" };
}

/** What is sent of a draft; a figure that is none goes as it was typed, for the desk to refuse. */
export function read(draft: AccountDraft, active: boolean): AccountBody {
  const { email, name, role, centre, channels, languages } = draft;
  const skills = draft.skills.split(",").map((one) => one.trim()).filter((one) => one !== "");
  const chats = draft.chats.trim();
  const figure = chats === "" ? null : /^\d+$/.test(chats) ? Number(chats) : -1;
  return { email, name, role, centre: centre === "" ? null : centre, channels, languages, skills, chat_capacity: figure, active };
}

/** What is empty that must not be. */
export function lacking(draft: AccountDraft): ("name" | "email")[] {
  return (["name", "email"] as const).filter((name) => draft[name].trim() === "");
}

/** With or without one of them, in the order of the list. */
export function toggled<T extends string>(all: readonly T[], chosen: readonly T[], one: T): T[] {
  return all.filter((each) => (each === one ? !chosen.includes(one) : chosen.includes(each)));
}

/** Every word of the query stands somewhere in name, address or skills. */
export function fits(account: Account, query: string): boolean {
  const whole = [account.name, account.email, ...account.skills].join("\n").toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => whole.includes(word));
}

export function shown(accounts: readonly Account[], { query, centre, shut }: { query: string; centre: string; shut: boolean }): Account[] {
  const here = (one: Account): boolean => centre === "" || (one.centre ?? NONE) === centre;
  return accounts.filter((one) => (shut || one.active) && here(one) && fits(one, query));
}

/** What the filter calls the accounts of no centre. */
export const NONE = "-";


/** Who read a conversation that was not theirs: one line for the calls of one reading. */
export interface Reading {
  reading_id: number; at: string; last_at: string; calls: number; reader: { id: string; name: string | null; centre: string | null } | null;
  what: "conversation" | "decisions"; contact: { contact_id: string; channel: Channel | null; arrived_at: string | null; counsellor: string | null }; reason: string | null;
}
/** Oslo dates, both included. */
export interface ReadingsAsked { person: string; from: string; to: string }

export function getReadings(asked: ReadingsAsked, before: Reading | null): Promise<{ readings: Reading[]; more: boolean }> {
  const query = queryOf(asked);
  if (before) query.set("before", String(before.reading_id));
  return call(`/api/readings?${query}`);
}

export function queryOf({ person, from, to }: ReadingsAsked): URLSearchParams {
  const query = new URLSearchParams();
  if (person !== "") query.set("person", person);
  if (from !== "") query.set("from", from);
  if (to !== "") query.set("to", plusDays(to, 1));
  return query;
}
