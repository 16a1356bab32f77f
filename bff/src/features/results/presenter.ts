import type { Result } from './repository.ts';

export const presentResult = (result: Result) => ({
  id: result.id,
  version: result.version,
  summary: result.summary,
  releasedAt: result.releasedAt.toISOString(),
  releasedBy: result.releasedByName,
  files: result.files.map(({ id, name, contentType, sizeBytes, sha256 }) => ({
    id,
    name,
    contentType,
    sizeBytes,
    sha256,
  })),
});
