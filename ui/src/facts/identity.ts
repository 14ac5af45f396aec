/** The covered number of an account, apart from the bank that may stand before it. */

export interface CoveredNumber {
  institution: string | null;
  /** The number with all but its last digits covered; what stands against the dots belongs to it: `N••••0042`. */
  number: string;
}

export function coveredNumber(masked: string): CoveredNumber {
  const match = /^(.*\S)\s+(\S*•.*)$/.exec(masked);
  const [, institution, number] = match ?? [];
  return institution !== undefined && number !== undefined ? { institution, number } : { institution: null, number: masked };
}
