/** Wrong settings, each named with what is wrong with it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
