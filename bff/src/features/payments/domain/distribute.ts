/** How a unit shares out what its instruments earn; version 0 is the default: all to the unit. */
export interface DistributionRule {
  version: number;
  crewPercent: number;
  groupPercent: number;
}

export const NO_RULE: DistributionRule = { version: 0, crewPercent: 0, groupPercent: 0 };

export interface Shares {
  unitFen: number;
  crewFen: number;
  groupFen: number;
}

/** Shares of a sum in fen: crew and group rounded down, where there is one, the rest to the unit. */
export function distribute(
  amountFen: number,
  rule: DistributionRule,
  has: { crew: boolean; group: boolean },
): Shares {
  const share = (percent: number) => Math.floor((amountFen * percent) / 100);
  const crewFen = has.crew ? share(rule.crewPercent) : 0;
  const groupFen = has.group ? share(rule.groupPercent) : 0;
  return { unitFen: amountFen - crewFen - groupFen, crewFen, groupFen };
}
