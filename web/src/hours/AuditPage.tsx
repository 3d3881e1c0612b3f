// Who changed what, when, and from what to what.
import type { JSX } from "preact";
import { Skeleton } from "../board/Skeleton.tsx";

export function AuditPage(): JSX.Element {
  return <Skeleton />;
}
