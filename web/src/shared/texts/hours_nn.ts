// What coordinators read on the pages of the opening hours, nynorsk. Drafts.
import { hoursNb, type HoursTexts } from "./hours_nb.ts";
export const hoursNn: HoursTexts = hoursNb;
