export const institutionTexts = {} as const;
