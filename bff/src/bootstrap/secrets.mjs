import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Passwords of the private services: other users of this machine can reach their ports.
 * @param {string} folder
 * @returns {{ database: string, databaseRoot: string, redis: string }}
 */
export function secretsIn(folder) {
  const file = path.join(folder, 'services.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const fresh = () => randomBytes(18).toString('hex');
    const secrets = { database: fresh(), databaseRoot: fresh(), redis: fresh() };
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    return secrets;
  }
}
