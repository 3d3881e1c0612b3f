// Calls to the desk over HTTP: one shape for every answer, and every failure has a code.

export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly retryAfter: number | null;

  constructor(status: number, code: string, details: Record<string, unknown>, retryAfter: number | null) {
    super(code);
    this.status = status;
    this.code = code;
    this.details = details;
    this.retryAfter = retryAfter;
  }
}

interface Call {
  method?: string;
  body?: unknown;
  token?: string;
  staff?: boolean;
  timeout?: number;
  reason?: string;
}

/** A header holds Latin-1 alone: whatever has more goes in percents, as RFC 8187 writes it. */
export function headerValue(text: string): string {
  return /^[ -~\u{a0}-\u{ff}]*$/u.test(text) && !text.startsWith("UTF-8''") ? text : `UTF-8''${encodeURIComponent(text)}`;
}

interface ErrorBody {
  error?: { code?: string; details?: Record<string, unknown>; retry_after_seconds?: number };
}

/** One call; the answer's JSON (null for 204). Throws HttpError, with `offline` when nothing answered. */
export async function call<T>(path: string, { method = "GET", body, token, staff, timeout = 8_000, reason }: Call = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (token) headers["authorization"] = `Bearer ${token}`;
  if (staff) headers["x-desk"] = "1";
  if (reason) headers["x-desk-reason"] = headerValue(reason);
  const init: RequestInit = { method, headers, cache: "no-store", signal: AbortSignal.timeout(timeout) };
  if (body !== undefined) init.body = JSON.stringify(body);
  return answerOf<T>(await reach(path, init));
}

/**
 * Reads what is asked for again and again. Null when what was answered under `tag` still holds (304): the browser's own
 * cache would hand out the old answer instead, and the old instant in it.
 */
export async function readAnew<T>(path: string, tag: string | null): Promise<{ answer: T; tag: string | null } | null> {
  const headers: Record<string, string> = { accept: "application/json", ...(tag ? { "if-none-match": tag } : {}) };
  const response = await reach(path, { headers, cache: "no-store", signal: AbortSignal.timeout(8_000) });
  return response.status === 304 ? null : { answer: await answerOf<T>(response), tag: response.headers.get("etag") };
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    throw new HttpError(0, "offline", {}, null);
  }
}

async function answerOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return null as T;
  const answer = (await response.json().catch(() => ({}))) as ErrorBody;
  if (response.ok) return answer as T;
  throw refusal(response, answer);
}

/** Why an answer that is no JSON otherwise, such as a file, was refused. */
export async function refused(response: Response): Promise<HttpError> {
  return refusal(response, (await response.json().catch(() => ({}))) as ErrorBody);
}

function refusal(response: Response, answer: ErrorBody): HttpError {
  const details = answer.error?.details ?? {};
  const inDetails = details["retry_after_seconds"];
  const seconds = answer.error?.retry_after_seconds ?? (typeof inDetails === "number" ? inDetails : null);
  const code = answer.error?.code ?? (response.status >= 500 ? "unavailable" : "invalid");
  return new HttpError(response.status, code, details, seconds);
}
