/** A short warning: its mail, with both its parts, is some 4 KB. Invented (DOMAIN §6.1). */
export const WARNING_TEXTS = {
  nl: {
    title: 'Meridiaan EPD: lek wordt misbruikt',
    summary: 'Er zit een lek in Meridiaan EPD. Aanvallers gebruiken het nu. Sluit de toegang van buiten.',
    actions: [{ text: 'Sluit de toegang van buiten en zet versie 6.2.15 erop.', role: 'system-administrator', withinHours: 4 }],
  },
} as const;
