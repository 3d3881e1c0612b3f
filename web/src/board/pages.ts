// The pages of the board and their addresses, /board#hours and so on: one line a page. What stands behind a
// slash in the address is the page's own (#rota/2026-W48). Most are fetched when somebody goes there.
import { computed, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { BoardTexts } from "../shared/texts/board_nb.ts";
import { Today } from "./Today.tsx";
import { Wall } from "./Wall.tsx";

export interface BoardPage {
  name: keyof BoardTexts["pages"];
  /** Draws what stands below the heading; the heading itself, h1, belongs to the frame. */
  load: () => Promise<ComponentType>;
  /** The page that it belongs to: it stands in that page's own row, and not in the head. */
  under?: keyof BoardTexts["pages"];
}

export const PAGES: readonly BoardPage[] = [
  { name: "now", load: () => Promise.resolve(Today) },
  { name: "statistics", load: () => import("../statistics/StatisticsPage.tsx").then((file) => file.StatisticsPage) },
  { name: "topics", under: "statistics", load: () => import("../statistics/TopicsPage.tsx").then((file) => file.TopicsPage) },
  { name: "year", under: "statistics", load: () => import("../statistics/YearPage.tsx").then((file) => file.YearPage) },
  { name: "open", under: "statistics", load: () => import("../statistics/OpenPage.tsx").then((file) => file.OpenPage) },
  { name: "hours", load: () => import("../hours/HoursPage.tsx").then((file) => file.HoursPage) },
  { name: "rota", load: () => import("../rota/Rota.tsx").then((file) => file.Rota) },
  { name: "replies", load: () => import("../settings/RepliesPage.tsx").then((file) => file.RepliesPage) },
  { name: "links", load: () => import("../settings/LinksPage.tsx").then((file) => file.LinksPage) },
  { name: "notices", load: () => import("../settings/NoticesPage.tsx").then((file) => file.NoticesPage) },
  { name: "feedback", load: () => import("../settings/FeedbackPage.tsx").then((file) => file.FeedbackPage) },
  { name: "holds", load: () => import("../settings/HoldsPage.tsx").then((file) => file.HoldsPage) },
  { name: "topic-list", load: () => import("../settings/TopicListPage.tsx").then((file) => file.TopicListPage) },
  { name: "deadlines", load: () => import("../settings/DeadlinesPage.tsx").then((file) => file.DeadlinesPage) },
  { name: "accounts", load: () => import("../accounts/AccountsPage.tsx").then((file) => file.AccountsPage) },
  { name: "readings", under: "log", load: () => import("../accounts/ReadingsPage.tsx").then((file) => file.ReadingsPage) },
  { name: "policy", load: () => import("../settings/PolicyPage.tsx").then((file) => file.PolicyPage) },
  { name: "log", load: () => import("../hours/AuditPage.tsx").then((file) => file.AuditPage) },
];

/** The board on a wall: no page among the others, for it has no head to go elsewhere by. */
export const WALL: BoardPage = { name: "wall", load: () => Promise.resolve(Wall) };

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
