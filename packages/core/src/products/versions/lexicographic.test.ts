import { LEXICOGRAPHIC_ORDER } from './lexicographic.cases.ts';
import { lexicographic } from './lexicographic.ts';
import { testOrder, testVersionLaws, versionsOf } from './version-laws.test-support.ts';

testVersionLaws(lexicographic, versionsOf('.', 'a', 'B', 'é', '😀', '\uffff'));

testOrder(lexicographic, LEXICOGRAPHIC_ORDER);
