import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { bindSensor, unbindSensor } from './use-cases/bind-sensor.ts';
import { listSensors } from './use-cases/list-sensors.ts';
import { postReadings } from './use-cases/post-readings.ts';
import { registerSensor } from './use-cases/register-sensor.ts';

type Routes = 'listSensors' | 'registerSensor' | 'bindSensor' | 'unbindSensor' | 'postReadings';

export function sensorRoutes(deps: Deps): Handlers<Routes> {
  return {
    listSensors: async ({ actor, query }) => ({
      status: 200,
      body: await listSensors(deps, actor, query),
    }),
    registerSensor: async ({ actor, body }) => ({
      status: 201,
      body: await registerSensor(deps, actor, body),
    }),
    bindSensor: async ({ actor, body }) => ({
      status: 200,
      body: await bindSensor(deps, actor, body),
    }),
    unbindSensor: async ({ actor, params }) => {
      await unbindSensor(deps, actor, params.id);
      return { status: 204, body: null };
    },
    postReadings: async ({ body, ctx }) => {
      const key = (ctx.state.deviceKey as string | undefined) ?? null;
      return { status: 202, body: await postReadings(deps, key, body.readings) };
    },
  };
}
