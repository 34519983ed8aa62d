import { expect, expectTypeOf, test } from 'vitest';
import { idOf, type ContactId, type InstitutionId } from './ids.ts';

test('ids of two nouns do not mix', () => {
  const institution: InstitutionId = idOf<'Institution'>('018f');
  expectTypeOf(institution).not.toEqualTypeOf<ContactId>();
  // @ts-expect-error an institution is not a contact
  const contact: ContactId = institution;
  expect(contact).toBe('018f');
});
