import { nextChunk } from './domain/chunk.ts';
import { type Compared, compareVersions } from './domain/compare-versions.ts';
import { previewKindOf } from './domain/file-kind.ts';
import type { DownloadLine } from './downloads-repository.ts';
import type { Result, ResultFile } from './repository.ts';
import type { Upload } from './uploads-repository.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const presentFile = (file: ResultFile) => ({
  id: file.id,
  name: file.name,
  contentType: file.contentType,
  sizeBytes: file.sizeBytes,
  sha256: file.sha256,
  preview: previewKindOf(file.previewType),
  scan: { state: file.scanState, at: iso(file.scannedAt), note: file.scanNote },
});

export const presentResult = (result: Result, compared: Compared | null) => ({
  id: result.id,
  version: result.version,
  state: result.state,
  summary: result.summary,
  changes: result.changes,
  compared,
  deliveredAt: result.deliveredAt.toISOString(),
  releasedAt: iso(result.releasedAt),
  releasedBy: result.deliveredByName,
  checkedBy: result.checkedByName,
  reason: result.checkReason,
  keepUntil: result.keepUntil.toISOString(),
  filesRemovedAt: iso(result.filesRemovedAt),
  files: result.files.map(presentFile),
});

/** The released version that stood when this one was made. */
function versionBefore(result: Result, all: readonly Result[]): Result | undefined {
  const earlier = all.filter(({ version }) => version !== null);
  return result.version === null
    ? earlier.find(({ releasedAt }) => releasedAt !== null && releasedAt <= result.deliveredAt)
    : earlier.find(({ version }) => version === (result.version ?? 0) - 1);
}

/** Deliveries, newest first, each compared with the version before it. */
export function presentResults(results: readonly Result[]) {
  return results.map((result) => {
    const before = versionBefore(result, results);
    return presentResult(
      result,
      before === undefined ? null : compareVersions(before.files, result.files),
    );
  });
}

export function presentUpload(upload: Upload, offset: number) {
  const { chunkBytes, sizeBytes } = upload;
  const isChunked = chunkBytes !== null && sizeBytes !== null;
  return {
    id: upload.id,
    name: upload.name,
    sizeBytes,
    offset,
    chunkBytes,
    nextChunk: isChunked ? nextChunk({ sizeBytes, chunkBytes, offset }) : null,
    state: upload.state,
    sha256: upload.sha256,
    expiresAt: upload.expiresAt.toISOString(),
  };
}

export const presentDownload = (line: DownloadLine) => ({
  at: line.at.toISOString(),
  who: line.who,
  fileName: line.fileName,
  version: line.version,
  isPreview: line.isPreview,
});
