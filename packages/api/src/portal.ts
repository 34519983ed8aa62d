import Type from 'typebox';
import { route } from './route-shape.ts';

/**
 * The first words of the portal's addresses. The server hands out the portal for each of them and for all below it; what is behind an
 * address the portal itself knows, and the API decides what its reader may see.
 */
export const PORTAL_WORDS = [
  'start',
  'queue',
  'matters',
  'advisories',
  'names',
  'drills',
  'drafts',
  'open-warnings',
  'help-requests',
  'institutions',
  'branches',
  'suppliers',
  'products',
  'sources',
  'reports',
  'notices',
  'policies',
  'situation',
  'search',
  'home',
  'open-points',
  'inventory',
  'people',
  'customers',
  'members',
  'account',
  'accounts',
] as const;

/** Addresses without a page of their own, and the portal's page that they lead to; `:id` is handed on. */
export const PORTAL_DOORS: Readonly<Record<string, string>> = {
  '/': '/start',
  '/sign-in': '/start',
  '/warnings/:id': '/open-warnings/:id',
};

/**
 * The path of a portal page as this institution sees it. Whoever reads it may have an account of several (decision 036) or act for several (020),
 * and without it would see the page of the one that they look at otherwise. Every link to a page of an institution is made here.
 */
export function pathFor(institutionId: string, path: `/${(typeof PORTAL_WORDS)[number]}${'' | `/${string}`}`): string {
  return `${path}?for=${institutionId}`;
}

/** The shape of such an address's route. */
export function portalDoor(path: string) {
  return route({
    method: 'GET',
    path,
    access: 'anyone',
    summary: 'Leads into the portal.',
    params: Type.Object({ id: Type.Optional(Type.String({ format: 'uuid' })) }),
  });
}

/** The shape of a portal page's route, by its path. */
export function portalPage(path: string) {
  return route({ method: 'GET', path, access: 'anyone', summary: 'The portal. Holds nothing of anybody: the API does.' });
}

export const showPortalAsset = route({
  method: 'GET',
  path: '/assets/:name',
  access: 'anyone',
  summary: 'A file of the portal, named by its contents.',
  params: Type.Object({ name: Type.String({ maxLength: 150 }) }),
});

export const showAbout = route({
  method: 'GET',
  path: '/api/about',
  access: 'anyone',
  summary: 'Whose Forewarn this is, and the telephone that is answered day and night.',
  response: Type.Object({ name: Type.String(), phone: Type.String(), email: Type.String() }),
});
