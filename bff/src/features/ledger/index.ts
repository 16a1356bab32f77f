export type { AccountKey, Leg } from './domain/transfer.ts';
export { naturalKeyOf } from './domain/transfer.ts';
export { findPrepaid, type PrepaidBalance } from './repository.ts';
export { FloorReached, postTransfer } from './use-cases/post-transfer.ts';
export { proveLedger } from './use-cases/prove-ledger.ts';
