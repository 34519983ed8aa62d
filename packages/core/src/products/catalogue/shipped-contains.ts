import type { ContainsRow } from './shipped-row.ts';

/** Products that are known to contain others; each with who says so. */
export const SHIPPED_CONTAINS: readonly ContainsRow[] = [
  // Vendor statement, listed by NCSC-NL/log4shell.
  {
    productId: 'omnissa/horizon',
    componentId: 'apache/log4j',
    productVersions: '< 2111',
    certainty: 'likely',
    source: 'NCSC-NL/log4shell: VMware Horizon, fixed in 2111',
  },
  {
    productId: 'vmware/vcenter',
    componentId: 'apache/log4j',
    productVersions: '< 7.0U3c',
    certainty: 'likely',
    source: 'NCSC-NL/log4shell: VMware vCenter Server, fixed in 7.0U3c',
  },
  {
    productId: 'leica-biosystems/aperio',
    componentId: 'nextgen/mirth-connect',
    certainty: 'likely',
    source: 'NCSC-NL/log4shell: Leica Biosystems, "Uses Mirth Connect"',
  },
  // DOMAIN §9.3: the invented laboratory suite has an integration engine 4.3 inside.
  {
    productId: 'kwartelveen-informatica/labstraat',
    componentId: 'nextgen/mirth-connect',
    componentVersions: '4.3',
    certainty: 'certain',
    source: 'DOMAIN §9.3 (fictief)',
  },
];
