import type { FastifyInstance } from 'fastify';
import { registerDeliveryRoutes } from './deliveries/delivery-routes.ts';
import { registerAdvisoryRoutes } from './advisories/advisory-routes.ts';
import { registerPriorityRoutes } from './advisories/priority-routes.ts';
import { registerVulnerabilityRoutes } from './advisories/vulnerability-routes.ts';
import { registerSourceRoutes } from './advisories/source-routes.ts';
import { registerAuditRoutes } from './http/audit-routes.ts';
import { registerHealthRoutes } from './http/health-routes.ts';
import { registerOpenApiRoute } from './http/openapi-routes.ts';
import { registerPageRoutes } from './http/page-routes.ts';
import { registerInstitutionRoutes } from './institutions/institution-routes.ts';
import { registerInventoryRoutes } from './inventories/inventory-routes.ts';
import type { Machine } from './machine.ts';
import { registerMatchingRoutes } from './matching/matching-routes.ts';
import { registerMatterRoutes } from './matters/matter-routes.ts';
import { registerAliasRoutes } from './products/alias-routes.ts';
import { registerCatalogueRoutes } from './products/catalogue-routes.ts';
import { registerAnswerRoutes } from './warnings/answer-routes.ts';
import { registerDeskRoutes } from './warnings/desk-routes.ts';
import { registerProofRoutes } from './warnings/proof-routes.ts';
import { registerStandingRuleRoutes } from './warnings/standing-rule-routes.ts';
import { registerWarningRoutes } from './warnings/warning-routes.ts';

/** Every route there is, word by word. */
export async function registerRoutes(app: FastifyInstance, machine: Machine): Promise<void> {
  registerInstitutionRoutes(app, machine);
  registerAliasRoutes(app, machine);
  registerCatalogueRoutes(app, machine);
  registerSourceRoutes(app, machine);
  registerAdvisoryRoutes(app, machine);
  registerPriorityRoutes(app, machine);
  registerVulnerabilityRoutes(app, machine);
  registerInventoryRoutes(app, machine);
  registerMatterRoutes(app, machine);
  registerMatchingRoutes(app, machine);
  registerDeliveryRoutes(app, machine);
  registerWarningRoutes(app, machine);
  registerStandingRuleRoutes(app, machine);
  registerAnswerRoutes(app, machine);
  registerProofRoutes(app, machine);
  registerAuditRoutes(app, machine);
  registerDeskRoutes(app, machine);
  await registerPageRoutes(app, machine);
  registerHealthRoutes(app, machine);
  registerOpenApiRoute(app);
}
