import { foldName } from './fold-name.ts';

/** How much a word of a name says about which product is meant. */
export type WordKind =
  /** A name: "intellispace". */
  | 'own'
  /** A compound that may be a name ("Wijkdossier") or only describe ("beeldarchief"): asked for where it is the name, read over where it is more. */
  | 'compound'
  /** A kind of thing that many makers have: "server". */
  | 'weak'
  | 'number'
  /** Says nothing: "software", "voor". */
  | 'noise';

/** Says nothing about which product it is. */
const NOISE = setOf(
  'a an and the of in on at to by with from as or per for is it its incl including via using',
  'de het een en van voor op met bij der die das und fur mit von zu le la les des du et van',
  'software firmware series serie family product products version versions versie versies release series edition editie image',
  'systeem system systems apparaat device devices toestel equipment hardware appliance appliances unit units model models type module modules option',
  'all alle any other andere overige overig diverse divers misc',
  'nr no number stuks stuk locaties locatie location site sites vestiging afdeling gebouw kelder ruimte kamer zaal polis poli poliklinieken polikliniek',
  'kastje kast doos ding dingen spul oude oud nieuwe nieuw nu ex voorheen vroeger now formerly gratis free betaald test acceptatie productie',
  'licentie licenties abonnement reserve saas hosted onprem prem lokaal local on premise premises x86 x64 x86_64 amd64 64 32 bit core base basic',
  'cluster fw sw swe hw lts ltsr ltss sp edition enterprise standard pro',
  // Of the maker's name, where it stands in front of the product's. Not those that are words or codes too (ag, sa, co).
  'inc incorporated gmbh ltd limited llc plc sarl srl bv nv corporation group groep holding international sdn bhd benelux nederland netherlands',
  'ict it ot iot ic ccu seh ok logistiek pompen pomp regelaars regelaar bedden',
  'bibliotheek library perl npm php python java node pakket package packages virusscanner scanner logboek elektronisch electronic medicatiekast defibrillator',
);

/** Names a kind of thing that many makers have; identifies only together with the maker. */
const WEAK = setOf(
  'server servers agent viewer view web webserver manager management management center centre central centrale console control controller controllers panel',
  'gateway firewall router switch access point network networks netwerk wifi wi fi wireless lan wan vpn ssl',
  'pacs dicom ris his lis epd ecd ehr emr hl7 fhir imaging image archive archief workstation werkstation werkplek browser monitor monitors monitoring station terminal',
  'data database application app apps applicatie service services platform portal portaal suite tool tools toolkit editor reporter studio engine connect connector link bridge host hub',
  'mobile mobility mobiel desktop remote security secure safety protection endpoint identity backup recovery cloud email mail telefonie telephony communication communications unified',
  'patient patienten medical medisch healthcare health clinical klinisch care hospital pump infusion syringe infuus spuit ventilator dialysis dialyse ultrasound mri ct xray camera cameras',
  'smart intelligent advanced professional plus premium light lite express mini home business industrial automation building process energy power battery pack batterij printer scan',
  'daemon util utils common lib libs devel tool linux windows android ios mac macos unix operating kernel embedded online offline digital electronic information display driver plugin plug add interface integration integrated',
  'configuration config diagnostic diagnostics maintenance update installer setup scheduler operation operations field process time virtual machine cloud storage analytics runtime development kit sdk api',
  'os nas san pc laptop laptops tablet phone telefoon telefoons fax kaart card netwerkkaart ups firewalls vragenlijsten roosters rooster boekhouding website site',
);

/** Of the sector: a product's name ("Meridiaan Huisarts") or where it stands. */
const CARE = setOf('huisartsen huisarts ziekenhuis kliniek zorg praktijk apotheek laboratorium thuiszorg client clienten');

/** Dutch words of the trade as English advisories have them; folded. */
const DUTCH: ReadonlyMap<string, string> = new Map([
  ['bedienpaneel', 'control panel'],
  ['bedieningspaneel', 'control panel'],
  ['onderhoudssoftware', 'maintenance software'],
  ['onderhoud', 'maintenance'],
  ['beheer', 'management'],
  ['webviewer', 'web viewer'],
  ['infuuspomp', 'infusion pump'],
  ['infuuspompen', 'infusion pumps'],
  ['spuitpomp', 'syringe pump'],
  ['spuitenpomp', 'syringe pump'],
  ['beademing', 'ventilator'],
  ['beademingsapparaat', 'ventilator'],
  ['dialysemachine', 'dialysis machine'],
  ['datamodule', 'data module'],
  ['batterij', 'battery'],
  ['accu', 'battery'],
  ['cardiovasculair', 'cardiovascular'],
  ['patientmonitor', 'patient monitor'],
  ['patientbewaking', 'patient monitoring'],
  ['centraalpost', 'central station'],
  ['gebouwbeheersysteem', 'building management system'],
  ['toegangscontrole', 'access control'],
  ['klinisch', 'clinical'],
  ['medicatie', 'medication'],
  ['rontgen', 'xray'],
  ['echo', 'ultrasound'],
  ['besturingssysteem', 'operating system'],
  ['server', 'server'],
  ['netwerk', 'network'],
  ['koppeling', 'interface'],
  ['mailserver', 'mail server'],
  ['imapserver', 'imap server'],
]);

/** A Dutch compound that ends in the name of a kind of thing mostly describes. */
const DESCRIBING_END =
  /..(systeem|systemen|software|programma|pakket|apparaat|apparatuur|pomp|pompen|beheer|machine|machines|dienst|diensten|scanner|regelaar|regelaars|paneel|robot|dossier|registratie|archief|bewaking|toestel|toestellen|netwerk|kaart|opstelling|meting|metingen|locatie|locaties|afdeling|ruimte|kast|kasten|kamer|huis|post|poli|monitoring|toepassing|applicatie|omgeving|koppeling|portaal|website|werkplek|werkplekken|meetpost|relay|bestandsserver)$/;

/** The kind of a folded word in the singular, as `wordsOf` gives it. */
export function kindOfWord(word: string): WordKind {
  if (/^\d+$/.test(word)) return 'number';
  if (NOISE.has(word)) return 'noise';
  if (WEAK.has(word)) return 'weak';
  if (word.length === 1) return 'weak';
  if (CARE.has(word) || (word.length > 6 && DESCRIBING_END.test(word))) return 'compound';
  return 'own';
}

/** The words of a name, folded, in order, Dutch words of the trade in English; at most `max`. */
export function wordsOf(name: string, max = 24): readonly string[] {
  const folded = foldName(name);
  if (folded === '') return [];
  const words: string[] = [];
  for (const word of folded.split(' ')) {
    const english = DUTCH.get(word);
    if (english === undefined) words.push(singular(word));
    else words.push(...english.split(' ').map(singular));
    if (words.length >= max) break;
  }
  return words.slice(0, max);
}

function setOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ').map(singular)));
}

/** "systems" and "system" are one word; "nexus", "axis" and "fortios" stay what they are. */
export function singular(word: string): string {
  return word.length > 4 && word.endsWith('s') && !/(ss|us|is|os|as)$/.test(word) ? word.slice(0, -1) : word;
}
