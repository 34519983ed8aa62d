/**
 * The invented products of DOMAIN §9.3, in the columns of market-products.ts. Whatever goes wrong in a demo, a test or an exercise goes
 * wrong here and nowhere else.
 */
export const INVENTED_PRODUCTS = `
meridiaan-epd | dossier | Meridiaan EPD | Meridiaan Zorgsoftware | | on-prem | K | 1 | 6.1 HF 21; 6.1 HF 24; 6.1 HF 25; 6.2 HF 9; 6.2 HF 14; 6.2 HF 17; 6.3 HF 2; 6.3 HF 4 | | 40 40 3 0 0 0
meridiaan-epd-cloud | dossier | Meridiaan EPD Cloud | Meridiaan Zorgsoftware | | SaaS | I | 1 | | | 0 20 0 0 0 0
meridiaan-huisarts | dossier | Meridiaan Huisarts | Meridiaan Zorgsoftware | | SaaS | I | 1 | | | 0 0 0 0 0 10
meridiaan-patientportaal | portal | Meridiaan Patiëntportaal | Meridiaan Zorgsoftware | | hosted | I | 2 | | | 36 54 0 0 0 0
kompas-epd | dossier | Kompas EPD | Kompas Zorg-IT | Veldlicht | SaaS | I | 1 | | | 0 0 35 0 0 0
wijkdossier | dossier | Wijkdossier | Noorderlicht Zorg-ICT | | SaaS | I | 1 | | | 0 0 15 0 45 0
bladwijzer | portal | Bladwijzer | Noorderlicht Zorg-ICT | | SaaS | I | 2 | | | 0 0 12 0 40 0
zelfwijzer | portal | Zelfwijzer | Zelfwijzer | | SaaS | I | 2 | | | 0 0 30 20 0 0
praktijkspoor | dossier | Praktijkspoor | Praktijkspoor | | SaaS | I | 1 | | | 0 0 0 50 0 0
labstraat | lab | Labstraat | Kwartelveen Informatica | | on-prem | K | 1 | 9.2; 9.4; 9.5 | | 0 20 0 0 0 0
pompstation-beheer | medical | Pompstation Beheer | Aqua Medica | | on-prem | N | 1 | 3.1; 3.2 | | 0 25 0 0 0 0
roosterwerk | business | Roosterwerk | Roosterwerk | | SaaS | I | 2 | | | 0 25 15 0 30 0
kwartel-beheer | remote | Kwartel Beheer | Kwartel ICT | | IT-bedrijf | I | 1 | | | 0 0 0 0 0 0
meldkamersoftware | dossier | Meldkamersoftware | | | on-prem | K | 1 | | | 0 0 0 0 0 0
ritregistratie | business | Ritregistratie op tablets | | | SaaS | I | 1 | | | 0 0 0 0 0 0
c2000 | national | C2000-randapparatuur | | | apparaat | N | 1 | | | 0 0 0 0 0 0
ggd-dossier | dossier | Dossier publieke gezondheid | | | SaaS | I | 1 | | | 0 0 0 0 0 0
labuitslagen | lab | Uitslagenkoppeling laboratorium | | | koppeling | K | 1 | | | 0 0 0 0 0 0
`;

/** Which market products they stand for (by id), and which stay out where they are in. */
export const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  'meridiaan-epd': ['hix'],
  'meridiaan-epd-cloud': ['hix-365'],
  'meridiaan-huisarts': ['hix-huisarts'],
  'meridiaan-patientportaal': ['zorgportaal'],
  'kompas-epd': ['user'],
  wijkdossier: ['ons'],
  bladwijzer: ['caren'],
  zelfwijzer: ['minddistrict'],
  praktijkspoor: ['praktijkdata'],
  labstraat: ['glims'],
  roosterwerk: ['inplanning'],
};
