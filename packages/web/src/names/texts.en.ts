import type { nameTexts as nl } from './texts.nl.ts';

export const nameTexts: Readonly<Record<keyof typeof nl, string>> = {
  'names.title': 'Names',
  'names.sentence_one': 'There is {{count}} name that we do not know yet.',
  'names.sentence_other': 'There are {{count}} names that we do not know yet.',
  'names.empty': 'All names are known.',
  'names.empty.next': 'New names of lists and advisories arrive here by themselves.',
  'names.institutions_one': '{{count}} institution',
  'names.institutions_other': '{{count}} institutions',
  'names.advisories_one': '{{count}} advisory',
  'names.advisories_other': '{{count}} advisories',
  'names.proposals': 'What it may mean',
  'names.none': 'We have no proposal. Search the catalogue below.',
  'names.alike': 'Like a name of an advisory',
  'names.accept': 'Yes, this is {{product}}',
  'names.not-a-product': 'This is no product',
  'names.search': 'Search the catalogue',
  'names.found': 'Found',
  'names.decided': '{{name}} is now {{product}}.',
  'names.decided-not': '{{name}} is no product.',
  'names.undone': 'The decision about {{name}} is taken back.',
  'names.choose': 'Choose a name with j and k. a accepts the first proposal.',
};
