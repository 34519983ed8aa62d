import type { SupplierRow } from './shipped-row.ts';

/**
 * Makers of what Dutch care runs, with the names that their products bear or bore: former names, firms taken over, abbreviations, ways of
 * writing (DOMAIN §3.1, §3.2, §9.2; the NCSC-NL and CISA log4shell lists and the advisories of CISA for spellings and brands). A takeover or a former
 * name says itself where it is written, and its source says just that: ICSA and ICSMA are advisories of CISA. Of a name that is here, every other is known for
 * the same maker when matching (`known-makers.ts`).
 */
export const SHIPPED_SUPPLIERS: readonly SupplierRow[] = [
  // Base ICT
  {
    id: 'microsoft',
    name: 'Microsoft',
    short: ['MS', 'MSFT'],
    spelled: ['Microsoft Corporation'],
    misspelled: ['Mircosoft', 'Microsft'],
    takenOver: [
      {
        names: ['Nuance', 'Nuance Communications'],
        date: '2022-03',
        source: 'pymnts.com, 4 March 2022: "Microsoft Finalizes $16B Nuance Purchase"',
      },
    ],
  },
  {
    id: 'hpe',
    name: 'Hewlett Packard Enterprise',
    short: ['HPE'],
    spelled: ['HP Enterprise'],
    takenOver: [
      { names: ['Aruba Networks', 'Aruba'], source: 'crn.com, 2021: "Six years ago, HPE bought Aruba Networks"' },
      { names: ['Juniper Networks', 'Juniper'], date: '2025-07', source: 'dqindia.com, 3 July 2025: completed on 2 July 2025' },
    ],
  },
  { id: 'hp', name: 'HP', spelled: ['Hewlett Packard'] },
  {
    id: 'vmware',
    name: 'VMware',
    spelled: ['VMware by Broadcom'],
    ownedBy: [
      { names: ['Broadcom'], source: 'DOMAIN §3.2 (vCenter: owner is now Broadcom); CVE-2024-37079: cpe broadcom:vmware_vcenter_server' },
    ],
  },
  { id: 'omnissa', name: 'Omnissa' },
  {
    id: 'ivanti',
    name: 'Ivanti',
    brand: ['MobileIron', 'LANDESK'],
    takenOver: [
      {
        names: ['Pulse Secure', 'PulseSecure'],
        source: 'DOMAIN §9.2 13: Ivanti (ex-Pulse); CISA KEV, CVE-2024-21887: "formerly known as Pulse Connect Secure"',
      },
    ],
  },
  {
    id: 'citrix',
    name: 'Citrix',
    spelled: ['Citrix Systems'],
    ownedBy: [
      {
        names: ['Cloud Software Group'],
        source: 'diginomica.com, 3 March 2023: Citrix and TIBCO are "now owned by the Cloud Software Group"',
      },
    ],
  },
  {
    id: 'progress',
    name: 'Progress',
    spelled: ['Progress Software'],
    takenOver: [{ names: ['Ipswitch'], source: 'DOMAIN §9.2 27: Progress (ex-Ipswitch)' }],
  },
  { id: 'fortinet', name: 'Fortinet', misspelled: ['Fortient'] },
  { id: 'palo-alto-networks', name: 'Palo Alto Networks', spelled: ['PaloAlto', 'Palo Alto', 'PaloAltoNetworks'], short: ['PANW'] },
  { id: 'check-point', name: 'Check Point', spelled: ['Checkpoint', 'Check Point Software'] },
  { id: 'f5', name: 'F5', spelled: ['F5 Networks'] },
  {
    id: 'extreme',
    name: 'Extreme Networks',
    spelled: ['Extreme'],
    takenOver: [
      { names: ['Aerohive'], date: '2019-08', source: 'SEC, 10-K of Extreme Networks for 2019, note 17: completed on 9 August 2019' },
    ],
  },
  {
    id: 'ruckus',
    name: 'Ruckus',
    spelled: ['Ruckus Wireless', 'Ruckus Networks'],
    ownedBy: [
      {
        names: ['CommScope'],
        source: 'cordacord.com, 7 August 2025: CommScope keeps "its remaining core businesses: Access Network Solutions (ANS) and Ruckus"',
      },
    ],
  },
  { id: 'sonicwall', name: 'SonicWall' },
  {
    id: 'sophos',
    name: 'Sophos',
    brand: ['Cyberoam'],
  },
  { id: 'mitel', name: 'Mitel', takenOver: [{ names: ['ShoreTel'], source: 'itreseller.ch, 31 July 2017: "Mitel übernimmt Shoretel"' }] },
  {
    id: 'vertiv',
    name: 'Vertiv',
    former: [
      {
        names: ['Emerson Network Power'],
        date: '2016',
        source:
          'datacenterpeople.org, 6 December 2016: "VERTIV, the new name of Emerson Network Power"; SEC, Form 10 of Vertiv, 17 June 2016',
      },
    ],
    takenOver: [{ names: ['Avocent'], source: 'cablingblog.blogspot.com, 6 October 2009: Emerson Network Power buys Avocent' }],
  },
  { id: 'watchguard', name: 'WatchGuard', spelled: ['Watch Guard', 'WatchGuard Technologies'] },
  { id: 'ubiquiti', name: 'Ubiquiti', spelled: ['Ubiquiti Networks', 'UI'], misspelled: ['Ubiquity'] },
  { id: 'avm', name: 'AVM' },
  { id: 'kpn', name: 'KPN' },
  { id: 'ziggo', name: 'Ziggo', spelled: ['VodafoneZiggo'] },
  { id: 'synology', name: 'Synology' },
  {
    id: 'beyondtrust',
    name: 'BeyondTrust',
    former: [{ names: ['Bomgar'], source: 'wiki.agiloft.com, BeyondTrust extension: "BeyondTrust, formerly Bomgar"' }],
  },
  { id: 'teamviewer', name: 'TeamViewer', spelled: ['Team Viewer'] },
  { id: 'connectwise', name: 'ConnectWise' },
  {
    id: 'n-able',
    name: 'N-able',
    spelled: ['NAble', 'N-able Technologies'],
    former: [
      {
        names: ['SolarWinds MSP'],
        date: '2021',
        source:
          'documentation.n-able.com, Mail Assure, permissions migration 2021: "our change of name from SolarWinds to N-able"; its terms at solarwindsmsp.com',
      },
    ],
  },
  { id: 'kaseya', name: 'Kaseya' },
  { id: 'tools4ever', name: 'Tools4ever' },
  { id: 'imprivata', name: 'Imprivata' },
  { id: 'veeam', name: 'Veeam', spelled: ['Veeam Software'] },
  { id: 'wordpress', name: 'WordPress' },
  {
    id: 'trellix',
    name: 'Trellix',
    former: [
      {
        names: ['McAfee', 'FireEye'],
        source: 'Wikipedia, FireEye: "Trellix (formerly FireEye and McAfee Enterprise)"; napier.ac.uk: "Trellix (formerly McAfee)"',
      },
    ],
  },
  {
    id: 'cisco',
    name: 'Cisco',
    spelled: ['Cisco Systems'],
    takenOver: [
      {
        names: ['Meraki'],
        date: '2013-01',
        source:
          'lightreading.com, Meraki Co-Founders Say Sayonara to Cisco: Meraki "before being acquired by Cisco Systems", in January 2013',
      },
      {
        names: ['Duo Security'],
        date: '2018-10',
        source: 'ciscozine.com, Cisco Duo overview: on 1 October 2018 "the completion of its acquisition of Duo Security"',
      },
      { names: ['Splunk'], date: '2024-03', source: 'SEC, 8-K of Splunk, 18 March 2024: completion of acquisition' },
    ],
  },
  { id: 'red-hat', name: 'Red Hat', spelled: ['RedHat'], short: ['RH'] },
  {
    id: 'suse',
    name: 'SUSE',
    spelled: ['SUSE Linux', 'Novell SUSE'],
  },
  {
    id: 'ciq',
    name: 'CIQ',
    spelled: ['Ctrl IQ', 'CtrlIQ'],
  },
  { id: 'apache', name: 'Apache', spelled: ['Apache Software Foundation'], short: ['ASF'] },
  {
    id: 'dell',
    name: 'Dell',
    spelled: ['Dell Technologies'],
    brand: ['Dell EMC'],
    takenOver: [
      {
        names: ['EMC'],
        date: '2016-09',
        source: 'dabcc.com, summary of 2016: on 7 September Dell completed its "$65 Billion acquisition of EMC"',
      },
    ],
  },
  {
    id: 'oracle',
    name: 'Oracle',
    brand: ['Oracle Health'],
    takenOver: [
      {
        names: ['Cerner'],
        date: '2022-06',
        source: 'beckershospitalreview.com, June 2022: the acquisition of Cerner closed on 8 June 2022',
      },
    ],
  },
  {
    id: 'opentext',
    name: 'OpenText',
    spelled: ['Open Text'],
    takenOver: [
      {
        names: ['Micro Focus'],
        date: '2023-01',
        source:
          'marketscreener.com: "Open Text Corporation completed the acquisition of Micro Focus"; nasdaq.com, 22 December 2022: closes on 31 January 2023',
      },
    ],
  },
  { id: 'zoho', name: 'Zoho', brand: ['ManageEngine'], spelled: ['Zohocorp'] },
  { id: 'qnap', name: 'QNAP', spelled: ['QNAP Systems'] },
  { id: 'open-xchange', name: 'Open-Xchange', short: ['OX'], spelled: ['OpenXchange'] },
  { id: 'nozomi', name: 'Nozomi Networks', spelled: ['Nozomi'] },
  { id: 'ricoh', name: 'Ricoh' },
  { id: 'canon', name: 'Canon' },

  // Running the institution
  { id: 'topdesk', name: 'TOPdesk', spelled: ['Top Desk'], misspelled: ['Topdesc'] },
  { id: 'afas', name: 'AFAS', spelled: ['AFAS Software'] },
  { id: 'visma', name: 'Visma', spelled: ['Visma Raet'], takenOver: [{ names: ['Raet'], source: 'DOMAIN §9.2 38: Visma (ex-Raet)' }] },
  {
    id: 'sdb-groep',
    name: 'SDB Groep',
    short: ['SDB'],
    takenOver: [{ names: ['Avinty'], date: '2023-04-01', source: 'DOMAIN §3.1: Avinty, part of SDB Groep since 1 April 2023' }],
  },
  { id: 'intus', name: 'Intus', spelled: ['Intus Workforce Solutions'] },
  { id: 'ortec', name: 'ORTEC' },
  { id: 'unit4', name: 'Unit4', spelled: ['Unit 4'] },
  { id: 'exact', name: 'Exact', spelled: ['Exact Software'] },
  { id: 'infoland', name: 'Infoland' },
  { id: 'triasweb', name: 'Triasweb' },
  { id: 'ultimo', name: 'Ultimo', spelled: ['IFS Ultimo'], ownedBy: [{ names: ['IFS'], source: 'DOMAIN §3.2, §9.2 44: Ultimo (IFS)' }] },
  { id: 'planon', name: 'Planon', spelled: ['Planon Software'] },
  { id: 'ggz-ecademy', name: 'GGZ Ecademy' },
  { id: 'defacto', name: 'Defacto' },
  { id: 'zivver', name: 'Zivver', misspelled: ['Ziver', 'Zivvr'] },
  { id: 'smartlockr', name: 'SmartLockr', spelled: ['Smart Lockr'] },

  // Buildings and access
  { id: 'nedap', name: 'Nedap', spelled: ['Nedap Healthcare', 'Nedap Security Management'] },
  { id: 'salto', name: 'Salto', spelled: ['Salto Systems'] },
  { id: 'ascom', name: 'Ascom' },
  { id: 'priva', name: 'Priva' },
  { id: 'tkh-security', name: 'TKH Security' },
  {
    id: 'siemens',
    name: 'Siemens',
    spelled: ['Siemens Building Technologies'],
    takenOver: [
      {
        names: ['RuggedCom'],
        source: 'manager-magazin.de, January 2012: Siemens bids for RuggedCom, whose board agrees; ICSA-12-146-01A: vendor "Siemens"',
      },
      {
        names: ['Mentor Graphics'],
        date: '2017-03',
        source: 'eetasia.com, June 2018: "Siemens closed the acquisition of Mentor Graphics in March 2017"',
      },
    ],
  },
  {
    id: 'honeywell',
    name: 'Honeywell',
    takenOver: [
      {
        names: ['LenelS2', 'Carrier LenelS2'],
        date: '2024-06',
        source: 'suprasystems.com, 3 June 2024: Honeywell completes the acquisition of Global Access Solutions of Carrier, with LenelS2',
      },
    ],
  },
  {
    id: 'dormakaba',
    name: 'dormakaba',
    former: [
      {
        names: ['Kaba', 'Dorma'],
        source: 'dorma.com, 21 August 2015: merger of Dorma and Kaba approved; "renamed on closing as dorma+kaba Holding"',
      },
    ],
  },
  {
    id: 'signify',
    name: 'Signify',
    former: [{ names: ['Philips Lighting'], date: '2018', source: 'fin24.com, 24 May 2018: "Name change for Philips Lighting"' }],
  },
  {
    id: 'johnson-controls',
    name: 'Johnson Controls',
    short: ['JCI'],
    brand: ['Software House', 'American Dynamics', 'Exacq', 'Exacq Technologies', 'Kantech', 'Sensormatic'],
    takenOver: [
      {
        names: ['Tyco'],
        source: 'asmag.com, January 2016: both are combined under Tyco International, "which will then be renamed \'Johnson Controls.\'"',
      },
    ],
  },
  {
    id: 'schneider-electric',
    name: 'Schneider Electric',
    // CISA names it so as the vendor of Modicon, APC and other products of Schneider Electric itself.
    spelled: ['Schneider', 'Schneider Electric Software'],
    brand: ['Invensys', 'Pro-face'],
    takenOver: [
      {
        names: ['APC', 'American Power Conversion'],
        date: '2007-02',
        source:
          'controleng.com, 27 February 2007: "Schneider Electric recently completed its $6.1 billion acquisition of American Power Conversion"',
      },
      {
        names: ['Telemecanique'],
        date: '1988',
        source: 'recherche-anmt.culture.gouv.fr, Télémécanique: "acquise par Schneider Electric en 1988"',
      },
    ],
  },
  { id: 'aveva', name: 'AVEVA', brand: ['Wonderware', 'OSIsoft', 'InduSoft'] },
  { id: 'rockwell', name: 'Rockwell Automation', spelled: ['Rockwell'], brand: ['Allen Bradley'] },
  { id: 'emerson', name: 'Emerson' },
  {
    id: 'mitsubishi-electric',
    name: 'Mitsubishi Electric',
    spelled: ['Mitsubishi'],
    takenOver: [{ names: ['ICONICS'], source: 'ICSA-20-170-02: "ICONICS, a group company of Mitsubishi Electric"' }],
  },
  {
    id: 'advantech',
    name: 'Advantech',
    brand: ['B+B SmartWorx'],
  },
  {
    id: 'phoenix-contact',
    name: 'Phoenix Contact',
    takenOver: [
      {
        names: ['Innominate', 'Innominate Security Technologies'],
        date: '2008',
        source: 'AMNYTT 1/2020, page 92: "Phoenix Contact then took over Innominate in 2008"',
      },
    ],
  },
  { id: 'ovarro', name: 'Ovarro' },
  {
    id: 'pepperl-fuchs',
    name: 'Pepperl+Fuchs',
    brand: ['ecom instruments'],
  },
  {
    id: 'codesys',
    name: 'CODESYS',
    spelled: ['3S-Smart Software Solutions'],
  },
  {
    id: 'hms-networks',
    name: 'HMS Networks',
    spelled: ['HMS'],
    brand: ['eWON'],
    takenOver: [
      {
        names: ['Red Lion', 'Red Lion Controls'],
        date: '2024',
        source: 'marketscreener.com: HMS Networks has completed the acquisition of Red Lion Controls from Spectris',
      },
    ],
  },
  {
    id: 'eaton',
    name: 'Eaton',
    takenOver: [
      {
        names: ['Cooper Power Systems'],
        date: '2012-11',
        source:
          'SEC, 10-K of Eaton for 2012: acquired Cooper Industries on 30 November 2012; ICSA-15-006-01: "Eaton’s Cooper Power Systems division"',
      },
    ],
  },
  { id: 'delta-electronics', name: 'Delta Electronics' },
  {
    id: 'hitachi-energy',
    name: 'Hitachi Energy',
    former: [
      {
        names: ['Hitachi ABB Power Grids'],
        date: '2021-10',
        source: 'windtech-international.com, 2021: Hitachi ABB Power Grids "will be evolving to become Hitachi Energy from October 2021"',
      },
    ],
    spelled: ['ABB Power Grids'],
  },
  { id: 'national-instruments', name: 'National Instruments', short: ['NI'], spelled: ['NatInst'] },
  { id: 'hikvision', name: 'Hikvision', spelled: ['Hik Vision', 'Hangzhou Hikvision'] },
  { id: 'swisslog', name: 'Swisslog Healthcare', spelled: ['Swisslog'] },

  // Records, portals, e-health
  { id: 'chipsoft', name: 'ChipSoft', spelled: ['Chip Soft'], misspelled: ['Chipsof'] },
  { id: 'epic', name: 'Epic Systems', spelled: ['Epic'] },
  { id: 'nexus', name: 'NEXUS', spelled: ['NEXUS Nederland', 'Nexus AG'] },
  { id: 'pinkroccade', name: 'PinkRoccade', spelled: ['PinkRoccade Healthcare', 'Pink Roccade'], misspelled: ['Pinkrocade', 'PinkRocade'] },
  { id: 'adapcare', name: 'Adapcare' },
  { id: 'medicore', name: 'Medicore' },
  { id: 'hci', name: 'HCI', spelled: ['Health Care Innovations'] },
  { id: 'telasoft', name: 'Telasoft' },
  { id: 'convenient', name: 'Convenient' },
  { id: 'crossuite', name: 'Crossuite' },
  { id: 'madeware', name: 'Madeware' },
  { id: 'evry', name: 'Evry' },
  { id: 'incura', name: 'Incura' },
  { id: 'axians', name: 'Axians' },
  { id: 'ecare', name: 'Ecare', spelled: ['Ecare Services'] },
  { id: 'cura', name: 'Cura' },
  { id: 'myneva', name: 'myneva' },
  { id: 'plancare', name: 'PlanCare' },
  { id: 'gerimedica', name: 'Gerimedica' },
  { id: 'qic', name: 'QIC' },
  { id: 'stipter', name: 'Stipter' },
  { id: 'pharmapartners', name: 'PharmaPartners', spelled: ['Pharma Partners'] },
  { id: 'promedico', name: 'Promedico' },
  { id: 'compugroup-medical', name: 'CompuGroup Medical', short: ['CGM'], spelled: ['CompuGroup'] },
  { id: 'tetra', name: 'Tetra' },
  { id: 'topicus', name: 'Topicus' },
  { id: 'karify', name: 'Karify' },
  { id: 'minddistrict', name: 'Minddistrict', spelled: ['Mind District'] },
  { id: 'therapieland', name: 'Therapieland' },
  { id: 'embloom', name: 'Embloom', former: [{ names: ['TelePsy'], source: 'DOMAIN §3.2: Embloom (ex-TelePsy)' }] },
  { id: 'vitalhealth', name: 'VitalHealth', spelled: ['VitalHealth Software'] },
  { id: 'uw-zorg-online', name: 'Uw Zorg Online' },
  { id: 'beterdichtbij', name: 'BeterDichtbij' },
  { id: 'zaurus', name: 'Zaurus' },
  { id: 'weseedo', name: 'WeSeeDo' },
  { id: 'webcamconsult', name: 'Webcamconsult' },
  { id: 'zorgapp', name: 'Zorgapp' },
  { id: 'quli', name: 'Quli' },
  { id: 'ivido', name: 'Ivido' },
  { id: 'curavista', name: 'Curavista' },

  // National
  { id: 'vecozo', name: 'VECOZO' },
  { id: 'cibg', name: 'CIBG' },
  { id: 'vzvz', name: 'VZVZ' },
  { id: 'logius', name: 'Logius' },
  { id: 'enovation', name: 'Enovation', spelled: ['Enovation Group'] },
  { id: 'zorgdomein', name: 'Zorgdomein', spelled: ['ZorgDomein Nederland'] },
  { id: 'ozo', name: 'OZO' },
  { id: 'medmij', name: 'MedMij' },
  { id: 'koppeltaal', name: 'Koppeltaal', spelled: ['Stichting Koppeltaal'] },
  { id: 'twiin', name: 'Twiin' },
  { id: 'palga', name: 'Palga' },

  // Imaging, laboratory, integration
  { id: 'sectra', name: 'Sectra' },
  {
    id: 'philips',
    name: 'Philips',
    spelled: ['Koninklijke Philips', 'Royal Philips', 'Philips Healthcare'],
    misspelled: ['Phillips', 'Philps'],
    takenOver: [
      {
        names: ['Carestream HCIS'],
        date: '2019',
        source: 'techtarget.com, March 2019: "Philips buys Carestream Health\'s healthcare information systems"',
      },
      { names: ['Capsule Technologies', 'Capsule'], date: '2021', source: 'SEC, 20-F of Philips for 2021, note 5: Capsule Technologies' },
    ],
  },
  { id: 'agfa', name: 'Agfa HealthCare', spelled: ['Agfa'] },
  {
    id: 'siemens-healthineers',
    name: 'Siemens Healthineers',
    former: [
      {
        names: ['Siemens Healthcare', 'Siemens Medical'],
        source: 'Wikipedia, Siemens Healthineers: "formerly Siemens Healthcare, Siemens Medical Solutions, Siemens Medical Systems"',
      },
    ],
  },
  { id: 'visus', name: 'VISUS', spelled: ['VISUS Health IT'] },
  { id: 'clinisys', name: 'Clinisys' },
  { id: 'labosys', name: 'Labosys' },
  {
    id: 'nextgen',
    name: 'NextGen',
    spelled: ['NextGen Healthcare'],
    takenOver: [{ names: ['Mirth Corporation'], source: 'DOMAIN §3.2 (Mirth Connect: before Mirth Corporation)' }],
  },
  { id: 'intersystems', name: 'InterSystems', spelled: ['Inter Systems'] },
  { id: 'infor', name: 'Infor' },
  { id: 'imdsoft', name: 'iMDsoft', spelled: ['iMD soft'] },
  { id: 'fujifilm', name: 'Fujifilm', spelled: ['Fuji', 'Fuji Film', 'Fujifilm Healthcare'] },
  {
    id: 'merative',
    name: 'Merative',
    brand: ['Merge Healthcare'],
  },
  {
    id: 'change-healthcare',
    name: 'Change Healthcare',
    ownedBy: [
      {
        names: ['Optum'],
        date: '2022-10',
        source: 'healthexec.com, October 2022: "UnitedHealth Group\'s Optum completes $8B merger with Change Healthcare"',
      },
    ],
  },
  { id: 'offis', name: 'OFFIS', spelled: ['OFFIS e.V.'] },
  { id: 'leica-biosystems', name: 'Leica Biosystems', misspelled: ['Lecia biosystem'] },

  // Medical devices
  {
    id: 'bd',
    name: 'Becton Dickinson',
    short: ['BD'],
    spelled: ['Becton Dickinson and Company'],
    takenOver: [
      {
        names: ['CareFusion', 'Care Fusion'],
        date: '2015',
        source: 'github.com/topics/infusion-pumps: "CareFusion … acquired by BD (Becton, Dickinson and Company) in 2015"',
      },
    ],
  },
  {
    id: 'hillrom',
    name: 'Hillrom',
    spelled: ['Hill-Rom'],
    takenOver: [
      {
        names: ['Welch Allyn'],
        date: '2015',
        source: 'ICSMA-21-152-01: vendor Hillrom, "Welch Allyn Service Monitor"; telecareaware.com, January 2022: bought in 2015',
      },
    ],
    ownedBy: [
      {
        names: ['Baxter', 'Baxter Hillrom'],
        source: 'ICSMA-22-167-01: vendor "Hillrom and ELI, Baxter International Inc."; telecareaware.com, January 2022',
      },
    ],
  },
  { id: 'b-braun', name: 'B. Braun', spelled: ['BBraun', 'B. Braun Medical', 'B. Braun Melsungen'] },
  { id: 'fresenius-kabi', name: 'Fresenius Kabi' },
  {
    id: 'ge-healthcare',
    name: 'GE HealthCare',
    short: ['GE'],
    spelled: ['General Electric', 'General Electric Healthcare'],
    former: [
      {
        names: ['GE Medical Systems', 'GE Medical'],
        date: '2004',
        source: 'Wikipedia, GE Healthcare: "Formerly named GE Medical Systems, in 2004"',
      },
    ],
  },
  { id: 'varian', name: 'Varian', spelled: ['Varian Medical Systems'] },
  {
    id: 'elekta',
    name: 'Elekta',
    takenOver: [{ names: ['IMPAC'], source: 'SEC, 14A of IMPAC Medical Systems, 18 January 2005: acquisition by Elekta AB' }],
  },
  {
    id: 'stryker',
    name: 'Stryker',
    takenOver: [
      {
        names: ['Vocera', 'Vocera Communications'],
        date: '2022-02',
        source: 'SEC, 10-K of Stryker for 2022, acquisitions: completed in February 2022',
      },
    ],
  },
  {
    id: 'abbott',
    name: 'Abbott',
    spelled: ['Abbott Laboratories'],
    takenOver: [{ names: ['St. Jude Medical'], source: 'ICSMA-18-107-01: "Abbott (formerly St. Jude Medical)"' }],
  },
  {
    id: 'solventum',
    name: 'Solventum',
    brand: ['3M Health Information Systems'],
    former: [
      {
        names: ['3M Health Care'],
        date: '2024-04',
        source: 'SEC, 10-Q of 3M, 31 March 2024, note 3: separation completed on 1 April 2024',
      },
    ],
  },
  { id: 'roche', name: 'Roche', spelled: ['Roche Diagnostics', 'Hoffmann La Roche'] },
  {
    id: 'getinge',
    name: 'Getinge',
    takenOver: [
      { names: ['Maquet'], source: 'Wikipedia, Getinge Group: acquired Maquet GmbH in 2000; hfmmagazine.com: "Maquet Getinge Group"' },
    ],
  },
  { id: 'drager', name: 'Dräger', spelled: ['Draeger', 'Dräger Medical', 'Drägerwerk', 'Draegerwerk'] },
  {
    id: 'medtronic',
    name: 'Medtronic',
    takenOver: [
      {
        names: ['Covidien'],
        date: '2015-01',
        source: 'meddeviceonline.com, 27 January 2015: "Medtronic recently completed its $43 billion purchase of Covidien"',
      },
    ],
  },
  {
    id: 'icu-medical',
    name: 'ICU Medical',
    takenOver: [
      { names: ['Hospira'], date: '2017', source: 'hospimedica.com, 10 January 2022: "the Hospira Infusion Systems acquisition in 2017"' },
      {
        names: ['Smiths Medical'],
        date: '2022-01',
        source: 'hospimedica.com, 10 January 2022: "ICU Medical Completes Acquisition of Smiths Medical"',
      },
    ],
  },
  { id: 'hologic', name: 'Hologic' },
  { id: 'beckman-coulter', name: 'Beckman Coulter', spelled: ['Beckman'] },
  { id: 'sysmex', name: 'Sysmex' },
  {
    id: 'canon-medical',
    name: 'Canon Medical',
    spelled: ['Canon Medical Systems'],
    former: [
      {
        names: ['Toshiba Medical'],
        date: '2018-01',
        source: 'dotmed.com, 3 January 2018: "Canon picks up Toshiba Medical"; merged under the name of Canon on 4 January 2018',
      },
    ],
  },

  // Invented, for exercises (DOMAIN §6.1, §9.3)
  { id: 'meridiaan-zorgsoftware', name: 'Meridiaan Zorgsoftware', spelled: ['Meridiaan'], fictional: true },
  {
    id: 'kompas-zorg-it',
    name: 'Kompas Zorg-IT',
    spelled: ['Kompas'],
    fictional: true,
    takenOver: [{ names: ['Veldlicht'], date: '2023', source: 'DOMAIN §9.3 (fictief)' }],
  },
  { id: 'noorderlicht-zorg-ict', name: 'Noorderlicht Zorg-ICT', fictional: true },
  { id: 'zelfwijzer', name: 'Zelfwijzer', fictional: true },
  { id: 'praktijkspoor', name: 'Praktijkspoor', fictional: true },
  { id: 'kwartelveen-informatica', name: 'Kwartelveen Informatica', fictional: true },
  { id: 'aqua-medica', name: 'Aqua Medica', fictional: true },
  { id: 'roosterwerk', name: 'Roosterwerk', fictional: true },
  { id: 'kwartel-ict', name: 'Kwartel ICT', fictional: true },
];
