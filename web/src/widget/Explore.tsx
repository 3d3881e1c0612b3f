// The other way to an answer: exploring on one's own, at any hour.
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";

export function Explore(): JSX.Element {
  const { closed } = texts();
  return (
    <section class="explore">
      <p><a class="ds-link" href="https://utdanning.no/" target="_blank" rel="noopener noreferrer">{closed.explore}</a></p>
      <p class="quiet small">{closed.exploreHint}</p>
    </section>
  );
}
