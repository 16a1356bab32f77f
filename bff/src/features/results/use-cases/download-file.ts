import { pathOf } from '@dayi/shared/routes/index';
import { Readable } from 'node:stream';
import type { Deps } from '../../../deps.ts';
import { later, MINUTE } from '../../../infra/clock.ts';
import { currentRequestId } from '../../../infra/current-request.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { type ByteRange, rangeOf } from '../domain/byte-range.ts';
import { insertDownload, isLinkRecorded } from '../downloads-repository.ts';
import { findFile, type ResultFile } from '../repository.ts';
import { type Link, readLink, signLink } from '../tokens.ts';
import { resultsFor } from './list-results.ts';

const LINK_LIFE = 5 * MINUTE;

/** @throws Problem `result.scan_pending`, `result.infected`, `result.files_removed` */
function requireFetchable({ scanState }: ResultFile, filesRemovedAt: Date | null): void {
  if (filesRemovedAt !== null) throw new Problem('result.files_removed');
  if (scanState === 'pending') throw new Problem('result.scan_pending');
  if (scanState === 'infected') throw new Problem('result.infected');
}

/**
 * A link to one file for this person.
 * @param isPreview to show it in the app, which only PDF, PNG and JPEG may be.
 * @throws Problem `booking.not_found`, `access.forbidden`, `result.not_found`, `result.no_preview`,
 *   `result.scan_pending`, `result.infected`, `result.files_removed`
 */
export async function createDownloadLink(
  deps: Deps,
  actor: Actor,
  where: { bookingId: string; fileId: string },
  isPreview: boolean,
) {
  const { bookingId, fileId } = where;
  const results = await resultsFor(deps, actor, bookingId, 'createDownloadLink');
  const result = results.find(({ files }) => files.some(({ id }) => id === fileId));
  const file = result?.files.find(({ id }) => id === fileId);
  if (result === undefined || file === undefined) throw new Problem('result.not_found');
  requireFetchable(file, result.filesRemovedAt);
  if (isPreview && file.previewType === null) throw new Problem('result.no_preview');
  const expiresAt = later(deps.clock.now(), LINK_LIFE);
  const link = { id: deps.newId(), fileId, userId: actor.userId, isPreview };
  const token = await signLink(deps.config.secret, link, expiresAt);
  return { url: pathOf('download', { token }), expiresAt: expiresAt.toISOString() };
}

export interface OpenedFile {
  file: ResultFile;
  isPreview: boolean;
  /** Null where the whole file was asked for. */
  range: ByteRange | null;
  /** Empty where only its headers were asked for. */
  content: Readable;
}

/** A file fetched on in parts is one download; each fetch of it from the start is one of its own. */
async function record(deps: Deps, link: Link, range: ByteRange | null): Promise<void> {
  const isOn = range !== null && range.from > 0;
  if (isOn && (await isLinkRecorded(deps.db, link.id))) return;
  await insertDownload(deps.db, {
    fileId: link.fileId,
    userId: link.userId,
    linkId: link.id,
    isPreview: link.isPreview,
    at: deps.clock.now(),
    requestId: currentRequestId(),
  });
}

/**
 * Opens the file behind a link and records the download.
 * @param asked the `Range` header, and whether only headers are wanted.
 * @throws Problem `download.link_expired`, `download.range_invalid`, `result.files_removed`,
 *   `result.infected`
 */
export async function openDownload(
  deps: Deps,
  token: string,
  asked: { range: string; isHeadOnly: boolean },
): Promise<OpenedFile> {
  const link = await readLink(deps.config.secret, token, deps.clock.now());
  const file = link === undefined ? undefined : await findFile(deps.db, link.fileId);
  if (link === undefined || file === undefined) throw new Problem('download.link_expired');
  requireFetchable(file, file.filesRemovedAt);
  const wanted = rangeOf(asked.range, file.sizeBytes);
  if (wanted === null) throw new Problem('download.range_invalid');
  const range = wanted === 'whole' ? null : wanted;
  const opened = { file, isPreview: link.isPreview && file.previewType !== null, range };
  if (asked.isHeadOnly) return { ...opened, content: Readable.from([]) };
  const content = await deps.storage.open(file.storageKey, range ?? undefined);
  if (content === undefined) throw new Problem('download.link_expired');
  await record(deps, link, range);
  return { ...opened, content };
}
