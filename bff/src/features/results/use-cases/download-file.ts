import type { Readable } from 'node:stream';
import type { Deps } from '../../../deps.ts';
import { later, MINUTE } from '../../../infra/clock.ts';
import { currentRequestId } from '../../../infra/current-request.ts';
import type { Actor } from '../../../policy.ts';
import { pathOf } from '@dayi/shared/routes/index';
import { Problem } from '../../../problem.ts';
import { readBookingFor } from '../../bookings/index.ts';
import { readLink, signLink } from '../tokens.ts';
import { findFile, findResults, insertDownload } from '../repository.ts';

const LINK_LIFE = 5 * MINUTE;

/** @throws Problem `booking.not_found`, `access.forbidden`, `result.not_found` */
export async function createDownloadLink(
  deps: Deps,
  actor: Actor,
  bookingId: string,
  fileId: string,
) {
  await readBookingFor(deps.db, actor, bookingId, 'createDownloadLink');
  const results = await findResults(deps.db, bookingId);
  const isThere = results.some((result) => result.files.some((file) => file.id === fileId));
  if (!isThere) throw new Problem('result.not_found');
  const expiresAt = later(deps.clock.now(), LINK_LIFE);
  const token = await signLink(deps.config.secret, { fileId, userId: actor.userId, expiresAt });
  return { url: pathOf('download', { token }), expiresAt: expiresAt.toISOString() };
}

/** Opens the file behind a link and records the download. @throws Problem `download.link_expired` */
export async function openDownload(
  deps: Deps,
  token: string,
): Promise<{ name: string; contentType: string; sizeBytes: number; content: Readable }> {
  const link = await readLink(deps.config.secret, token, deps.clock.now());
  const file = link === undefined ? undefined : await findFile(deps.db, link.fileId);
  if (link === undefined || file === undefined) throw new Problem('download.link_expired');
  const content = await deps.storage.open(file.storageKey);
  if (content === undefined) throw new Problem('download.link_expired');
  await insertDownload(deps.db, { ...link, at: deps.clock.now(), requestId: currentRequestId() });
  return { ...file, content };
}
