// Whether the desk is heard from, always in words; and from when what stands below is, while it is not.
import type { JSX } from "preact";
import { clockTime } from "../shared/dates.ts";
import { useLasting } from "../shared/parts/NetworkBar.tsx";
import { texts } from "../shared/texts/catalogue.ts";
import { writingTexts } from "../shared/texts/writing.ts";
import { desk } from "./model.ts";

export function ConnectionLine(): JSX.Element | null {
  const at = desk.value;
  const network = at?.network.value ?? "connecting";
  const lasting = useLasting(network !== "live");
  if (!at) return null;
  const { connection: t } = writingTexts();
  const since = at.lostAt.value;
  const gone = network === "stopped" || lasting;
  const words = network === "live" ? t.live : !gone ? t.connecting : since !== null ? t.lost(clockTime(since, texts().dates)) : network === "stopped" ? t.lostShort : t.connecting;
  return (
    <p class="connection small quiet number" data-lost={gone}>
      <span class="dot" data-tone={network === "live" ? "good" : "slow"} aria-hidden="true" /> {words}
    </p>
  );
}
