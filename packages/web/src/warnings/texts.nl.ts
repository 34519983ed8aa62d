export const warningTexts = {
  'home.nothing': 'U hoeft nu niets te doen.',
  'home.one_one': 'Er is {{count}} ding dat u moet doen.',
  'home.one_other': 'Er zijn {{count}} dingen die u moet doen.',
  'home.unknown': 'Wij weten nog niet wat u gebruikt.',
  'home.unknown.next': 'Vertel ons welke programma’s en apparaten u heeft. Bel ons, dan helpen wij u.',
  'home.nobody': 'U hoort nog niet bij een instelling.',
  'home.nobody.next': 'Bel ons, dan zoeken wij het uit.',
} as const;
