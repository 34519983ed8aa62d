import { createRootRoute, createRoute, createRouter, Navigate, redirect, retainSearchParams } from '@tanstack/react-router';
import { LANGUAGES, type Language } from '@forewarn/core/institutions/institution.ts';
import { QUEUE_STATES, type QueueState } from '@forewarn/core/matters/queue-state.ts';
import { REPORT_KINDS, type ReportKind } from '@forewarn/core/situation/report.ts';
import { readAdvisorySearch } from '../advisories/advisory-search.ts';
import { FaultState } from '../components/fault-state.tsx';
import { Loading } from '../components/loading.tsx';
import { addressedFor, openFor, readFor } from '../lib/acting-for.ts';
import { rememberedInstitution } from '../lib/chosen-institution.ts';
import { aboutQuery, sessionQuery } from '../lib/session.ts';
import { queries } from '../lib/queries.ts';
import { takePlace } from '../lib/returns-to.ts';
import { useSession } from '../lib/session.ts';
import { PERIOD_DAYS, PERIODS } from '../situation/periods.ts';
import { SignInPage } from './before-signing-in.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { Shell } from './shell.tsx';
import { withWords } from './with-words.ts';

const root = createRootRoute({
  validateSearch: (search): { readonly for?: string } => ({ for: readFor(search['for']) }),
  // Every link keeps whom it is for.
  search: { middlewares: [retainSearchParams(['for'])] },
  beforeLoad: async ({ search, location: { href } }) => {
    // Another institution is another page: this one ends here.
    if (search.for !== addressedFor) await new Promise(() => location.assign(href));
    const [session] = await Promise.all([queries.ensureQueryData(sessionQuery), queries.ensureQueryData(aboutQuery)]);
    if (session.kind === 'nobody') await SignInPage.preload?.();
  },
  component: Shell,
  notFoundComponent: NotFoundPage,
});

/**
 * Every page: its path (the first word must be in PORTAL_WORDS of api/src/portal.ts) and its file, loaded when it is first opened. A
 * page finds its parameters with `useParams({ from: '/matters/$id' })`.
 */
const pages = [
  createRoute({
    getParentRoute: () => root,
    path: '/start',
    beforeLoad: async () => {
      const session = await queries.ensureQueryData(sessionQuery);
      if (session.kind === 'nobody') return;
      const place = takePlace();
      // oxlint-disable-next-line only-throw-error -- so the router leads on
      if (place !== undefined) throw redirect({ href: place });
      const chosen = addressedFor === undefined ? rememberedInstitution(session) : undefined;
      if (chosen !== undefined) await new Promise(() => openFor(chosen)); // another page
    },
    component: StartPage,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/account',
    component: withWords(() => import('../institutions/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/account/shown',
    component: withWords(() => import('../institutions/shown-again-page.tsx'), 'ShownAgainPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/queue',
    validateSearch: (search): { readonly matter?: string; readonly state?: QueueState } => ({
      matter: typeof search['matter'] === 'string' ? search['matter'] : undefined,
      state: QUEUE_STATES.find((one) => one === search['state']),
    }),
    component: withWords(() => import('../matters/queue-page.tsx'), 'QueuePage', 'queue'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/drafts/new',
    validateSearch: (search): { readonly matter: string } => ({ matter: typeof search['matter'] === 'string' ? search['matter'] : '' }),
    component: withWords(() => import('../drafts/new-draft-page.tsx'), 'NewDraftPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/drafts/$id',
    component: withWords(() => import('../drafts/draft-page.tsx'), 'DraftPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/open-warnings',
    component: withWords(() => import('../follow-up/warnings-page.tsx'), 'WarningsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/open-warnings/$id',
    validateSearch: (search): { readonly institution?: string; readonly wall?: true } => ({
      institution: typeof search['institution'] === 'string' ? search['institution'] : undefined,
      wall: search['wall'] === true ? true : undefined,
    }),
    component: withWords(() => import('../follow-up/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/drills',
    component: withWords(() => import('../drills/drills-page.tsx'), 'DrillsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/drills/$id',
    component: withWords(() => import('../drills/drill-page.tsx'), 'DrillPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/names',
    validateSearch: (search): { readonly name?: string } => ({ name: typeof search['name'] === 'string' ? search['name'] : undefined }),
    component: withWords(() => import('../names/names-page.tsx'), 'NamesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/advisories',
    validateSearch: readAdvisorySearch,
    component: withWords(() => import('../advisories/advisories-page.tsx'), 'AdvisoriesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/advisories/$id',
    component: withWords(() => import('../advisories/advisory-page.tsx'), 'AdvisoryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/institutions',
    validateSearch: (search): { readonly text?: string } => ({ text: typeof search['text'] === 'string' ? search['text'] : undefined }),
    component: withWords(() => import('../constituency/constituency-page.tsx'), 'ConstituencyPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/members/join',
    component: withWords(() => import('../constituency/join-page.tsx'), 'JoinPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/branches',
    component: withWords(() => import('../constituency/joining-page.tsx'), 'JoiningPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/institutions/import',
    component: withWords(() => import('../constituency/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/institutions/$id',
    component: withWords(() => import('../constituency/institution-page.tsx'), 'InstitutionPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sources',
    component: withWords(() => import('../sources/sources-page.tsx'), 'SourcesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help-requests',
    validateSearch: (search): { readonly request?: string } => ({
      request: typeof search['request'] === 'string' ? search['request'] : undefined,
    }),
    component: withWords(() => import('../help-requests/help-page.tsx'), 'HelpPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/situation',
    validateSearch: (search): { readonly days?: number } => ({
      days: PERIODS.find((one) => one !== PERIOD_DAYS && one === search['days']),
    }),
    component: withWords(() => import('../situation/situation-page.tsx'), 'SituationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports',
    validateSearch: (search): { readonly kind: ReportKind; readonly language?: Language; readonly day?: string } => ({
      kind: REPORT_KINDS.find((one) => one === search['kind']) ?? 'shift',
      language: LANGUAGES.find((one) => one === search['language']),
      day: typeof search['day'] === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(search['day']) ? search['day'] : undefined,
    }),
    component: withWords(() => import('../situation/reports-page.tsx'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/suppliers',
    validateSearch: (search): { readonly supplier?: string } => ({
      supplier: typeof search['supplier'] === 'string' ? search['supplier'] : undefined,
    }),
    component: withWords(() => import('../situation/suppliers-page.tsx'), 'SuppliersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/notices',
    component: withWords(() => import('../sources/notices-page.tsx'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/policies',
    component: withWords(() => import('../follow-up/policies-page.tsx'), 'PoliciesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/home',
    component: withWords(() => import('../warnings/home-page.tsx'), 'HomePage', 'member'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/home/$warning',
    validateSearch: (search): { readonly reader?: 'short' | 'it' | 'board' } => ({
      reader: (['short', 'it', 'board'] as const).find((one) => one === search['reader']),
    }),
    component: withWords(() => import('../warnings/told-page.tsx'), 'ToldPage', 'member'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/open-points',
    component: withWords(() => import('../warnings/open-points-page.tsx'), 'OpenPointsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/inventory',
    component: withWords(() => import('../inventories/inventory-page.tsx'), 'InventoryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/inventory/upload',
    validateSearch: (search): { readonly upload?: string } => ({
      upload: typeof search['upload'] === 'string' ? search['upload'] : undefined,
    }),
    component: withWords(() => import('../inventories/upload-page.tsx'), 'UploadPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people',
    component: withWords(() => import('../institutions/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people/wishes',
    component: withWords(() => import('../wishes/wishes-page.tsx'), 'WishesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/institutions/relevance',
    component: withWords(() => import('../wishes/relevance-page.tsx'), 'RelevancePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/institutions/$id/wishes',
    component: withWords(() => import('../wishes/wishes-page.tsx'), 'InstitutionWishesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people/readers',
    component: withWords(() => import('../institutions/readers-page.tsx'), 'ReadersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people/feeds',
    component: withWords(() => import('../feeds/feeds-page.tsx'), 'FeedsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people/service-desk',
    component: withWords(() => import('../service-desk/service-desk-page.tsx'), 'ServiceDeskPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/members',
    component: withWords(() => import('../institutions/members-page.tsx'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/customers',
    component: withWords(() => import('../warnings/customers-page.tsx'), 'CustomersPage', 'member'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(pages),
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <FaultState isPage fault={error} onTryAgain={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Where a reader begins: the CERT at its queue, a member at its first screen, an IT provider at what its customers ask. */
function StartPage() {
  const session = useSession();
  const begin = {
    nobody: '/home',
    cert: '/queue',
    institution: '/home',
    provider: '/customers',
    supplier: '/home',
    branch: '/home',
  } as const;
  return <Navigate to={begin[session.kind]} replace />;
}
