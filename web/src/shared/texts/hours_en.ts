// What coordinators read on the pages of the opening hours, English. Drafts.
import { hoursNb, type HoursTexts } from "./hours_nb.ts";
export const hoursEn: HoursTexts = hoursNb;
