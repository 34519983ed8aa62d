import type { FastifyInstance } from 'fastify';
import { registerDeliveryRoutes } from './deliveries/delivery-routes.ts';
import { registerAdvisoryRoutes } from './advisories/advisory-routes.ts';
import { registerSourceRoutes } from './advisories/source-routes.ts';
import { registerHealthRoutes } from './http/health-routes.ts';
import { registerOpenApiRoute } from './http/openapi-routes.ts';
import { registerPageRoutes } from './http/page-routes.ts';
import { registerInstitutionRoutes } from './institutions/institution-routes.ts';
import { registerInventoryRoutes } from './inventories/inventory-routes.ts';
import type { Machine } from './machine.ts';
import { registerMatterRoutes } from './matters/matter-routes.ts';

/** Every route there is, word by word. */
export async function registerRoutes(app: FastifyInstance, machine: Machine): Promise<void> {
  registerInstitutionRoutes(app, machine);
  registerSourceRoutes(app, machine);
  registerAdvisoryRoutes(app, machine);
  registerInventoryRoutes(app, machine);
  registerMatterRoutes(app, machine);
  registerDeliveryRoutes(app, machine);
  await registerPageRoutes(app, machine);
  registerHealthRoutes(app, machine);
  registerOpenApiRoute(app);
}
