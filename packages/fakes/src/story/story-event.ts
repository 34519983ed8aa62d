/** What happened in the story, one JSON line each; every `seconds` counts from the moment that the document was on the publisher's site. */
export type StoryEvent =
  | { readonly event: 'loaded'; readonly institutions: number; readonly items: number }
  | { readonly event: 'published'; readonly advisory: string; readonly version: string }
  | { readonly event: 'fetched'; readonly advisory: string; readonly version: string; readonly seconds: number }
  | { readonly event: 'previewed'; readonly reference: string; readonly version: number; readonly told: number; readonly urgency: string }
  | { readonly event: 'released'; readonly reference: string; readonly version: number; readonly told: number; readonly seconds: number }
  | { readonly event: 'concerned'; readonly version: number; readonly count: number; readonly institutions: readonly string[] }
  | {
      readonly event: 'mailed';
      readonly version: number;
      readonly count: number;
      readonly secondsToFirst: number;
      readonly secondsToLast: number;
      readonly addresses: readonly string[];
    }
  | {
      readonly event: 'answered';
      readonly institution: string;
      readonly answer: string;
      readonly answered: number;
      readonly concerned: number;
    }
  | { readonly event: 'silent-revision'; readonly version: string }
  | { readonly event: 'heard-of-revision'; readonly count: number; readonly institutions: readonly string[]; readonly leftAlone: number }
  | { readonly event: 'failed'; readonly what: string }
  | { readonly event: 'result'; readonly passed: boolean; readonly failures: number };

export type Tell = (event: StoryEvent) => void;
