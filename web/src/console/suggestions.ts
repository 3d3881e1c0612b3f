// What the list over the field offers for what stands after a slash: quick replies, or public pages.
import { signal } from "@preact/signals";
import type { Language } from "../shared/protocol.ts";
import { staffTexts } from "../shared/texts/staff.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import type { Conversation } from "./conversation.ts";
import { lists } from "./lists.ts";
import { desk, show } from "./model.ts";
import { quickReplies, repliesUnread } from "./own_replies.ts";
import { pageTitle, publicPages, searchPages } from "./public_pages.ts";
import { beginning, filled, matching, type QuickReply, type Values, wordingOf } from "./replies.ts";
import { linkQuery, mayBecomeLink, type Slash } from "./slash.ts";

const MOST = 40;

export interface Suggestion {
  id: string;
  short: string;
  text: string;
  /** What stands beside it: whose, which part of a conversation, or in which language only. */
  tags: string[];
  language: Language | null;
  /** What takes the place of the slash and its words. */
  put: string;
}

/** The field that is to open its list, asked for by a button, a key or the palette. */
export const wanted = signal<{ contactId: string; put: string } | null>(null);

/** Opens a conversation with the list open in its field, at the cursor. */
export function askFor(conversation: Conversation, put: string): void {
  show(conversation.id);
  wanted.value = { contactId: conversation.id, put };
}

/** Null when no list is meant; an empty one says that nothing fits. */
export function suggestionsFor(slash: Slash, conversation: Conversation): Suggestion[] | null {
  const { language } = conversation.contact.value;
  const link = linkQuery(slash.query);
  const pages = link === null ? [] : searchPages(publicPages.value, link, language).map((page): Suggestion => ({
    id: page.page_id, short: "", text: pageTitle(page, language), tags: [bare(page.address)], language, put: `${page.address} `,
  }));
  if (link !== null) return pages.slice(0, MOST);
  const { replies: t } = writingTexts();
  const stageName = (stage: string): string => (stage in t.stages ? t.stages[stage as keyof typeof t.stages] : stage);
  const found = slash.alone ? matching(quickReplies.value, slash.query, language, stageName) : beginning(quickReplies.value, slash.query);
  const search: Suggestion = { id: "link", short: "/lenke", text: t.searchPages, tags: [], language: null, put: "/lenke " };
  const offersSearch = mayBecomeLink(slash.query) && (slash.alone || slash.query !== "");
  const all = [...found.slice(0, MOST).flatMap((reply) => ofReply(reply, conversation, stageName)), ...(offersSearch ? [search] : [])];
  const meant = slash.alone && !/\s/u.test(slash.query);
  return all.length > 0 || meant ? all : null;
}

/** A text of mine as this citizen would read it. */
export function filledFor(conversation: Conversation, text: string): string {
  return filled(text, valuesFor(conversation.contact.value.alias));
}

export function valuesFor(alias: string | null): Values {
  const me = desk.value?.me.value;
  const centre = lists.value?.centres.find((one) => one.code === me?.centre);
  return { alias, fornavn: me?.name.split(" ")[0] ?? null, enhet: centre?.name ?? null };
}

function ofReply(reply: QuickReply, conversation: Conversation, stageName: (stage: string) => string): Suggestion[] {
  const spoken = conversation.contact.value.language;
  const wording = wordingOf(reply, spoken);
  if (!wording) return [];
  const { replies: t } = writingTexts();
  const text = filledFor(conversation, wording.text);
  const whose = reply.scope === "own" ? t.own : reply.stage === null ? null : stageName(reply.stage);
  const only = wording.language === spoken ? null : t.onlyIn[wording.language];
  return [{ id: reply.id, short: reply.shortcut, text, tags: [whose, only].filter((tag) => tag !== null), language: wording.language, put: text }];
}

/** An address as people read it. */
function bare(address: string): string {
  return address.replace(/^https:\/\/(www\.)?/, "").replace(/\/$/, "");
}

/** What is said of the list to those who do not see it. */
export function heardOf(found: readonly Suggestion[], slash: Slash): string {
  const { replies, links, own } = writingTexts();
  if (found.length === 0 && repliesUnread.value) return own.problems.notRead;
  const t = linkQuery(slash.query) === null ? replies : links;
  return found.length > 0 ? t.found(found.length) : t.none;
}

export function listName(slash: Slash): string {
  return linkQuery(slash.query) === null ? staffTexts().talk.replies : writingTexts().links.heading;
}
