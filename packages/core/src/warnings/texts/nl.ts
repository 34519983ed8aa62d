export const nl = { 'mail.because': 'U krijgt dit omdat {{reasons}}.', x_one: '', x_other: '' } as const;
