// What somebody asks about topics: whose, in which time, by which list, and divided by what.
import { addressAt, among, comparedDays, type Days, givenIn, type Question, readQuestion } from "./asked.ts";

export const BY = ["education_level", "clock_hour", "weekday", "month", "centre", "language", "channel"] as const;
export type By = (typeof BY)[number];
export const LEVELS = ["1", "2"] as const;
export const CODES = ["recorded", "today"] as const;
export const SHOWS = ["contacts", "share", "share_registered"] as const;
export type Show = (typeof SHOWS)[number];
export interface TopicsAsked extends Question {
  /** The list of topics: first levels alone, or the second too. */
  detail: (typeof LEVELS)[number];
  by: By;
  /** Which level stands in the table that is divided. */
  level: (typeof LEVELS)[number];
  codes: (typeof CODES)[number];
  show: Show;
}

export function readTopicsAsked(hash: string): TopicsAsked {
  const given = givenIn(hash);
  return {
    ...readQuestion(given),
    detail: among(given, "detail", LEVELS, "1"),
    by: among(given, "by", BY, "education_level"),
    level: among(given, "level", LEVELS, "1"),
    codes: among(given, "codes", CODES, "recorded"),
    show: among(given, "show", SHOWS, "contacts"),
  };
}

export function topicsAddress(asked: TopicsAsked): string {
  return addressAt("topics", asked, readTopicsAsked(""));
}

/** The days compared with; null without any, and where they would run into the days asked about. */
export function apartDays(asked: Question, days: Days): Days | null {
  const compared = comparedDays(asked, days);
  return compared !== null && compared.to < days.from ? compared : null;
}
