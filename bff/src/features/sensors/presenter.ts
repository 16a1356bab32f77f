import type { FleetRow } from './devices-repository.ts';

const instant = (at: Date | null) => at?.toISOString() ?? null;

/** Whose key its readings come with. */
const keyOf = (row: FleetRow) =>
  row.kind === 'gateway_member'
    ? {
        deviceId: row.gateway_id,
        deviceCode: row.gateway_code,
        isGateway: true,
        isRevoked: row.gateway_key_revoked_at !== null,
      }
    : {
        deviceId: row.id,
        deviceCode: row.code,
        isGateway: false,
        isRevoked: row.key_revoked_at !== null,
      };

export function presentSensor(
  row: FleetRow,
  rejectsToday: readonly { reason: string; count: number }[],
) {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    gatewayCode: row.gateway_code,
    key: keyOf(row),
    instrument:
      row.instrument_id === null
        ? null
        : { id: row.instrument_id, name: row.instrument_name, model: row.instrument_model },
    installedAt: row.installed_at.toISOString(),
    lastSeenAt: instant(row.last_seen_at),
    lastReadingAt: instant(row.last_reading_at),
    firmware: row.firmware,
    batteryPercent: row.battery,
    skewMs: row.skew_ms === null ? null : Number(row.skew_ms),
    isOnline: row.online === null ? null : row.online === 1,
    rejectsToday,
  };
}
