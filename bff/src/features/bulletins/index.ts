export { lastOver, periodAt } from './domain/period.ts';
export { bulletinTasks } from './jobs.ts';
export { findStandings, type Standing } from './items-repository.ts';
export { type Bulletin, findBulletin, readContent } from './repository.ts';
export { keepAnswer } from './use-cases/answer-bulletin.ts';
export { makeDraft } from './use-cases/generate-bulletin.ts';
export { CLOSE, publishDraft, REMIND } from './use-cases/publish-bulletin.ts';
