export const institutionTexts = {
  'institutions.title': 'Deelnemers',
} as const;
