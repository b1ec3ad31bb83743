/** Preloaded into a service: its clock is off by FAULT_CLOCK_OFFSET_MS, and goes on as fast as before. */
const offsetMs = Number(process.env.FAULT_CLOCK_OFFSET_MS);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + offsetMs);
    else super(...given);
  }

  static now() {
    return RealDate.now() + offsetMs;
  }
};
