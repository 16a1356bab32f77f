import type { Key, Translate } from '../../lib/i18n';
import type { FleetSensor } from './api';

const LOW_BATTERY = 20;
const SKEWED_MS = 60_000;
/** Twice the silence that makes an instrument offline: the sensor itself has something. */
const SILENT_MS = 360_000;

const reasons: Record<string, Extract<Key, `sensor.reject.${string}`>> = {
  not_a_number: 'sensor.reject.not_a_number',
  negative: 'sensor.reject.negative',
  too_large: 'sensor.reject.too_large',
  unknown_sensor: 'sensor.reject.unknown_sensor',
  foreign_topic: 'sensor.reject.foreign_topic',
  clock_ahead: 'sensor.reject.clock_ahead',
  clock_behind: 'sensor.reject.clock_behind',
  retained: 'sensor.reject.retained',
  payload_too_large: 'sensor.reject.payload_too_large',
  batch_too_large: 'sensor.reject.batch_too_large',
  too_fast: 'sensor.reject.too_fast',
  malformed: 'sensor.reject.malformed',
};

/** 2 分钟 ahead or behind, in whole seconds under a minute. */
function skewWords(ms: number, t: Translate): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const length =
    seconds < 120
      ? t('sensor.seconds', { count: seconds })
      : t('sensor.minutes', { count: Math.round(seconds / 60) });
  return t(ms > 0 ? 'sensor.ahead' : 'sensor.behind', { length });
}

/** What somebody should see to about a sensor, the gravest first; nothing where all is well. */
export function troublesOf(sensor: FleetSensor, now: number, t: Translate): string[] {
  const { batteryPercent, instrument, key, lastSeenAt, rejectsToday, skewMs } = sensor;
  const troubles: string[] = [];
  if (key.isRevoked) troubles.push(t('sensor.keyIsRevoked', { code: key.deviceCode }));
  if (lastSeenAt === null) troubles.push(t('sensor.neverSeen'));
  else if (now - Date.parse(lastSeenAt) > SILENT_MS) troubles.push(t('sensor.silent'));
  if (batteryPercent !== null && batteryPercent < LOW_BATTERY) {
    troubles.push(t('sensor.lowBattery', { percent: batteryPercent }));
  }
  if (skewMs !== null && Math.abs(skewMs) > SKEWED_MS) troubles.push(skewWords(skewMs, t));
  for (const { count, reason } of rejectsToday) {
    const words = reasons[reason];
    if (words) troubles.push(t('sensor.rejected', { why: t(words), count }));
  }
  if (instrument === null) troubles.push(t('sensor.unbound'));
  return troubles;
}
