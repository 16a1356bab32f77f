import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { findAnswers } from '../answers-repository.ts';
import { standingAnswers } from '../domain/answers.ts';
import type { BulletinContent } from '../domain/content.ts';
import type { Bulletin } from '../repository.ts';
import { readBulletinFor } from './read-bulletin.ts';

/** A bulletin as its files tell it: what was frozen, and the answers until now. */
export interface Paper {
  bulletin: Bulletin;
  content: BulletinContent;
  isWhole: boolean;
  answers: ReturnType<typeof standingAnswers>;
  at: Date;
}

/** @throws Problem `bulletin.not_found` */
export async function readPaper(deps: Deps, actor: Actor, id: string): Promise<Paper> {
  const { bulletin, content, isWhole } = await readBulletinFor(deps.db, actor, id);
  const answers = standingAnswers(await findAnswers(deps.db, id));
  return { bulletin, content, isWhole, answers, at: deps.clock.now() };
}
