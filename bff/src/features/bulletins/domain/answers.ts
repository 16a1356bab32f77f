import type { BulletinItem, GivenAnswer } from './content.ts';

interface Said {
  unitId: string;
  itemId: string | null;
  text: string;
  action: string;
  answeredAt: Date;
  isLate: boolean;
}

const toGiven = ({ action, answeredAt, isLate, text }: Said): GivenAnswer => ({
  text,
  action,
  answeredAt: answeredAt.toISOString(),
  isLate,
});

/** The answers that stand, of all that were given in order: an item's own last one, else its unit's last one. */
export function standingAnswers(said: readonly Said[]) {
  const ofItem = new Map<string, Said>();
  const ofUnit = new Map<string, Said>();
  for (const one of said) {
    if (one.itemId === null) ofUnit.set(one.unitId, one);
    else ofItem.set(one.itemId, one);
  }
  return {
    ofItem: ({ id, unitId }: Pick<BulletinItem, 'id' | 'unitId'>): GivenAnswer | null => {
      const one = ofItem.get(id) ?? ofUnit.get(unitId);
      return one === undefined ? null : toGiven(one);
    },
    ofUnit: (unitId: string): GivenAnswer | null => {
      const one = ofUnit.get(unitId);
      return one === undefined ? null : toGiven(one);
    },
  };
}
