// Staff sign-in over HTTP: who is signed in, signing in and out, and a ticket for each socket.
import { SignedOut } from "./connection.ts";
import { call, HttpError } from "./http.ts";
import type { Me } from "./protocol.ts";

/** Who is signed in; null when nobody is. Throws HttpError when the desk cannot be reached. */
export async function whoAmI(): Promise<Me | null> {
  try {
    return await call<Me>("/api/me");
  } catch (error) {
    if (error instanceof HttpError && error.status === 401) return null;
    throw error;
  }
}

export function signIn(email: string, password: string): Promise<Me> {
  return call<Me>("/api/login", { method: "POST", body: { email, password }, staff: true });
}

/** Chooses one's own password with a code, once. Throws HttpError. */
export async function choosePassword(email: string, code: string, password: string): Promise<void> {
  await call<null>("/api/login/password", { method: "POST", body: { email, code, password }, staff: true });
}

export async function signOut(): Promise<void> {
  await call<null>("/api/login", { method: "DELETE", staff: true });
}

/** A ticket for one socket. Throws SignedOut when the staff session is over. */
export async function ticket(): Promise<string> {
  try {
    return (await call<{ ticket: string }>("/api/ws-ticket", { method: "POST", staff: true, timeout: 4_000 })).ticket;
  } catch (error) {
    if (error instanceof HttpError && (error.status === 401 || error.status === 403)) throw new SignedOut();
    throw error;
  }
}
