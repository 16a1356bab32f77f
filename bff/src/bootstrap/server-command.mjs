/** Megabytes for what is young: answers are made and gone, and four times the usual room spares a tenth of the work. */
const YOUNG_MB = 64;

/** What Node is called with to run a TypeScript file as a server. */
export const SERVER_FLAGS = [
  `--max-semi-space-size=${YOUNG_MB}`,
  '--import',
  './bff/src/bootstrap/typescript.mjs',
];
