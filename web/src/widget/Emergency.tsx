// The lines for those who cannot wait. The wording wants an owner (see the catalogue).
import type { JSX } from "preact";
import { texts } from "../shared/texts/catalogue.ts";

export function Emergency(): JSX.Element {
  const { emergency } = texts();
  return (
    <section class="emergency" aria-label={emergency.heading}>
      <p class="small">{emergency.heading}</p>
      <ul class="small">
        {emergency.lines.map((line) => (
          <li key={line.number}>
            <a class="ds-link number" href={`tel:${line.number.replaceAll(" ", "")}`}>{line.number}</a> <span>{line.text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
