export { payableByVoucher, type ProgrammeRules } from './domain/payable.ts';
export { findGrants, type VoucherGrant } from './repository.ts';
export { freezeVoucher, releaseVoucher, spendVoucher } from './use-cases/move-voucher.ts';
