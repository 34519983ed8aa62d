export const matterTexts = {
  'queue.title': 'Wachtrij',
  'queue.sentence_one': 'Er ligt {{count}} zaak in de wachtrij.',
  'queue.sentence_other': 'Er liggen {{count}} zaken in de wachtrij.',
  'queue.write': 'Schrijf de waarschuwing',
  'queue.empty': 'De wachtrij is leeg.',
  'queue.empty.next': 'Nieuwe adviezen komen hier vanzelf. Belt er iemand? Open dan zelf een zaak.',
} as const;
