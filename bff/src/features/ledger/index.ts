export type { AccountKey, Leg } from './domain/transfer.ts';
export { naturalKeyOf } from './domain/transfer.ts';
export { findPrepaid, prepaidColumn, type PrepaidBalance, prepaidOf } from './repository.ts';
export { lockBalance } from './accounts-repository.ts';
export { ledgerTasks, scheduleLedgerJobs } from './jobs.ts';
export { FloorReached, postTransfer } from './use-cases/post-transfer.ts';
export { proveLedger } from './use-cases/prove-ledger.ts';
