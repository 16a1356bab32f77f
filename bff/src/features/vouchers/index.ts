export { lawfulShare, payableByVoucher, type ProgrammeRules } from './domain/payable.ts';
export { scheduleVoucherJobs, voucherTasks } from './jobs.ts';
export { findGrants, type VoucherGrant } from './repository.ts';
export { type Application, findApplication } from './applications-repository.ts';
export { grantVoucher } from './use-cases/grant-voucher.ts';
export { freezeVoucher, releaseVoucher, spendVouchers } from './use-cases/move-voucher.ts';
export { findOpenUses, type OpenUse } from './uses-repository.ts';
