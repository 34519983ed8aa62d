export const warningTexts = {
  'home.nothing': 'U hoeft nu niets te doen.',
  'home.one_one': 'Er is {{count}} ding dat u moet doen.',
  'home.one_other': 'Er zijn {{count}} dingen die u moet doen.',
  'home.unknown': 'Wij weten nog niet wat u gebruikt.',
} as const;
