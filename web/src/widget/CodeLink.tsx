// The quiet way to the page that reads a receipt code, from wherever somebody may come back to.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";
import { openReading } from "./reading.ts";

export function CodeLink(): JSX.Element {
  return <p><button type="button" class="ds-link" onClick={() => openReading()}>{texts().reading.open}</button></p>;
}
