import type { texts as first } from './catalogue-first.nl.ts';
import type { texts as account } from './catalogue-account.nl.ts';
import type { texts as queue } from './catalogue-queue.nl.ts';
import type { texts as member } from './catalogue-member.nl.ts';
import type { texts as rest } from './catalogue-rest.nl.ts';

/** All words of the portal, by the Dutch ones, which come first. Never loaded whole: each part when a page first needs it (catalogue-parts.ts). */
export type Catalogue = typeof first & typeof account & typeof queue & typeof member & typeof rest;
