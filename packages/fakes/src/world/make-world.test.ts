import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { holdsBsnLike } from '@forewarn/core/basics/clean-text.ts';
import { foldInstitutionName } from '@forewarn/core/institutions/institution-entry.ts';
import { readInstitutionEntry } from '@forewarn/core/institutions/read-institution-entry.ts';
import { readItemsJson } from '@forewarn/core/inventories/formats/items-json.ts';
import { CAST, CAST_SUPPLIERS } from './cast.ts';
import { catalogue, HOSPITAL_KINDS, PORTAL_OF, productOf } from './catalogue.ts';
import { itProvider } from './it-providers.ts';
import { makeWorld } from './make-world.ts';
import { MIX_CODES, SECTOR_PROFILES, sectorMix, type MixCode } from './sector-mix.ts';
import { linesOfRow, WORKED_INVENTORIES } from './worked-inventories.ts';
import type { Holding, WorldInstitution, WorldOptions } from './world.ts';

const today = [...makeWorld({ scale: 178 }).institutions];
/** Large enough for shares and rates to come out. */
const large = [...makeWorld({ scale: 16_000 }).institutions];
const castNames = Object.values(CAST).flatMap((members) => members.map(({ name }) => name));

function digest(options: WorldOptions): string {
  const hash = createHash('sha256');
  for (const institution of makeWorld(options).institutions) hash.update(JSON.stringify(institution));
  return hash.digest('hex');
}

function shareOf<One>(all: readonly One[], holds: (one: One) => boolean): number {
  return all.filter(holds).length / all.length;
}

function has(institution: WorldInstitution, product: string): boolean {
  return institution.holdings.some((holding) => holding.product === product);
}

function ofKind(code: MixCode): readonly WorldInstitution[] {
  return large.filter(
    (institution) => institution.code === code && institution.items.length > 0 && !castNames.includes(institution.entry.name),
  );
}

function catalogued(holding: Holding) {
  return holding.product === 'local' ? undefined : productOf(holding.product);
}

describe('the constituency', () => {
  test('one seed gives one world, another seed another', () => {
    expect(digest({ scale: 178 })).toBe(digest({ scale: 178 }));
    expect(digest({ scale: 178, seed: 'oefening' })).not.toBe(digest({ scale: 178 }));
  });

  test('today it has the 178 institutions of DOMAIN §9.1', () => {
    expect(sectorMix(178)).toEqual({ UMC: 7, ZH: 55, GG: 60, GK: 12, VG: 18, EL: 10, LB: 4, AM: 3, GD: 3, RV: 6 });
    for (const code of MIX_CODES) expect(today.filter((institution) => institution.code === code)).toHaveLength(sectorMix(178)[code]);
  });

  test.each([11, 160, 178, 1_600, 2_000, 15_000, 16_000, 100_000])('a world of %i has so many', (scale) => {
    expect(MIX_CODES.reduce((sum, code) => sum + sectorMix(scale)[code], 0)).toBe(scale);
  });

  test('hospitals grow by 27 at most', () => {
    expect([sectorMix(100_000).UMC, sectorMix(100_000).ZH]).toEqual([7 * 27, 65 * 27]);
  });

  test('no two institutions have one name, and the cast is there once', () => {
    const names = large.map(({ entry }) => foldInstitutionName(entry.name));
    expect(new Set(names).size).toBe(names.length);
    for (const name of castNames) expect(names.filter((one) => one === foldInstitutionName(name))).toHaveLength(1);
    for (const supplier of CAST_SUPPLIERS) expect(names).not.toContain(foldInstitutionName(supplier));
  });

  test('every entry and every line is one that Forewarn takes as it stands', () => {
    for (const { entry, items } of today) {
      const problems: Problem[] = [];
      expect(readInstitutionEntry({ value: entry, at: '' }, problems)).toEqual(entry);
      const reading = readItemsJson({ items });
      expect([...problems, ...reading.problems]).toEqual([]);
      if (reading.kind === 'read') expect(reading.value.lines.map(({ item }) => item)).toEqual(items);
    }
  });

  test('nothing in it can be a real person, number or address', () => {
    for (const { entry, items } of today) {
      expect(holdsBsnLike(JSON.stringify(entry)) || holdsBsnLike(JSON.stringify(items))).toBe(false);
      for (const domain of entry.domains) expect(domain).toMatch(/\.example$/);
      for (const network of entry.networks) expect(network).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+\/30$|^2001:db8:/);
      for (const { email, phone } of entry.contacts) {
        expect(email).toMatch(/^[a-z0-9-]+@[a-z0-9-]+\.example$/);
        expect(phone).toMatch(/^\+31 000 \d{5}$/);
      }
    }
  });

  test('institutions have networks of their own', () => {
    const own = large.flatMap(({ entry, defects }) =>
      defects.includes('network-of-provider') ? entry.networks.slice(0, -1) : entry.networks,
    );
    expect(new Set(own).size).toBe(own.length);
  });

  test('as many lines for everybody as a measurement asks for, and a product planted at as many', () => {
    const planted = { supplier: 'Roosterwerk', product: 'Roosterwerk Terminal', version: '3.1.0', holders: 33 };
    const institutions = [...makeWorld({ scale: 100, itemsPerInstitution: 100, planted }).institutions];
    expect(new Set(institutions.map(({ items }) => items.length))).toEqual(new Set([100]));
    expect(institutions.filter(({ items }) => items.some(({ product }) => product === planted.product))).toHaveLength(33);
  });

  test('the largest world is made one institution at a time', () => {
    const [first] = makeWorld({ scale: 100_000 }).institutions;
    expect(first?.entry.name).toBe('UMC Noorderdelta');
  });
});

describe('the cast', () => {
  test.each(Object.keys(WORKED_INVENTORIES))('%s has its worked inventory, line by line', (name) => {
    const institution = today.find(({ entry }) => entry.name === name);
    const lines = WORKED_INVENTORIES[name]?.flatMap(linesOfRow) ?? [];
    expect(institution?.items.map(({ key: _, ...item }) => item)).toEqual(lines.map(({ item }) => item));
  });

  test('the worked inventories have the rows of DOMAIN §9.4', () => {
    expect(Object.values(WORKED_INVENTORIES).map((rows) => rows.length)).toEqual([24, 18, 11]);
    const servers = WORKED_INVENTORIES['Ziekenhuis Lindemark']?.find(({ product }) => product === 'Windows Server');
    expect(servers && linesOfRow(servers).map(({ item }) => [item.version, item.quantity])).toEqual([
      ['2012 R2', 9],
      ['2016', 60],
      ['2019', 210],
      ['2022', 120],
    ]);
  });

  test.each([
    ['Streekziekenhuis Kwelderoord', 'meridiaan-epd-cloud'],
    ['UMC Noorderdelta', 'netscaler-adc-gateway'],
    ['Zorggroep Duinmark', 'bladwijzer'],
    ['Stichting Zandwilg', 'bladwijzer'],
    ['Medisch Laboratorium Kwartelveen', 'mirth-connect'],
  ])('%s has %s', (name, product) => {
    expect(today.some((institution) => institution.entry.name === name && has(institution, product))).toBe(true);
  });

  test('Huisartsenpraktijk Kwelmark is in tenant B', () => {
    const practice = today.find(({ entry }) => entry.name === 'Huisartsenpraktijk Kwelmark');
    expect(practice?.holdings.find(({ product }) => product === 'meridiaan-huisarts')?.tenant).toBe('B');
    expect(practice?.items.find(({ product }) => product === 'Meridiaan Huisarts')?.hosting).toContain('tenant B');
  });
});

describe('shares of DOMAIN §9.2 and §9.3', () => {
  const drawnByShare = catalogue(true).products.filter(
    ({ id, kind }) =>
      !['dossier', 'edge', 'remote'].includes(kind) && !(id in PORTAL_OF) && !['n-central', 'screenconnect', 'labuitslagen'].includes(id),
  );

  // About 450 institutions of the smallest kind: 8 points are more than three standard deviations.
  test.each(['ZH', 'GG', 'GK', 'VG', 'EL'] as const)('products of %s come out near them', (code) => {
    const institutions = ofKind(code);
    const off = drawnByShare
      .map(({ id, kind, share }) => ({
        id,
        wanted: HOSPITAL_KINDS.has(kind) && code !== 'ZH' ? 0 : share[code],
        found: shareOf(institutions, (institution) => has(institution, id)),
      }))
      .filter(({ wanted, found }) => Math.abs(wanted - found) > 0.08);
    expect(off).toEqual([]);
  });

  test.each([
    ['ZH', 'meridiaan-epd', 0.4],
    ['ZH', 'meridiaan-epd-cloud', 0.2],
    ['GG', 'kompas-epd', 0.35],
    ['GG', 'wijkdossier', 0.15],
    ['VG', 'wijkdossier', 0.45],
    ['GK', 'praktijkspoor', 0.5],
    ['EL', 'meridiaan-huisarts', 0.1],
  ] as const)('of %s, so many have %s', (code, product, wanted) => {
    // A second dossier at 6 % adds a little to each.
    expect(Math.abs(shareOf(ofKind(code), (institution) => has(institution, product)) - wanted)).toBeLessThan(0.06);
  });

  test('no real product that an invented one stands for is in the world, unless it is asked for', () => {
    const replaced = ['hix', 'hix-365', 'ons', 'caren', 'zorgportaal', 'glims', 'user'];
    expect(large.some((institution) => replaced.some((product) => has(institution, product)))).toBe(false);
    const real = [...makeWorld({ scale: 500, inventedProducts: false }).institutions];
    expect(real.some((institution) => has(institution, 'hix'))).toBe(true);
    const drawn = real.filter(({ entry }) => !castNames.includes(entry.name));
    expect(drawn.some((institution) => has(institution, 'meridiaan-epd'))).toBe(false);
  });
});

describe('the rules of DOMAIN §9.5', () => {
  const withItems = large.filter(({ items, entry }) => items.length > 0 && !castNames.includes(entry.name));

  test('1: one dossier each, and a second at 6 %', () => {
    const counts = withItems
      .filter(({ code }) => code !== 'LB')
      .map(({ holdings }) => new Set(holdings.filter((one) => catalogued(one)?.kind === 'dossier').map(({ product }) => product)).size);
    expect(new Set(counts)).toEqual(new Set([1, 2]));
    expect(shareOf(counts, (count) => count === 2)).toBeCloseTo(0.06, 1);
    for (const { items } of withItems) {
      for (const { product, importance } of items) if (product === 'Meridiaan EPD') expect(importance).toBe(1);
    }
  });

  test('2: a portal is where its dossier is', () => {
    for (const institution of withItems) {
      for (const [portal, dossiers] of Object.entries(PORTAL_OF)) {
        if (has(institution, portal)) expect(dossiers.some((dossier) => has(institution, dossier))).toBe(true);
      }
    }
  });

  test('3: four of five small ones have an IT provider, whose firewall and remote tool are the same for all of them', () => {
    const small = large.filter(({ code }) => code === 'GK' || code === 'EL');
    expect(shareOf(small, ({ entry }) => entry.itProvider !== undefined)).toBeCloseTo(0.8, 2);
    const kwartel = itProvider('forewarn', 0);
    for (const institution of withItems.filter(({ entry }) => entry.itProvider === kwartel.name)) {
      expect(institution.holdings.filter((one) => catalogued(one)?.kind === 'edge').map(({ product }) => product)).toContain(
        kwartel.firewall,
      );
      expect(has(institution, kwartel.remoteTool)).toBe(true);
    }
    const customers = Object.values(Object.groupBy(today, ({ entry }) => entry.itProvider ?? '')).map((group) => group?.length ?? 0);
    const providers = new Set(today.flatMap(({ entry }) => entry.itProvider ?? []));
    expect(providers.size).toBe(10);
    expect(today.filter(({ entry }) => entry.itProvider === 'Kwartel ICT')).toHaveLength(14);
    expect(Math.min(...customers)).toBeGreaterThan(0);
  });

  test('4: one brand at the edge; at 20 % of those who manage their own a second', () => {
    const brands = withItems
      .filter(({ entry }) => entry.itProvider === undefined)
      .map(({ holdings }) => new Set(holdings.filter((one) => catalogued(one)?.kind === 'edge').map(({ product }) => product)).size)
      .filter((count) => count > 0);
    expect(Math.max(...brands)).toBe(2);
    expect(shareOf(brands, (count) => count === 2)).toBeCloseTo(0.2, 1);
  });

  test.each(['ZH', 'GG', 'VG', 'EL'] as const)('5: %s is on a fixed release as often as its kind is', (code) => {
    const edge = ofKind(code)
      .flatMap(({ holdings }) => holdings)
      .filter((one) => catalogued(one)?.kind === 'edge' && one.version !== undefined && (catalogued(one)?.versions.length ?? 0) > 1);
    const onNewest = shareOf(edge, (one) => catalogued(one)?.versions.at(-1) === one.version);
    expect(Math.abs(onNewest - SECTOR_PROFILES[code].onFixedRelease)).toBeLessThan(0.05);
  });

  test.each(['ZH', 'GG', 'VG', 'GK'] as const)('6: %s does not know the version as often as its kind does not', (code) => {
    const onPremises = ofKind(code)
      .flatMap(({ holdings }) => holdings)
      .filter((one) => catalogued(one)?.hosting === 'on-prem' && catalogued(one)?.versions.length === 3);
    expect(Math.abs(shareOf(onPremises, (one) => one.version === undefined) - SECTOR_PROFILES[code].versionUnknown)).toBeLessThan(0.04);
  });

  test('7: only hospital types have medical devices; medical technology looks after them, and 70 % are reached from outside', () => {
    const devices = withItems.flatMap(({ code, holdings, items }) =>
      holdings.flatMap((one, place) => (HOSPITAL_KINDS.has(catalogued(one)?.kind ?? 'base') ? [{ code, item: items[place] }] : [])),
    );
    expect(new Set(devices.map(({ code }) => code))).toEqual(new Set(['UMC', 'ZH', 'LB', 'RV']));
    expect(new Set(devices.map(({ item }) => item?.owner))).toEqual(new Set(['medische techniek']));
    expect(shareOf(devices, ({ item }) => item?.exposure === 'connection')).toBeCloseTo(0.7, 1);
  });

  test('8: software as a service has a tenant and a region, and no version', () => {
    const wrong = withItems.flatMap(({ holdings, items }) =>
      holdings.filter(
        ({ tenant, product }, place) =>
          product !== 'local' &&
          productOf(product).hosting === 'SaaS' &&
          !(tenant !== undefined && items[place]?.hosting?.startsWith(`SaaS, tenant ${tenant}, regio `) === true),
      ),
    );
    expect(wrong).toEqual([]);
    const saas = withItems.flatMap(({ holdings }) => holdings).filter((one) => catalogued(one)?.hosting === 'SaaS');
    expect(shareOf(saas, ({ version }) => version === undefined)).toBeGreaterThan(0.9); // two are also sold with a version
  });

  test('9: a tenth of the lines has the name that the supplier had', () => {
    const lines = withItems.flatMap(({ holdings, items }) =>
      holdings.flatMap((one, place) => {
        const former = catalogued(one)?.formerSupplier;
        const supplier = items[place]?.supplier;
        return former === undefined || supplier === undefined ? [] : [supplier === former];
      }),
    );
    expect(shareOf(lines, (isFormer) => isFormer)).toBeCloseTo(0.1, 1);
  });

  test('10: laboratories are members and suppliers; Kwartelveen works for thirty', () => {
    const customers = (lab: string) => today.filter(({ items }) => items.some(({ supplier }) => supplier === lab));
    const labs = today.filter(({ code }) => code === 'LB');
    expect(labs.every(({ holdings, items }) => items.length === 0 || holdings.some(({ product }) => product === 'labstraat'))).toBe(true);
    const kwartelveen = customers('Medisch Laboratorium Kwartelveen').length;
    // Thirty less those whose inventory is empty, and Lindemark, whose worked inventory says it in its own way.
    expect(kwartelveen).toBeGreaterThan(22);
    expect(kwartelveen).toBeLessThanOrEqual(30);
    expect(labs.filter(({ entry }) => customers(entry.name).length > 0)).toHaveLength(4);
  });

  test('11: every region has a hospital, and UMCs are in different ones', () => {
    const regions = (code: MixCode) => today.filter((one) => one.code === code).map(({ entry }) => entry.region);
    expect(new Set(regions('ZH')).size).toBe(11);
    expect(new Set(regions('UMC')).size).toBe(7);
  });
});

describe('the defects of DOMAIN §9.6', () => {
  const drawn = large.filter(({ entry }) => !castNames.includes(entry.name));
  const rate = (of: readonly WorldInstitution[], defect: WorldInstitution['defects'][number]) =>
    shareOf(of, ({ defects }) => defects.includes(defect));
  const withRole = (role: string) =>
    drawn.filter(({ entry, secondRecordOf }) => secondRecordOf === undefined && entry.contacts.some((contact) => contact.role === role));

  test('come at their rates', () => {
    expect(rate(drawn, 'inventory-empty')).toBeCloseTo(0.12, 1);
    expect(Math.abs(rate(drawn, 'inventory-empty') - 0.12)).toBeLessThan(0.015);
    const filled = drawn.filter(({ items }) => items.length > 0);
    expect(Math.abs(rate(filled, 'inventory-old') - 0.35)).toBeLessThan(0.02);
    expect(Math.abs(rate(filled, 'product-twice') - 0.08)).toBeLessThan(0.015);
    expect(Math.abs(rate(drawn, 'network-of-provider') - 0.06)).toBeLessThan(0.01);
    expect(Math.abs(rate(drawn, 'second-record') - 0.03)).toBeLessThan(0.01);
    expect(Math.abs(rate(withRole('24-7'), 'duty-number-is-office') - 0.12)).toBeLessThan(0.015);
  });

  test('an old inventory is older than a year, and the others are not', () => {
    for (const { inventoryTakenAt, defects } of drawn.filter(({ items }) => items.length > 0)) {
      const ageDays = (Date.parse('2026-11-23T08:00:00Z') - Date.parse(inventoryTakenAt ?? '')) / 86_400_000;
      expect(ageDays > 365).toBe(defects.includes('inventory-old'));
    }
  });

  test('a second record has the contacts and the domains of the first', () => {
    const byName = new Map(large.map((institution) => [institution.entry.name, institution]));
    for (const { entry, secondRecordOf } of drawn.filter((one) => one.secondRecordOf !== undefined)) {
      const first = byName.get(secondRecordOf ?? '');
      expect(entry.contacts).toEqual(first?.entry.contacts);
      expect(entry.domains).toEqual(expect.arrayContaining([first?.entry.domains[0]]));
    }
  });

  test('GGDs and UMCs are members of a second CERT', () => {
    for (const { code, otherCert } of large) expect(otherCert).toBe(code === 'GD' ? 'IBD' : code === 'UMC' ? 'SURFcert' : undefined);
  });

  test('small ones hardly ever answer at night', () => {
    expect(Math.abs(shareOf(ofKind('GK'), ({ answersAtNight }) => !answersAtNight) - 0.9)).toBeLessThan(0.03);
  });
});
