// The close codes after which a client must not reconnect by itself (protocol § 3.4).

export const BAD_TOKEN = 4401;
export const NOT_ALLOWED = 4403;
export const DISPLACED = 4409;
export const OVER = 4410;

export const FINAL_CODES: ReadonlySet<number> = new Set([
  4400, BAD_TOKEN, NOT_ALLOWED, 4408, DISPLACED, OVER, 4429, 1000, 1009,
]);
