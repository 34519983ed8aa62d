/**
 * A promise of our own that was broken, or a machine that fails us: no use case can go on. Thrown, with its cause kept,
 * and caught once: in `http/` (500, our sentence), in `jobs/` (the job is tried again) or by a command (exit 1).
 */
export class InternalFault extends Error {
  override readonly name = 'InternalFault';
}
