import { PERMISSION_NAMES, PERMISSIONS, type Grant } from './permissions.ts';

/** The table of permissions as Markdown: a row for each permission, a column for each kind. docs/operating/roles.md holds it. */
export function permissionTable(): string {
  const head = ['Permission', 'CERT', 'Institution', 'IT provider, on behalf', 'Others'];
  const rows = PERMISSION_NAMES.map((name) => {
    const grant: Grant = PERMISSIONS[name];
    const others = [...(grant.provider ?? []), ...(grant.supplier ?? []), ...(grant.branch ?? [])];
    return [`${grant.label.en} (\`${name}\`)`, listed(grant.cert), listed(grant.institution), grant.acting ?? '–', listed(others)];
  });
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function listed(roles: readonly string[] = []): string {
  return roles.length === 0 ? '–' : roles.join(', ');
}
