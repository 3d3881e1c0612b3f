// When the desk is open: what holds, changing it, and what comes of a change before it is saved.
import type { JSX } from "preact";
import { Skeleton } from "../board/Skeleton.tsx";

export function HoursPage(): JSX.Element {
  return <Skeleton />;
}
