import type { Random } from './random.ts';
import type { Customer } from './customers.ts';
import { payableByVoucher, type ProgrammeRules } from '../features/vouchers/index.ts';
import type { Unit } from './world.ts';

export interface Programme {
  id: string;
  regionCode: string;
  year: number;
  name: string;
  nameEn: string;
  mode: 'claim' | 'direct';
  rules: ProgrammeRules;
  validFrom: Date;
  validUntil: Date;
}

export interface Grant {
  id: string;
  programme: Programme;
  companyId: string;
  leftFen: number;
  frozenFen: number;
  usedFen: number;
  lapsedFen: number;
  grantedAt: Date;
}

export interface Account {
  payerKind: 'group' | 'company' | 'person';
  payerId: string;
  unitId: string;
  /** Everything ever paid from it, and what came back. */
  paidFen: number;
  refundedFen: number;
  /** What its owner likes to have there. */
  reserveFen: number;
}

export interface Part {
  kind: 'voucher' | 'account';
  sourceId: string;
  name: string;
  amountFen: number;
  refundedFen: number;
}

const YUAN = 100;

/** The money of the demo's payers: prepaid accounts open at their first payment, vouchers are as granted. */
export class Purse {
  readonly accounts = new Map<string, Account>();
  readonly grants: Grant[];
  private readonly byCompany = new Map<string, Grant[]>();
  private readonly random: Random;

  constructor(grants: Grant[], random: Random) {
    this.grants = grants;
    this.random = random;
    for (const grant of grants) {
      const own = this.byCompany.get(grant.companyId) ?? [];
      this.byCompany.set(grant.companyId, [...own, grant]);
    }
  }

  account(payer: Customer['payer'], unitId: string): Account {
    const key = `${payer.id} ${unitId}`;
    const known = this.accounts.get(key);
    if (known !== undefined) return known;
    const made: Account = {
      payerKind: payer.kind,
      payerId: payer.id,
      unitId,
      paidFen: 0,
      refundedFen: 0,
      reserveFen: this.random.int(3, 90) * 100 * YUAN,
    };
    this.accounts.set(key, made);
    return made;
  }

  grantOf(id: string): Grant {
    const found = this.grants.find((grant) => grant.id === id);
    if (found === undefined) throw new Error(`no voucher ${id}`);
    return found;
  }

  /** What the cap of the company and year leaves, over all its vouchers of one region and year. */
  private yearLeft({ companyId, programme }: Grant): number {
    const used = (this.byCompany.get(companyId) ?? [])
      .filter(
        (one) =>
          one.programme.regionCode === programme.regionCode &&
          one.programme.year === programme.year,
      )
      .reduce((sum, one) => sum + one.frozenFen + one.usedFen, 0);
    return Math.max(0, programme.rules.capPerCompanyYearFen - used);
  }

  /** How a bill is paid: a voucher where one may, the account for the rest. */
  pay(customer: Customer, unit: Unit, totalFen: number, at: Date, takesVouchers: boolean): Part[] {
    const parts: Part[] = [];
    let due = totalFen;
    const own = takesVouchers ? (this.byCompany.get(customer.payer.id) ?? []) : [];
    for (const grant of own) {
      if (grant.grantedAt > at || this.random.chance(0.25)) continue;
      const { payableFen } = payableByVoucher(
        {
          leftFen: grant.leftFen,
          yearLeftFen: this.yearLeft(grant),
          validUntil: grant.programme.validUntil,
          rules: grant.programme.rules,
        },
        {
          totalFen,
          kind: 'time',
          unitRegionCode: unit.plan.region,
          isAccepted: takesVouchers,
          isUnitControlled: customer.company?.controlledByUnitId === unit.id,
          at,
        },
      );
      if (payableFen === 0) continue;
      grant.leftFen -= payableFen;
      grant.frozenFen += payableFen;
      parts.push({
        kind: 'voucher',
        sourceId: grant.id,
        name: grant.programme.name,
        amountFen: payableFen,
        refundedFen: 0,
      });
      due -= payableFen;
      break;
    }
    if (due > 0) {
      this.account(customer.payer, unit.id).paidFen += due;
      parts.push({
        kind: 'account',
        sourceId: customer.payer.id,
        name: unit.plan.name,
        amountFen: due,
        refundedFen: 0,
      });
    }
    return parts;
  }

  /** Gives parts back but a fee, which never comes out of a voucher. @returns what was kept. */
  refund(customer: Customer, unit: Unit, parts: readonly Part[], feeFen: number): number {
    let toKeep = feeFen;
    let kept = 0;
    for (const part of parts) {
      const stays = part.kind === 'voucher' ? 0 : Math.min(part.amountFen, toKeep);
      toKeep -= stays;
      kept += stays;
      part.refundedFen = part.amountFen - stays;
      if (part.kind === 'voucher') {
        const grant = this.grantOf(part.sourceId);
        grant.frozenFen -= part.amountFen;
        grant.leftFen += part.amountFen;
      } else this.account(customer.payer, unit.id).refundedFen += part.refundedFen;
    }
    return kept;
  }

  /** A settled booking has spent its voucher. */
  spend(parts: readonly Part[]): void {
    for (const part of parts.filter(({ kind }) => kind === 'voucher')) {
      const grant = this.grantOf(part.sourceId);
      grant.frozenFen -= part.amountFen;
      grant.usedFen += part.amountFen;
    }
  }
}
