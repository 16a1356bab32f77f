import type { BankTransfer } from './bank-repository.ts';
import type { Credit } from './credit-repository.ts';
import type { DistributionRule } from './domain/distribute.ts';

export const presentDistribution = (rule: DistributionRule) => ({
  version: rule.version,
  crewPercent: rule.crewPercent,
  groupPercent: rule.groupPercent,
  unitPercent: 100 - rule.crewPercent - rule.groupPercent,
});

export const presentCredit = (credit: Credit & { payerName: string }) => ({
  payer: { ...credit.payer, name: credit.payerName },
  limitFen: credit.limitFen,
  owedFen: credit.owedFen,
  version: credit.version,
});

export const presentBankTransfer = (transfer: BankTransfer) => ({
  id: transfer.id,
  reference: transfer.reference,
  amountFen: transfer.amountFen,
  receivedAt: transfer.receivedAt.toISOString(),
  remark: transfer.remark,
  recordedAt: transfer.recordedAt.toISOString(),
  payer: transfer.payer,
  paidOffFen: transfer.paidOffFen,
  toppedUpFen: transfer.toppedUpFen,
  reconciledAt: transfer.reconciledAt?.toISOString() ?? null,
});
