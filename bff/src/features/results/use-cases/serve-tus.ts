import { Server } from '@tus/server';
import { pathOf } from '@dayi/shared/routes/index';
import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { uploadIdOf, uploadKey } from '../domain/upload.ts';
import { finishUpload } from './finish-upload.ts';
import { uploadLocker } from './lock-upload.ts';
import { openUpload } from './open-upload.ts';

/** Answers one request by tus 1.0. */
export type TusDoor = (request: Request, actor: Actor | null) => Promise<Response>;

interface Asked {
  actor: Actor | null;
  /** What one of ours refused in the midst of it. */
  problem?: Problem;
}

async function serverOf(deps: Deps, asked: WeakMap<object, Asked>): Promise<Server> {
  return new Server({
    path: '/api/v1/uploads',
    datastore: await deps.storage.pieces(),
    locker: uploadLocker(deps),
    // A line that hangs has nothing left to say to whoever goes on over another one.
    lockDrainTimeout: 500,
    maxSize: deps.config.uploadBytes,
    namingFunction: () => uploadKey(deps.newId()),
    generateUrl: (_request, { id }) => pathOf('continueUpload', { id: uploadIdOf(id) }),
    getFileIdFromRequest: (_request, id) => (id === undefined ? undefined : uploadKey(id)),
    onUploadCreate: async (request, { id, size, metadata }) => {
      const actor = asked.get(request)?.actor ?? null;
      if (actor === null) throw new Problem('auth.required');
      await openUpload(deps, actor, {
        id: uploadIdOf(id),
        name: metadata?.['filename'] ?? metadata?.['name'] ?? '',
        contentType: metadata?.['filetype'],
        sizeBytes: size ?? null,
        chunkBytes: null,
        sha256: metadata?.['sha256'],
      });
      return {};
    },
    onUploadFinish: async (_request, { id }) => {
      await finishUpload(deps, uploadIdOf(id));
      return {};
    },
    onResponseError: (request, error) => {
      const one = asked.get(request);
      if (one !== undefined && error instanceof Problem) one.problem = error;
      return undefined;
    },
  });
}

/** Uploads by tus; whose they are the caller has asked before, but for new ones. */
export function tusDoor(deps: Deps): TusDoor {
  const asked = new WeakMap<object, Asked>();
  let server: Promise<Server> | undefined;
  return async (request, actor) => {
    const one: Asked = { actor };
    asked.set(request, one);
    const response = await (await (server ??= serverOf(deps, asked))).handleWeb(request);
    if (one.problem !== undefined) throw one.problem;
    return response;
  };
}
