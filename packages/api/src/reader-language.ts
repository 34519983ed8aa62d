import Type from 'typebox';
import { LANGUAGES, type Language } from '@forewarn/core/institutions/institution.ts';

/** In which language what is made for this reader is said. */
export const ReaderLanguage = Type.Optional(
  Type.Unsafe<Language>({ type: 'string', enum: [...LANGUAGES], description: 'Default: that of the institution.' }),
);
