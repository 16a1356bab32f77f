// Loaded before a server: a machine whose clock is behind those of its peers.
const behindMs = Number(process.env.LATE_CLOCK_MS);
const RealDate = Date;

globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() - behindMs] : given));
  }
  static now() {
    return RealDate.now() - behindMs;
  }
};
