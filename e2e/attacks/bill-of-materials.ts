/** A CycloneDX document that lists one library. */
export function billOfMaterials(name: string): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    components: [{ type: 'library', name, version: '1.0', purl: `pkg:npm/${name}@1.0` }],
  };
}
