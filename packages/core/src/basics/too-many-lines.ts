import { unreadable, type Read } from './read.ts';

/** A file that has more than is read of one: nothing of it is taken, so that nobody thinks that all of it was. */
export function tooManyLines<Value>({ at, of, most }: { readonly at: string; readonly of: Lines; readonly most: number }): Read<Value> {
  return unreadable({
    code: 'too-many-lines',
    at,
    message: `There are more than ${most} ${of} here.`,
    // What is sent as one inventory takes the place of what was in it.
    hint: of === 'relations' || of === 'institutions' ? 'Send it in parts.' : 'Send it in parts, each as an inventory of its own.',
    facts: { most },
  });
}

type Lines = 'lines' | 'items' | 'components' | 'packages' | 'relations' | 'institutions';
