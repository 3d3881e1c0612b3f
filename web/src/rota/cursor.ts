// The one stop of the grid that is in the tab order: where the keyboard stands.
import { signal } from "@preact/signals";
import type { Stop } from "./stops.ts";

export const cursor = signal<Stop>({ row: 0, day: 0, item: 0 });
