/**
 * Loaded before a Forewarn of the fault story, by `--import`: its clock is as far off as the file says that FAULT_CLOCK names, in milliseconds,
 * looked at twice a second. The product knows nothing of it.
 */
const MODULE = `
import { readFileSync } from 'node:fs';

const RealDate = Date;
const place = process.env['FAULT_CLOCK'];
let shiftMs = 0;
const look = () => {
  try {
    shiftMs = Number(readFileSync(place, 'utf8')) || 0;
  } catch {
    shiftMs = 0;
  }
};
look();
setInterval(look, 500).unref();

globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + shiftMs] : given));
  }
  static now() {
    return RealDate.now() + shiftMs;
  }
};
`;

export const SHIFTED_CLOCK = `data:text/javascript,${encodeURIComponent(MODULE)}`;
