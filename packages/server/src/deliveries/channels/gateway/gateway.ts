import type { LaterChannel } from '@forewarn/core/deliveries/doors.ts';

/** Texts in which `{number}`, `{text}`, `{sender}`, `{account}`, `{key}`, `{basic}`, `{callback}`, `{delivery}` and `{language}` are filled in; `{text:xml}` escaped for XML. */
export type Template = string;
export type TemplateTree = Template | readonly TemplateTree[] | { readonly [field: string]: TemplateTree };

/** Where in what a gateway sends us something stands: a JSON pointer (RFC 6901); of forms and queries `/` and the field's name. */
export type Pointer = string;

/** How one channel goes out over the HTTP API of a telephone provider; of the operator's file, or a template with the operator's own data in it. */
export type Gateway = {
  /** As it is told to operators. */
  readonly name: string;
  readonly channel: LaterChannel;
  readonly method: 'POST' | 'PUT' | 'GET';
  readonly url: Template;
  readonly headers: Readonly<Record<string, Template>>;
  readonly body: { readonly kind: 'json' | 'form'; readonly fields: TemplateTree } | undefined;
  /** What says yes: a status of these, and where given a value of these at a place. */
  readonly accepted: { readonly statuses: readonly number[]; readonly at?: Pointer; readonly values?: readonly string[] };
  /** Where its own id of the message stands in its yes; receipts name it. */
  readonly messageId: Pointer | undefined;
  /** Absent: it sends none, and its yes is all that is known. */
  readonly receipts: Receipts | undefined;
  readonly replies: { readonly from: Pointer; readonly text: Pointer } | undefined;
  readonly signature: Signature | undefined;
  /** The secret part of the address that it calls us at; undefined: it calls nobody. */
  readonly hook: string | undefined;
  readonly sender: string;
  readonly account: string;
  readonly key: string;
  /** A gateway in the operator's own network. */
  readonly allowPrivate: boolean;
};

export type Receipts = {
  /** After this long without one the message counts as not delivered. */
  readonly withinMinutes: number;
  readonly messageId: Pointer;
  readonly status: Pointer;
  readonly delivered: readonly string[];
  readonly failed: readonly string[];
};

/** HMAC-SHA1 in base64 over the address and the form's fields in order of their names, under `key`. */
export type Signature = { readonly kind: 'url-and-fields-sha1'; readonly header: string };

/** What the gateways file says: at most one gateway a channel. */
export type Gateways = Readonly<Partial<Record<LaterChannel, Gateway>>>;
