import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { postReadings } from './use-cases/post-readings.ts';

type Routes = 'postReadings';

export function sensorRoutes(deps: Deps): Handlers<Routes> {
  return {
    postReadings: async ({ body, ctx }) => {
      const key = (ctx.state.deviceKey as string | undefined) ?? null;
      return { status: 202, body: await postReadings(deps, key, body.readings) };
    },
  };
}
