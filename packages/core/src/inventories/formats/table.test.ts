import { expect, test } from 'vitest';
import { readInventoryText } from './registry.ts';
import { readTable } from './table.ts';

function understood(text: string) {
  const reading = readInventoryText(text);
  if (reading.kind !== 'read') throw new Error(reading.problems.map((problem) => problem.message).join(' '));
  return reading;
}

test('a line of a table says where it stands, whose it is and what it is', () => {
  expect(
    understood(
      'institution,item,supplier,product,version,identifier,hosting,exposure,importance,quantity,owner\nZiekenhuis Lindemark,LI-4,Fortinet,FortiGate,7.2.9,cpe:2.3:h:fortinet:fortigate:*:*:*:*:*:*:*:*,on-prem,internet,1,4,netwerkbeheer\n',
    ).value.lines,
  ).toEqual([
    {
      at: 'line 2',
      institution: 'Ziekenhuis Lindemark',
      item: {
        key: 'LI-4',
        supplier: 'Fortinet',
        product: 'FortiGate',
        version: '7.2.9',
        identifier: 'cpe:2.3:h:fortinet:fortigate:*:*:*:*:*:*:*:*',
        hosting: 'on-prem',
        exposure: 'internet',
        importance: 1,
        quantity: 4,
        owner: 'netwerkbeheer',
      },
    },
  ]);
});

test('Dutch headings in any order, under a title, with columns that mean nothing to us', () => {
  const { value, problems } = understood(
    'ICT-foto GGZ Rietmark;;;\n;;;\nBelang;Applicatie;Contract tot;Beheerder\nhoog;Zenya;2027;kwaliteit\n',
  );
  expect(value.lines.map((line) => [line.at, line.item])).toEqual([
    ['line 4', { key: 'zenya', product: 'Zenya', exposure: 'unknown', importance: 2, owner: 'kwaliteit' }],
  ]);
  expect(value.ignoredColumns).toEqual(['Contract tot']);
  expect(problems.map((problem) => problem.code)).toEqual(['column-ignored']);
});

test('a problem stands at its line and column, by the name that the file gives the column', () => {
  const { problems } = understood('Naam,Versie\nFortiGate,"7.2.7 (30x), 7.2.12 (8x)"\n,1\n');
  expect(problems.map(({ code, at }) => [code, at])).toEqual([
    ['versions-split', 'line 2, column "Versie"'],
    ['product-missing', 'line 3, column "Naam"'],
  ]);
});

test('a table without a product column says which columns it has and how to name one', () => {
  const reading = readInventoryText('spul;hoeveel\nkastje;2\n');
  expect(reading).toEqual({
    kind: 'unreadable',
    problems: [
      {
        code: 'product-column-missing',
        at: '',
        message: 'No column names the product. Seen were: "spul", "hoeveel".',
        hint: expect.stringContaining('"product"'),
        facts: { seen: '"spul", "hoeveel"' },
      },
    ],
  });
});

test('a date in the version column is pointed out', () => {
  const reading = readTable(
    [
      { line: 1, cells: ['product', 'versie'] },
      { line: 2, cells: ['Zenya', { date: '2024-02-01' }] },
    ],
    'workbook',
  );
  expect(reading.problems.map((problem) => problem.code)).toEqual(['version-is-date']);
});

test('headings without lines are refused: accepting them would empty an inventory', () => {
  expect(readInventoryText('product;versie\n;\n').kind).toBe('unreadable');
});

test('more cells than headings, and thousands of columns, lose no line', () => {
  expect(understood(`product;versie\nZenya;1;x;y\n${'Veeam;2' + ';z'.repeat(5_000)}\n`).value.lines.map((line) => line.item.key)).toEqual([
    'zenya',
    'veeam',
  ]);
});

test('what an uploader says of the columns counts, and is used again for a table with these headings in any order', () => {
  const given = {
    columns: [
      { heading: 'spul', field: 'product' as const },
      { heading: 'Prijs', field: 'ignore' as const },
    ],
  };
  const reading = readInventoryText('Prijs;spul;aantal\n9;Zenya;2\n', { given });
  if (reading.kind !== 'read') throw new Error(reading.problems[0]?.message);
  expect(reading.value).toMatchObject({
    lines: [{ item: { product: 'Zenya', quantity: 2 } }],
    mapping: { kind: 'given' },
    headings: 'aantal; prijs; spul',
  });
  expect(reading.problems).toEqual([]); // "ignore" was said of the price

  const remembered = [{ id: 'm1', headings: reading.value.headings ?? '', ...given }];
  const again = readInventoryText('Spul;Aantal;Prijs\nTOPdesk;1;\n', { remembered });
  expect(again.kind === 'read' ? [again.value.lines[0]?.item.product, again.value.mapping?.id] : []).toEqual(['TOPdesk', 'm1']);
  expect(readInventoryText('Spul;Aantal\nTOPdesk;1\n', { remembered }).kind).toBe('unreadable');
});

test('a mapping that fits no row says which headings there are', () => {
  const reading = readInventoryText('spul;hoeveel\nkastje;2\n', { given: { columns: [{ heading: 'Applicatie', field: 'product' }] } });
  expect(reading.problems[0]).toMatchObject({ code: 'mapping-does-not-fit', message: expect.stringContaining('"spul", "hoeveel"') });
});

const lines = (text: string) =>
  understood(text).value.lines.map(({ item }) =>
    [item.key, item.supplier, item.product, item.version, item.quantity].map((part) => part ?? '-').join('|'),
  );

test.each<[string, string, readonly string[]]>([
  [
    'TOPdesk, a register of devices',
    'Asset-ID;Naam;Merk;Type;Serienummer;Leverancier\nAP-1;Infuuspomp 3;B. Braun;Infusomat Space;S1;x\nAP-2;Infuuspomp 4;B. Braun;Infusomat Space;S2;x\n',
    ['AP-1|B. Braun|Infusomat Space|-|-', 'AP-2|B. Braun|Infusomat Space|-|-'],
  ],
  ['TOPdesk in English', 'Object ID,Make,Model,Type,Supplier\nL-1,HP,EliteBook 840,Laptop,x\n', ['L-1|HP|EliteBook 840|-|-']],
  [
    'Intune, discovered apps',
    'ApplicationName,ApplicationPublisher,ApplicationShortVersion,ApplicationVersion,DeviceCount,Platform\nZoom,Zoom Video,6.1.1,6.1.1.123,310,Windows\n',
    ['zoom video/zoom|Zoom Video|Zoom|6.1.1|310'],
  ],
  [
    'Intune in words',
    'Application name,Application publisher,Application version,Device count\nZoom,Zoom Video,6.1.1,310\n',
    ['zoom video/zoom|Zoom Video|Zoom|6.1.1|310'],
  ],
  [
    'Configuration Manager, one row for each program of each computer',
    'Netbios_Name0,DisplayName0,Publisher0,Version0\nPC-1,7-Zip,Igor Pavlov,23.01\nPC-2,7-Zip,Igor Pavlov,23.01\npc-2,7-Zip,Igor Pavlov,23.01\nPC-3,7-Zip,Igor Pavlov,24.08\n',
    ['igor pavlov/7 zip|Igor Pavlov|7-Zip|23.01|2', 'igor pavlov/7 zip #2|Igor Pavlov|7-Zip|24.08|1'],
  ],
  [
    'Intune, devices: the hardware and the system that runs on it',
    'Device name,Manufacturer,Model,OS,OS version\nPC-1,HP,EliteBook 840,Windows,10.0.22631.4460\nPC-2,HP,EliteBook 840,Windows,10.0.22631.4460\n',
    ['hp/elitebook 840|HP|EliteBook 840|-|2', 'windows|-|Windows|10.0.22631.4460|2'],
  ],
  [
    'a list of servers',
    'Hostnaam;Besturingssysteem\nSRV-1;Windows Server 2019\nSRV-2;Windows Server 2019\n',
    ['windows server 2019|-|Windows Server 2019|-|2'],
  ],
  [
    'registry of installed programs',
    'DisplayName,DisplayVersion,Publisher\n7-Zip,23.01,Igor Pavlov\n',
    ['igor pavlov/7 zip|Igor Pavlov|7-Zip|23.01|-'],
  ],
])('an export is understood by its headings: %s', (_name, text, expected) => {
  expect(lines(text)).toEqual(expected);
});

test('rows of devices that were joined are told, and their order changes nothing', () => {
  const rows = ['PC-1,Zoom,6.1', 'PC-2,Zoom,6.1', 'PC-3,Zoom,6.2'];
  const { problems } = understood(`Computer,Software,Version\n${rows.join('\n')}\n`);
  expect(problems.map(({ code, at }) => [code, at])).toEqual([['rows-joined', 'column "Computer"']]);
  const sorted = (order: readonly string[]) => [...lines(`Computer,Software,Version\n${order.join('\n')}\n`)].sort();
  expect(sorted(rows.toReversed())).toEqual(sorted(rows));
});
