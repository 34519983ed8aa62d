import { join } from 'node:path';

/** Where the real documents and other people's suites lie; tests that read them skip when they are absent. */
export const sharedData = process.env['FOREWARN_SHARED_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
