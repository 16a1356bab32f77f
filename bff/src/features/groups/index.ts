export {
  isOverLimit,
  leftFen,
  type MemberUse,
  type Share,
  spendingMonth,
} from './domain/member-limit.ts';
export { findGroup } from './repository.ts';
export {
  addUses,
  findMemberUse,
  memberColumn,
  memberOf,
  setShare,
  takeUse,
} from './shares-repository.ts';
