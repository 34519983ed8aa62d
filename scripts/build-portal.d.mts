export function portalPlace(root: string): string;
export function isPortalBuilt(root: string): boolean;
export function buildPortal(root: string, node: string): string | undefined;
