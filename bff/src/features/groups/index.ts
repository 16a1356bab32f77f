export {
  isOverLimit,
  leftFen,
  type MemberUse,
  type Share,
  spendingMonth,
} from './domain/member-limit.ts';
export { findGroup } from './repository.ts';
export { addShares, findMemberUse, memberColumn, memberOf, setShare } from './shares-repository.ts';
