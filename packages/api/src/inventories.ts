import Type from 'typebox';
import { EXPOSURES, type Exposure } from '@forewarn/core/inventories/item.ts';
import { PAGE_MAX, ProblemsShape } from './institutions.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
/** What an institution calls one of its lists: "ict", "medische-techniek". */
const InventoryName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^/\\u0000-\\u001f]+$' });
const Key = Type.String({ minLength: 1, maxLength: 150 });

/** The list that is meant where none is named. */
export const DEFAULT_INVENTORY = 'inventory';

export const ItemShape = Type.Object({
  key: Type.String({ description: "The institution's own name for the line, or one made from its content." }),
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

const UploadShape = Type.Object({
  id: Id,
  fileName: Type.String(),
  format: Type.String({ description: 'table, workbook, items or cyclonedx.' }),
  uploadedAt: Type.String(),
  uploadedBy: Type.String(),
  acceptedAt: Type.Optional(Type.String()),
  lineCount: Type.Integer(),
  columns: Type.Array(Type.Object({ heading: Type.String(), field: Type.String() })),
  ignoredColumns: Type.Array(Type.String()),
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

const FILE = 'A table as CSV or .xlsx, CycloneDX as JSON, or {"items": […]}; as multipart/form-data with one file, or as the body itself.';

export const uploadInventory = route({
  method: 'POST',
  path: '/api/inventory-uploads',
  access: 'institution',
  summary:
    'Says line by line what is understood of a file. Nothing is accepted yet. For the CERT, lines name their institution, or institutionId says whose they are.',
  query: Type.Object({
    institutionId: Type.Optional(Id),
    inventory: Type.Optional(InventoryName),
    fileName: Type.Optional(Type.String({ maxLength: 255 })),
  }),
  body: Type.Unsafe<unknown>({ description: FILE }),
  response: UploadShape,
});

export const showUpload = route({
  method: 'GET',
  path: '/api/inventory-uploads/:id',
  access: 'institution',
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
  access: 'institution',
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
  access: 'institution',
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
  access: 'institution',
  summary: 'The inventories of an institution, each with its newest snapshot.',
  params: InstitutionParams,
  response: Type.Object({ inventories: Type.Array(Type.Object({ name: Type.String(), newest: Type.Optional(SnapshotShape) })) }),
});

export const listSnapshots = route({
  method: 'GET',
  path: '/api/institutions/:id/inventories/:name/snapshots',
  access: 'institution',
  summary: 'The dated snapshots of an inventory, newest first.',
  params: InventoryParams,
  response: Type.Object({ snapshots: Type.Array(SnapshotShape) }),
});

export const listItems = route({
  method: 'GET',
  path: '/api/institutions/:id/inventories/:name/items',
  access: 'institution',
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
  access: 'institution',
  summary: 'Adds or changes one line.',
  params: ItemParams,
  body: ItemInputShape,
  response: Type.Intersect([OutcomeShape, Type.Object({ problems: ProblemsShape })]),
});

export const removeItem = route({
  method: 'DELETE',
  path: '/api/institutions/:id/inventories/:name/items/:key',
  access: 'institution',
  summary: 'Removes one line.',
  params: ItemParams,
  response: OutcomeShape,
});
