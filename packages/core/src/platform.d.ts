/**
 * The one thing beyond ECMAScript that core may use: the pure text codec that browsers, Node and the agent all
 * have (WHATWG Encoding §7). Decision record 003 says why these two and nothing else.
 */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
