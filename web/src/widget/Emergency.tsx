// The lines for those who cannot wait. Where room is short they are folded, and the three first numbers stand there all the same.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { texts } from "../shared/texts/catalogue.ts";
import { emergencyLines, learnLines } from "./emergency.ts";

const IN_SIGHT = 3;

export function Emergency({ folded = false }: { folded?: boolean }): JSX.Element {
  const { heading } = texts().emergency;
  useEffect(() => void learnLines(), []);
  if (!folded) {
    return (
      <section class="emergency" aria-label={heading}>
        <p class="small">{heading}</p>
        <Lines />
      </section>
    );
  }
  return (
    <details class="emergency">
      <summary class="small">{heading} <span class="number">{emergencyLines().slice(0, IN_SIGHT).map((line) => line.number).join(" · ")}</span></summary>
      <Lines />
    </details>
  );
}

function Lines(): JSX.Element {
  return (
    <ul class="small">
      {emergencyLines().map(({ number, name, about }) => (
        <li key={number}>
          <a class="ds-link number" href={`tel:${number.replace(/[^\d+]/g, "")}`}>{number}</a>
          <span>{name ? <strong>{name}</strong> : null} {about}</span>
        </li>
      ))}
    </ul>
  );
}
