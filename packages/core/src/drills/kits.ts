import type { ContactRole } from '../institutions/contact.ts';
import type { Urgency, WarningTexts } from '../warnings/warning.ts';
import type { DrillKind } from './drill.ts';

type InBoth = { readonly nl: string; readonly en: string };

/** What a drill starts with: the draft that goes out, and for who leads it what happens when and what to talk about. */
export type DrillKit = {
  readonly name: InBoth;
  /** Of the matter: where the made-up news comes from. */
  readonly source: InBoth;
  readonly urgency: Urgency;
  readonly texts: WarningTexts;
  /** What is asked of the exercise: afterwards it is answered with yes or no. */
  readonly goals: readonly InBoth[];
  /** What who leads it tells, so many minutes after the release. */
  readonly injects: readonly (InBoth & { readonly minutes: number })[];
  /** What each role at the table is asked. */
  readonly questions: readonly (InBoth & { readonly role: ContactRole })[];
};

/** Made up, with suppliers that do not exist (DOMAIN §6.1). */
export const DRILL_KITS: Readonly<Record<DrillKind, DrillKit>> = {
  reachability: {
    name: { nl: 'Bereikbaarheidsoefening', en: 'Reachability exercise' },
    source: { nl: 'oefening', en: 'exercise' },
    urgency: 'act-now',
    texts: {
      nl: {
        title: 'Bent u bereikbaar?',
        summary: 'Wij oefenen of onze berichten bij u aankomen.\nEr is niets aan de hand. U hoeft niets aan uw systemen te doen.',
        actions: [
          { text: 'Geef antwoord op dit bericht. Kies "Opgelost".', withinHours: 1 },
          { text: 'Klopt uw 24/7-nummer niet meer? Pas het aan in het portaal, bij Onze mensen.' },
        ],
      },
      en: {
        title: 'Can we reach you?',
        summary: 'We exercise whether our messages reach you.\nNothing is wrong. You need not do anything to your systems.',
        actions: [
          { text: 'Answer this message. Choose "Fixed".', withinHours: 1 },
          { text: 'Is your 24/7 number wrong? Change it in the portal, at Our people.' },
        ],
      },
    },
    goals: [
      { nl: 'Iedereen krijgt binnen een minuut een eerste bericht.', en: 'Everybody gets a first message within a minute.' },
      { nl: 'Negen van de tien geven binnen een uur antwoord.', en: 'Nine of ten answer within an hour.' },
      { nl: 'Van wie niets van zich laat horen, is gebeld.', en: 'Who stays silent was telephoned.' },
    ],
    injects: [
      { minutes: 0, nl: 'Het bericht gaat uit.', en: 'The message goes out.' },
      { minutes: 15, nl: 'Kijk op het stiltebord wie nog niets liet horen.', en: 'See on the silence board who has not answered.' },
      { minutes: 60, nl: 'Bel wie stil is. Leg elk gesprek vast.', en: 'Telephone the silent. Record each call.' },
      { minutes: 120, nl: 'Beëindig de oefening en bekijk het verslag.', en: 'End the exercise and read the report.' },
    ],
    questions: [],
  },
  tabletop: {
    name: { nl: 'Ransomware bij de EPD-leverancier', en: 'Ransomware at the supplier of patient records' },
    source: { nl: 'oefening: telefoon, een ziekenhuis', en: 'exercise: telephone, a hospital' },
    urgency: 'act-now',
    texts: {
      nl: {
        title: 'Ransomware bij Meridiaan Zorgsoftware (verzonnen)',
        summary:
          'Meridiaan Zorgsoftware, een leverancier die niet bestaat, is vannacht aangevallen met ransomware.\nStel dat uw patiëntdossier van deze leverancier is. Overleg met uw team wat u doet. Verander niets aan uw systemen.',
        actions: [
          { text: 'Roep uw crisisteam bij elkaar, of wie u daarvoor heeft.', withinHours: 1 },
          {
            text: 'Bespreek: welke verbindingen met de leverancier verbreekt u, en wie mag dat beslissen?',
            role: 'ict-manager',
            withinHours: 1,
          },
          { text: 'Bespreek: hoe werkt u verder zonder dossier, vandaag en morgen?', withinHours: 2 },
          { text: 'Geef antwoord op dit bericht: bezig, en daarna opgelost.', withinHours: 2 },
        ],
        abuseCheck: 'Bespreek: hoe zou u nagaan of de aanvaller via de leverancier bij u binnen is?',
        careImpact: 'Het patiëntdossier valt weg of is niet te vertrouwen. Denk aan medicatie, opnames en de spoedeisende hulp.',
      },
      en: {
        title: 'Ransomware at Meridiaan Zorgsoftware (made up)',
        summary:
          'Meridiaan Zorgsoftware, a supplier that does not exist, was attacked with ransomware last night.\nSuppose that your patient records come from it. Talk over what you do with your team. Change nothing in your systems.',
        actions: [
          { text: 'Call your crisis team together, or whoever you have for it.', withinHours: 1 },
          {
            text: 'Talk over: which connections with the supplier do you cut, and who may decide it?',
            role: 'ict-manager',
            withinHours: 1,
          },
          { text: 'Talk over: how do you work on without records, today and tomorrow?', withinHours: 2 },
          { text: 'Answer this message: working on it, and then fixed.', withinHours: 2 },
        ],
        abuseCheck: 'Talk over: how would you find out whether the attacker came in through the supplier?',
        careImpact: 'Patient records are gone or cannot be trusted. Think of medication, admissions and the emergency department.',
      },
    },
    goals: [
      { nl: 'Het crisisteam zit binnen een uur bij elkaar.', en: 'The crisis team sits together within an hour.' },
      { nl: 'Het is duidelijk wie een verbinding mag verbreken.', en: 'It is clear who may cut a connection.' },
      { nl: 'De zorg weet hoe zij zonder dossier doorwerkt.', en: 'Care knows how it works on without records.' },
      { nl: 'De meldplichten en hun termijnen zijn genoemd.', en: 'The duties to notify and their terms were named.' },
    ],
    injects: [
      {
        minutes: 0,
        nl: 'Een ziekenhuis belt: "Meridiaan heeft ransomware." De leverancier bevestigt niets.',
        en: 'A hospital calls: "Meridiaan has ransomware." The supplier confirms nothing.',
      },
      {
        minutes: 15,
        nl: 'De leverancier bevestigt de aanval. Hij weet niet of er gegevens weg zijn.',
        en: 'The supplier confirms the attack. It does not know whether data is gone.',
      },
      {
        minutes: 30,
        nl: 'De verbinding voor beheer op afstand stond vannacht open bij een deel van de klanten.',
        en: 'The connection for remote management was open last night at some of its customers.',
      },
      {
        minutes: 45,
        nl: 'Een journalist belt: klopt het dat u patiënten naar huis stuurt?',
        en: 'A journalist calls: is it true that you send patients home?',
      },
      {
        minutes: 60,
        nl: 'De leverancier zegt: er zijn geen patiëntgegevens weg. Dat is niet bevestigd.',
        en: 'The supplier says: no patient data is gone. That is not confirmed.',
      },
      { minutes: 90, nl: 'De aanvaller zet tien dossiers online, als bewijs.', en: 'The attacker puts ten records online, as proof.' },
      {
        minutes: 120,
        nl: 'De leverancier komt met nieuwe sleutels. Wanneer verbindt u weer?',
        en: 'The supplier comes with new keys. When do you connect again?',
      },
    ],
    questions: [
      { role: 'board', nl: 'Wie besluit, en wie neemt waar als u er niet bent?', en: 'Who decides, and who stands in when you are away?' },
      {
        role: 'ciso',
        nl: 'Welke meldingen doet u, bij wie, en voor wanneer?',
        en: 'Which notifications do you make, to whom, and by when?',
      },
      {
        role: 'ict-manager',
        nl: 'Welke verbindingen met deze leverancier zijn er, en waar staat dat?',
        en: 'Which connections with this supplier are there, and where is that written down?',
      },
      {
        role: 'system-administrator',
        nl: 'Waaraan ziet u dat iemand via de leverancier binnen is?',
        en: 'What shows you that somebody came in through the supplier?',
      },
      {
        role: 'application-manager',
        nl: 'Waar ligt de noodprocedure, en wanneer is zij voor het laatst geoefend?',
        en: 'Where is the emergency procedure, and when was it last exercised?',
      },
      {
        role: 'privacy',
        nl: 'Is dit een datalek als er niets gelekt is maar niemand erbij kan?',
        en: 'Is this a data breach when nothing leaked but nobody has access?',
      },
      {
        role: 'communications',
        nl: 'Wat zegt u tegen patiënten, personeel en pers, en wie zegt het?',
        en: 'What do you tell patients, staff and press, and who tells it?',
      },
      {
        role: 'practice-manager',
        nl: 'Hoe bereikt u uw IT-bedrijf als het een drukke dag heeft?',
        en: 'How do you reach your IT provider on its busy day?',
      },
    ],
  },
};
