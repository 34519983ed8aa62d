import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router';
import { FaultState } from '../components/fault-state.tsx';
import { Loading } from '../components/loading.tsx';
import { aboutQuery, sessionQuery } from '../lib/session.ts';
import { queries } from '../lib/queries.ts';
import { useSession } from '../lib/session.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({
  beforeLoad: () => Promise.all([queries.ensureQueryData(sessionQuery), queries.ensureQueryData(aboutQuery)]),
  component: Shell,
  notFoundComponent: NotFoundPage,
});

/**
 * Every page: its path (the first word must be in PORTAL_WORDS of api/src/portal.ts) and its file, loaded when it is first opened. A
 * page finds its parameters with `useParams({ from: '/matters/$id' })`.
 */
const pages = [
  createRoute({ getParentRoute: () => root, path: '/start', component: StartPage }),
  createRoute({
    getParentRoute: () => root,
    path: '/queue',
    validateSearch: (search): { readonly matter?: string } => ({
      matter: typeof search['matter'] === 'string' ? search['matter'] : undefined,
    }),
    component: lazyRouteComponent(() => import('../matters/queue-page.tsx'), 'QueuePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/home',
    component: lazyRouteComponent(() => import('../warnings/home-page.tsx'), 'HomePage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(pages),
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <FaultState fault={error} onTryAgain={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** Where a reader begins: the CERT at its queue, a member at its first screen. */
function StartPage() {
  const session = useSession();
  return <Navigate to={session.kind === 'cert' ? '/queue' : '/home'} replace />;
}
