import Type from 'typebox';
import { EXPOSURES, type Exposure } from '@forewarn/core/inventories/item.ts';
import { CONNECTIONS, RELATION_KINDS, type Connection, type RelationKind } from '@forewarn/core/inventories/relation.ts';
import { STARTER_ANSWERS, type StarterAnswer } from '@forewarn/core/inventories/starter-inventory.ts';
import { PAGE_MAX, ProblemsShape } from './institutions.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
/** What an institution calls one of its lists: "ict", "medische-techniek". */
const InventoryName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^/\\u0000-\\u001f]+$' });
const Key = Type.String({ minLength: 1, maxLength: 150 });

/** The list that is meant where none is named. */
export const DEFAULT_INVENTORY = 'inventory';
/** Where answers about what peers have become lines: a list of its own, so that a file that replaces another list leaves them. */
export const STARTER_INVENTORY = 'ict-foto';

export const ItemShape = Type.Object({
  key: Type.String({ description: "The institution's own name for the line, or one made from its content." }),
  line: Type.Optional(
    Type.String({ description: 'The name of the line that this was split from: a line of several versions is as many.' }),
  ),
  supplier: Type.Optional(Type.String()),
  product: Type.String(),
  version: Type.Optional(Type.String()),
  identifier: Type.Optional(Type.String({ description: 'CPE 2.3, CPE 2.2 URI, purl, or anything else as typed.' })),
  hosting: Type.Optional(Type.String()),
  exposure: Type.Unsafe<Exposure>({ type: 'string', enum: [...EXPOSURES] }),
  importance: Type.Optional(Type.Integer({ description: '1 critical to 4 low.' })),
  quantity: Type.Optional(Type.Integer()),
  owner: Type.Optional(Type.String()),
});

/** A line as handed in: texts as in a table, Dutch or English; what is absent is not known. */
export const ItemInputShape = Type.Object({
  supplier: Type.Optional(Type.String({ maxLength: 2000 })),
  product: Type.String({ minLength: 1, maxLength: 2000 }),
  version: Type.Optional(Type.String({ maxLength: 2000 })),
  identifier: Type.Optional(Type.String({ maxLength: 2000 })),
  hosting: Type.Optional(Type.String({ maxLength: 2000 })),
  exposure: Type.Optional(Type.String({ maxLength: 200 })),
  importance: Type.Optional(Type.Union([Type.Integer(), Type.String({ maxLength: 200 })])),
  quantity: Type.Optional(Type.Union([Type.Integer(), Type.String({ maxLength: 200 })])),
  owner: Type.Optional(Type.String({ maxLength: 2000 })),
});

const ItemStoredShape = Type.Intersect([
  ItemShape,
  Type.Object({
    checkedAt: Type.String({ description: 'When the institution last said that it is so.' }),
    mayBeOutdated: Type.Boolean({ description: 'True where that is more than twelve months ago. The line counts all the same.' }),
    since: Type.Integer({ description: 'The snapshot that brought the line as it is.' }),
    until: Type.Optional(Type.Integer({ description: 'The last snapshot that had it so; absent: it is there.' })),
  }),
]);

const SnapshotShape = Type.Object({
  sequence: Type.Integer(),
  receivedAt: Type.String(),
  takenAt: Type.Optional(Type.String()),
  receivedFrom: Type.String(),
  itemCount: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  uploadId: Type.Optional(Id),
});

const OutcomeShape = Type.Object({
  institutionId: Id,
  institution: Type.String(),
  inventory: Type.String(),
  kind: Type.Union([Type.Literal('accepted'), Type.Literal('unchanged')]),
  sequence: Type.Integer({ description: 'Number of the snapshot; of the one there was, where nothing changed.' }),
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  unchanged: Type.Integer(),
});

const LINES_SHOWN_MAX = 1000;

const MappingShape = Type.Object(
  {
    id: Id,
    headings: Type.Array(Type.String(), { description: 'The headings of the tables that it is for, in any order.' }),
    columns: Type.Array(Type.Object({ heading: Type.String(), field: Type.String() })),
    madeAt: Type.String(),
    madeBy: Type.String(),
  },
  { description: 'What somebody said of the columns, now or of an earlier file with these headings.' },
);

const UploadShape = Type.Object({
  id: Id,
  fileName: Type.String(),
  format: Type.String({ description: 'table, workbook, items, cyclonedx or spdx.' }),
  uploadedAt: Type.String(),
  uploadedBy: Type.String(),
  acceptedAt: Type.Optional(Type.String()),
  lineCount: Type.Integer(),
  columns: Type.Array(Type.Object({ heading: Type.String(), field: Type.String() })),
  ignoredColumns: Type.Array(Type.String()),
  mapping: Type.Optional(MappingShape),
  lines: Type.Array(
    Type.Object({
      at: Type.String({ description: '"line 12" in a table, a JSON pointer in JSON.' }),
      institution: Type.Optional(Type.String()),
      item: ItemShape,
    }),
  ),
  problems: ProblemsShape,
  institutions: Type.Array(
    Type.Object({
      institutionId: Id,
      institution: Type.String(),
      lineCount: Type.Integer(),
      added: Type.Integer(),
      changed: Type.Integer(),
      removed: Type.Integer(),
      unchanged: Type.Integer(),
    }),
    { description: 'What accepting would do to each institution.' },
  ),
});

const InstitutionParams = Type.Object({ id: Id });
const InventoryParams = Type.Object({ id: Id, name: InventoryName });
const ItemParams = Type.Object({ id: Id, name: InventoryName, key: Key });

const FILE =
  'A table as CSV or .xlsx, CycloneDX 1.2 to 1.7 or SPDX 2.2 to 3.0 as JSON, or {"items": […]}; at most 64 MiB; as multipart/form-data with one file, or as the body itself.';

export const uploadInventory = route({
  method: 'POST',
  path: '/api/inventory-uploads',
  access: 'change-inventory',
  summary:
    'Says line by line what is understood of a file. Nothing is accepted yet. For the CERT, lines name their institution, or institutionId says whose they are.',
  query: Type.Object({
    institutionId: Type.Optional(Id),
    inventory: Type.Optional(InventoryName),
    fileName: Type.Optional(Type.String({ maxLength: 255 })),
    columns: Type.Optional(
      Type.String({
        maxLength: 20_000,
        description:
          'What the columns of a table are, as JSON: {"Applicatienaam": "product", "Prijs": "ignore"}. Remembered for the next table with the same headings. In a form: a field of this name before the file.',
      }),
    ),
  }),
  body: Type.Unsafe<unknown>({ description: FILE }),
  response: UploadShape,
});

export const showUpload = route({
  method: 'GET',
  path: '/api/inventory-uploads/:id',
  access: 'read-inventory',
  summary: 'What is understood of a file that was uploaded, a thousand lines at a time.',
  params: InstitutionParams,
  query: Type.Object({
    from: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
    inventory: Type.Optional(InventoryName),
    limit: Type.Optional(Type.Integer({ minimum: 0, maximum: LINES_SHOWN_MAX, default: LINES_SHOWN_MAX })),
  }),
  response: UploadShape,
});

export const acceptUpload = route({
  method: 'POST',
  path: '/api/inventory-uploads/:id/accept',
  access: 'change-inventory',
  summary:
    'Accepts an uploaded file: for each institution in it, its lines become the inventory of that name. The same content again changes nothing.',
  params: InstitutionParams,
  body: Type.Object({
    inventory: Type.Optional(InventoryName),
    takenAt: Type.Optional(Type.String({ format: 'date-time', description: 'When the register was taken, where that is known.' })),
  }),
  response: Type.Object({ outcomes: Type.Array(OutcomeShape), problems: ProblemsShape }),
});

export const putInventory = route({
  method: 'PUT',
  path: '/api/institutions/:id/inventories/:name',
  access: 'change-inventory',
  summary: 'Makes these lines the inventory of this name. Idempotent by content: the same lines in any order change nothing.',
  params: InventoryParams,
  query: Type.Object({ takenAt: Type.Optional(Type.String({ format: 'date-time' })) }),
  body: Type.Unsafe<unknown>({
    description: FILE,
    examples: [
      {
        items: [
          {
            item: 'FW-1',
            supplier: 'Fortinet',
            product: 'FortiGate',
            version: '7.2.9',
            exposure: 'internet',
            importance: 1,
            quantity: 4,
            owner: 'netwerkbeheer',
          },
        ],
      },
    ],
  }),
  response: Type.Intersect([OutcomeShape, Type.Object({ problems: ProblemsShape })]),
});

export const listInventories = route({
  method: 'GET',
  path: '/api/institutions/:id/inventories',
  access: 'read-inventory',
  summary: 'The inventories of an institution, each with its newest snapshot.',
  params: InstitutionParams,
  response: Type.Object({ inventories: Type.Array(Type.Object({ name: Type.String(), newest: Type.Optional(SnapshotShape) })) }),
});

export const listSnapshots = route({
  method: 'GET',
  path: '/api/institutions/:id/inventories/:name/snapshots',
  access: 'read-inventory',
  summary: 'The dated snapshots of an inventory, newest first.',
  params: InventoryParams,
  response: Type.Object({ snapshots: Type.Array(SnapshotShape) }),
});

export const listItems = route({
  method: 'GET',
  path: '/api/institutions/:id/inventories/:name/items',
  access: 'read-inventory',
  summary: 'The lines of an inventory in the order of their keys, now or in one snapshot.',
  params: InventoryParams,
  query: Type.Object({
    snapshot: Type.Optional(Type.Integer({ minimum: 1 })),
    after: Type.Optional(Key),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: PAGE_MAX })),
  }),
  response: Type.Object({ items: Type.Array(ItemStoredShape), next: Type.Optional(Type.String()) }),
});

export const putItem = route({
  method: 'PUT',
  path: '/api/institutions/:id/inventories/:name/items/:key',
  access: 'change-inventory',
  summary: 'Adds or changes one line.',
  params: ItemParams,
  body: ItemInputShape,
  response: Type.Intersect([OutcomeShape, Type.Object({ problems: ProblemsShape })]),
});

export const removeItem = route({
  method: 'DELETE',
  path: '/api/institutions/:id/inventories/:name/items/:key',
  access: 'change-inventory',
  summary: 'Removes one line.',
  params: ItemParams,
  response: OutcomeShape,
});

export const listMappings = route({
  method: 'GET',
  path: '/api/inventory-mappings',
  access: 'read-inventory',
  summary: 'What was said of the columns of tables, by an institution, or by the CERT of files that name their institutions.',
  query: Type.Object({ institutionId: Type.Optional(Id) }),
  response: Type.Object({ mappings: Type.Array(MappingShape) }),
});

export const forgetMapping = route({
  method: 'DELETE',
  path: '/api/inventory-mappings/:id',
  access: 'change-inventory',
  summary: 'Takes back what was said of the columns: the next such table is read by its headings again. Inventories stay as they are.',
  params: InstitutionParams,
  response: MappingShape,
});

/** One shape for all kinds: which fields a kind has is in its description. */
const RelationShape = Type.Object({
  kind: Type.Unsafe<RelationKind>({ type: 'string', enum: [...RELATION_KINDS] }),
  supplier: Type.Optional(Type.String({ description: 'The supplier, or the IT provider who manages. Of a tenant it may be unknown.' })),
  connection: Type.Optional(
    Type.Unsafe<Connection>({ type: 'string', enum: [...CONNECTIONS], description: 'Of kind "connection": by which way.' }),
  ),
  product: Type.Optional(Type.String({ description: 'One product that it is about; always there for a tenant.' })),
  tenant: Type.Optional(Type.String({ description: 'Of kind "tenant": the part of the service that the institution is in.' })),
  region: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  since: Type.Optional(Type.String({ description: 'As precise as it is known: 2023, 2023-05 or 2023-05-01.' })),
});

const RELATIONS_FILE =
  '{"relations": [{"kind": "connection", "supplier": "…", "connection": "vpn"}]}, or a table as CSV with the headings instelling, leverancier, soort verbinding, product, tenant, omschrijving, sinds (or in English).';

const RelationsOutcomeShape = Type.Object({
  institutionId: Id,
  kind: Type.Union([Type.Literal('accepted'), Type.Literal('unchanged')]),
  added: Type.Integer(),
  changed: Type.Integer(),
  ended: Type.Integer(),
  unchanged: Type.Integer(),
});

export const listRelations = route({
  method: 'GET',
  path: '/api/institutions/:id/relations',
  access: 'read-inventory',
  summary: 'What an institution has with suppliers and IT providers: suppliers, connections, who manages its systems, tenants.',
  params: InstitutionParams,
  response: Type.Object({
    relations: Type.Array(
      Type.Intersect([
        RelationShape,
        Type.Object({
          checkedAt: Type.Optional(
            Type.String({ description: "Absent for the IT provider that stands in the institution's own details." }),
          ),
          mayBeOutdated: Type.Boolean(),
        }),
      ]),
    ),
  }),
});

export const putRelations = route({
  method: 'PUT',
  path: '/api/institutions/:id/relations',
  access: 'change-inventory',
  summary: 'Makes these the relations of an institution. The same again changes nothing.',
  params: InstitutionParams,
  body: Type.Unsafe<unknown>({ description: RELATIONS_FILE }),
  response: Type.Intersect([RelationsOutcomeShape, Type.Object({ problems: ProblemsShape })]),
});

export const importRelations = route({
  method: 'POST',
  path: '/api/relation-imports',
  access: 'change-inventory',
  summary: 'Adds relations from a list; for the CERT, rows name their institution. What is not in the list stays.',
  body: Type.Unsafe<unknown>({ description: RELATIONS_FILE }),
  response: Type.Object({ outcomes: Type.Array(RelationsOutcomeShape), problems: ProblemsShape }),
});

const ContentsShape = Type.Object({
  inventory: Type.String(),
  item: Type.String({ description: 'The name of the line.' }),
  format: Type.String(),
  componentCount: Type.Integer(),
  leftOut: Type.Integer({ description: 'Components beyond what is kept.' }),
  receivedAt: Type.String(),
  receivedBy: Type.String(),
});

const OfQuery = Type.Object({
  of: Type.String({
    minLength: 1,
    maxLength: 250,
    description: 'The line that contains it: its key, or its product as the inventory names it.',
  }),
  inventory: Type.Optional(InventoryName),
});

export const putComponents = route({
  method: 'PUT',
  path: '/api/institutions/:id/components',
  access: 'change-inventory',
  summary: 'Takes a bill of materials (CycloneDX or SPDX) as what one line of an inventory contains, in place of what was known of it.',
  params: InstitutionParams,
  query: OfQuery,
  body: Type.Unsafe<unknown>({ description: 'CycloneDX 1.2 to 1.7 or SPDX 2.2 to 3.0 as JSON, at most 64 MiB.' }),
  response: Type.Intersect([
    ContentsShape,
    Type.Object({ kind: Type.Union([Type.Literal('accepted'), Type.Literal('unchanged')]), problems: ProblemsShape }),
  ]),
});

export const listContents = route({
  method: 'GET',
  path: '/api/institutions/:id/contents',
  access: 'read-inventory',
  summary: 'The lines of which it is known what they contain.',
  params: InstitutionParams,
  response: Type.Object({ contents: Type.Array(ContentsShape) }),
});

export const listComponents = route({
  method: 'GET',
  path: '/api/institutions/:id/components',
  access: 'read-inventory',
  summary: 'What one line contains, in the order of its bill of materials.',
  params: InstitutionParams,
  query: Type.Intersect([
    OfQuery,
    Type.Object({
      after: Type.Optional(Type.Integer({ minimum: 0 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: PAGE_MAX })),
    }),
  ]),
  response: Type.Object({
    contents: ContentsShape,
    components: Type.Array(
      Type.Object({
        supplier: Type.Optional(Type.String()),
        product: Type.String(),
        version: Type.Optional(Type.String()),
        identifier: Type.Optional(Type.String()),
        within: Type.Optional(Type.Array(Type.String(), { description: 'From the product down to what holds it.' })),
      }),
    ),
    next: Type.Optional(Type.Integer()),
  }),
});

export const removeComponents = route({
  method: 'DELETE',
  path: '/api/institutions/:id/components',
  access: 'change-inventory',
  summary: 'Takes back what one line contains. The document stays kept.',
  params: InstitutionParams,
  query: OfQuery,
  response: ContentsShape,
});

const StarterAnswerShape = Type.Unsafe<StarterAnswer>({ type: 'string', enum: [...STARTER_ANSWERS] });

const StarterShape = Type.Object({
  peers: Type.Object({ kind: Type.String({ description: 'Of which kind of institution the figures are.' }) }),
  proposals: Type.Array(
    Type.Object({
      product: Type.String({ description: 'Its id, for the answer.' }),
      name: Type.String(),
      supplier: Type.Optional(Type.String()),
      hosting: Type.String(),
      kind: Type.String(),
      ofTen: Type.Integer({
        description: 'Of ten comparable institutions, how many are expected to have it; an expectation, not a count.',
      }),
      share: Type.String({ examples: ['8 van de 10 vergelijkbare instellingen'] }),
    }),
  ),
  answered: Type.Array(
    Type.Object({
      product: Type.String(),
      name: Type.String(),
      answer: StarterAnswerShape,
      answeredAt: Type.String(),
      answeredBy: Type.String(),
    }),
  ),
});

export const showStarterInventory = route({
  method: 'GET',
  path: '/api/institutions/:id/starter-inventory',
  access: 'read-inventory',
  summary:
    'What institutions of this kind and size usually have, that is not in an inventory and was not answered about; most usual first.',
  params: InstitutionParams,
  response: StarterShape,
});

export const answerStarterInventory = route({
  method: 'POST',
  path: '/api/institutions/:id/starter-inventory',
  access: 'change-inventory',
  summary: '"Have" becomes a line of the inventory; the others are remembered and not asked again. The same answer again changes nothing.',
  params: InstitutionParams,
  body: Type.Object({
    inventory: Type.Optional(InventoryName),
    answers: Type.Array(
      Type.Object({
        product: Type.String({ maxLength: 100 }),
        answer: StarterAnswerShape,
        version: Type.Optional(Type.String({ maxLength: 200, description: 'Where it is known.' })),
      }),
      { minItems: 1, maxItems: 200 },
    ),
  }),
  response: Type.Object({ added: Type.Integer(), remembered: Type.Integer(), unchanged: Type.Integer(), problems: ProblemsShape }),
});

export const undoStarterAnswer = route({
  method: 'DELETE',
  path: '/api/institutions/:id/starter-inventory/:product',
  access: 'change-inventory',
  summary: 'Takes back an answer, so that it is asked again. A line that it became stays.',
  params: Type.Object({ id: Id, product: Type.String({ maxLength: 100 }) }),
  response: Type.Object({ product: Type.String(), answer: StarterAnswerShape }),
});
