import type { Deps } from '../../deps.ts';
import type { Handlers } from '../../http/guard.ts';
import { bindSensor, unbindSensor } from './use-cases/bind-sensor.ts';
import { renewKey, revokeKey } from './use-cases/change-key.ts';
import { listSensors } from './use-cases/list-sensors.ts';
import { postReadings } from './use-cases/post-readings.ts';
import { registerSensor } from './use-cases/register-sensor.ts';

type Routes =
  | 'listSensors'
  | 'registerSensor'
  | 'bindSensor'
  | 'unbindSensor'
  | 'renewSensorKey'
  | 'revokeSensorKey'
  | 'postReadings';

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
    renewSensorKey: async ({ actor, params }) => ({
      status: 200,
      body: await renewKey(deps, actor, params.id),
    }),
    revokeSensorKey: async ({ actor, params }) => {
      await revokeKey(deps, actor, params.id);
      return { status: 204, body: null };
    },
    postReadings: async ({ body, ctx }) => {
      const key = (ctx.state.deviceKey as string | undefined) ?? null;
      return { status: 202, body: await postReadings(deps, key, body.readings) };
    },
  };
}
