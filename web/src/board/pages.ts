// The pages of the board and their addresses, /board#hours and so on: one line a page. What stands behind a
// slash in the address is the page's own (#rota/2026-W48). Most are fetched when somebody goes there.
import { computed, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { BoardTexts } from "../shared/texts/board_nb.ts";
import { Today } from "./Today.tsx";
import { Wall } from "./Wall.tsx";

export type Group = keyof BoardTexts["groups"];

export interface BoardPage {
  name: keyof BoardTexts["pages"];
  /** Draws what stands below the heading; the heading itself, h1, belongs to the frame. */
  load: () => Promise<ComponentType>;
  /** The group it belongs to, named after its first page: the head has the groups, a row below the heading their pages. */
  under: Group;
}

export const PAGES: readonly BoardPage[] = [
  { name: "now", under: "now", load: () => Promise.resolve(Today) },
  { name: "statistics", under: "statistics", load: () => import("../statistics/StatisticsPage.tsx").then((file) => file.StatisticsPage) },
  { name: "topics", under: "statistics", load: () => import("../statistics/TopicsPage.tsx").then((file) => file.TopicsPage) },
  { name: "year", under: "statistics", load: () => import("../statistics/YearPage.tsx").then((file) => file.YearPage) },
  { name: "open", under: "statistics", load: () => import("../statistics/OpenPage.tsx").then((file) => file.OpenPage) },
  { name: "feedback", under: "statistics", load: () => import("../settings/FeedbackPage.tsx").then((file) => file.FeedbackPage) },
  { name: "publish", under: "statistics", load: () => import("../publish/PublishPage.tsx").then((file) => file.PublishPage) },
  { name: "rota", under: "rota", load: () => import("../rota/Rota.tsx").then((file) => file.Rota) },
  { name: "hours", under: "rota", load: () => import("../hours/HoursPage.tsx").then((file) => file.HoursPage) },
  { name: "deadlines", under: "rota", load: () => import("../settings/DeadlinesPage.tsx").then((file) => file.DeadlinesPage) },
  { name: "what-if", under: "rota", load: () => import("../what_if/WhatIfPage.tsx").then((file) => file.WhatIfPage) },
  { name: "replies", under: "replies", load: () => import("../settings/RepliesPage.tsx").then((file) => file.RepliesPage) },
  { name: "links", under: "replies", load: () => import("../settings/LinksPage.tsx").then((file) => file.LinksPage) },
  { name: "notices", under: "replies", load: () => import("../settings/NoticesPage.tsx").then((file) => file.NoticesPage) },
  { name: "topic-list", under: "replies", load: () => import("../settings/TopicListPage.tsx").then((file) => file.TopicListPage) },
  { name: "policy", under: "policy", load: () => import("../settings/PolicyPage.tsx").then((file) => file.PolicyPage) },
  { name: "accounts", under: "accounts", load: () => import("../accounts/AccountsPage.tsx").then((file) => file.AccountsPage) },
  { name: "log", under: "log", load: () => import("../hours/AuditPage.tsx").then((file) => file.AuditPage) },
  { name: "readings", under: "log", load: () => import("../accounts/ReadingsPage.tsx").then((file) => file.ReadingsPage) },
  { name: "conversation", under: "log", load: () => import("../accounts/ConversationPage.tsx").then((file) => file.ConversationPage) },
  { name: "holds", under: "log", load: () => import("../settings/HoldsPage.tsx").then((file) => file.HoldsPage) },
];

/** The board on a wall: no page among the others, for it has no head to go elsewhere by. */
export const WALL: BoardPage = { name: "wall", under: "now", load: () => Promise.resolve(Wall) };

/** The first page of every group, as the head has them. */
export const FIRST_PAGES = PAGES.filter(({ name, under }) => name === under);

/** The pages of a group, in their order. */
export function pagesUnder(group: Group): readonly BoardPage[] {
  return PAGES.filter(({ under }) => under === group);
}

const address = signal(location.hash);
addEventListener("hashchange", () => { address.value = location.hash; });

/** The page that the address names, with a slash before it (#/replies) or without; the first one for an address that names none. */
export const page = computed<BoardPage>(() => {
  const name = address.value.replace(/^#\/?/, "").split("/")[0];
  return [...PAGES, WALL].find((one) => one.name === name) ?? (PAGES[0] as BoardPage);
});

/** Where a link to a page leads. */
export function linkTo({ name }: BoardPage): string {
  return `#${name}`;
}
