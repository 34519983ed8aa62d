/** A source of records about one vulnerability each, as people ask for it by name and as it is looked at before it is added. */
export type RecordKind = {
  /** In words, for the source's page. */
  readonly title: string;
  /** What a source of it is called where nobody gives it a name. */
  readonly name: string;
  /** From one poll to the next, where nobody says. */
  readonly scheduleSeconds: number;
  /** Who speaks in its records: what claims to be of another publisher is no more than hearsay (decision record 008). */
  readonly namespace: string;
  /** What is polled, from the address that a person gives: a folder stands for the list in it. */
  readonly addressOf: (given: string) => string;
  /** What is asked for to see whether it is one; the address itself where absent. */
  readonly probeOf?: (address: string) => string;
  readonly sizeBytesMax: number;
  /** Whether these bytes are what such an address gives. Never throws. */
  readonly recognises: (bytes: Uint8Array) => boolean;
};

/** The address of a file: what ends in a slash is the folder that it stands in. */
export function fileIn(given: string, name: string): string {
  return given.endsWith('/') ? `${given}${name}` : given;
}
