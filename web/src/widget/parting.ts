// Leaving by a call that outlives the page, and what is still under way when somebody has left in a hurry.

let exited = false;

/** From now on nothing begins in this page. */
export function exitForGood(): void {
  exited = true;
}

export function hasExited(): boolean {
  return exited;
}

/** Leaves the contact of this token at the desk; the token opens nothing afterwards, wherever a copy of it lies. */
export function leaveOverHttp(token: string): void {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const body = JSON.stringify({ forget: true });
  void fetch("/api/contacts/self/leave", { method: "POST", headers, body, keepalive: true }).catch(() => undefined);
}
