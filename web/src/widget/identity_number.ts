// Norwegian numbers of eleven digits: which could be an identity number, which is a bank account (app/domain/identity_number.py).

/** 29 February passes: the century of a number, and so its leap years, is not known for sure. */
const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** 40 is for H-numbers and synthetic ones, 65 and 80 for synthetic ones. */
const MONTH_SHIFTS = [0, 40, 65, 80];
const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/** The check digits as they are today, and as they will be from 2032. */
export const REMAINDERS_NOW = [0];
const REMAINDERS_FROM_2032 = [0, 1, 2, 3];

/** Whether eleven digits begin with a date as identity, D-, H- or synthetic numbers do, checked or not. */
export function plausibleIdentity(digits: string): boolean {
  const day = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  const ofMonth = day > 40 ? day - 40 : day;
  return MONTH_SHIFTS.some((shift) => ofMonth >= 1 && ofMonth <= (MONTH_LENGTHS[month - shift - 1] ?? 0));
}

/** Whether the date is plausible and both check digits hold. */
export function checkedIdentity(digits: string, remainders: readonly number[] = REMAINDERS_FROM_2032): boolean {
  return plausibleIdentity(digits) && remainders.includes(weighted(digits, FIRST_WEIGHTS) % 11) && weighted(digits, SECOND_WEIGHTS) % 11 === 0;
}

/** Whether eleven digits are a bank account by its check digit and no identity number. */
export function validAccount(digits: string): boolean {
  return weighted(digits, SECOND_WEIGHTS) % 11 === 0 && !plausibleIdentity(digits);
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}
