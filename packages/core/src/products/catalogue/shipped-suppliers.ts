import type { SupplierRow } from './shipped-row.ts';

/**
 * Makers of what Dutch care runs, with the names that their products bear or bore: former names, firms taken over, abbreviations, ways of
 * writing (DOMAIN §3.1, §3.2, §9.2; the NCSC-NL and CISA log4shell lists for spellings). A takeover or a former name says itself where it is written:
 * ICSA and ICSMA are advisories of CISA, SSA of Siemens. Of a name that is here, every other is known for
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
      {
        names: ['Aruba Networks', 'Aruba'],
        source: 'CVE-2023-43507: vendor "Hewlett Packard Enterprise (HPE)", product "Aruba ClearPass Policy Manager"',
      },
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
    takenOver: [
      {
        names: ['Pulse Secure', 'PulseSecure'],
        source:
          'CISA KEV, CVE-2024-21887: "formerly known as Pulse Connect Secure"; NCSC-NL/log4shell: supplier Pulse Secure, "Ivanti Connect Secure"',
      },
      { names: ['MobileIron'], source: 'CISA KEV, CVE-2023-35078: "previously branded MobileIron Core"' },
      {
        names: ['LANDESK'],
        source: 'Ivanti, Endpoint Manager 2017.1 Users Guide: "powered by Landesk is the new name for Landesk Management Suite"',
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
    takenOver: [
      { names: ['Ipswitch'], source: 'DOMAIN §3.2 (MOVEit Transfer: before ipswitch); NCSC-NL/log4shell: supplier "Progress / IpSwitch"' },
    ],
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
    takenOver: [{ names: ['Cyberoam'], source: 'CISA KEV, CVE-2020-29574: vendor Sophos, product CyberoamOS' }],
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
    takenOver: [{ names: ['Bomgar'], source: 'wiki.agiloft.com, BeyondTrust extension: "BeyondTrust, formerly Bomgar"' }],
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
        source: 'documentation.n-able.com, Mail Assure, permissions migration 2021: "our change of name from SolarWinds to N-able"',
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
      { names: ['Meraki'], source: 'Cisco-SA-20141223-CVE-2014-7993: "Cisco Meraki firmware"' },
      { names: ['Duo Security'], source: 'NCSC-NL/log4shell: supplier Cisco, "Duo Security for Government"' },
      { names: ['Splunk'], date: '2024-03', source: 'SEC, 8-K of Splunk, 18 March 2024: completion of acquisition' },
    ],
  },
  { id: 'red-hat', name: 'Red Hat', spelled: ['RedHat'], short: ['RH'] },
  {
    id: 'suse',
    name: 'SUSE',
    spelled: ['SUSE Linux'],
    former: [
      {
        names: ['Novell SUSE'],
        source: 'ICSA-14-269-01A: "Novel/SuSE (support.novell.com)"; CVE-2007-2728: SUSE-SR:2007:015 at novell.com',
      },
    ],
  },
  {
    id: 'ciq',
    name: 'CIQ',
    former: [{ names: ['Ctrl IQ', 'CtrlIQ'], source: 'CSAF of CIQ: publisher "Ctrl IQ, Inc", namespace ciq.com' }],
  },
  { id: 'apache', name: 'Apache', spelled: ['Apache Software Foundation'], short: ['ASF'] },
  {
    id: 'dell',
    name: 'Dell',
    spelled: ['Dell Technologies'],
    takenOver: [
      {
        names: ['EMC', 'Dell EMC'],
        source: 'NCSC-NL/log4shell: supplier Dell, "Cloud Mobility for Dell EMC Storage"; CVE-2024-0158: security_alert@emc.com is of Dell',
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
      { names: ['RuggedCom'], source: 'ICSA-12-146-01A: Siemens security advisory on RuggedCom ROS-based devices; SSA-081142' },
      { names: ['Mentor Graphics'], source: 'ICSA-19-318-01: "Siemens Mentor Nucleus Networking Module"; SSA-162506' },
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
    takenOver: [
      { names: ['Tyco'], source: 'CISA log4j list: vendor Johnson Controls, "Tyco AI"' },
      {
        names: ['Software House', 'American Dynamics'],
        source: 'ICSA-20-142-01: "Johnson Controls Software House C-CURE 9000 and American Dynamics victor VMS"',
      },
      { names: ['Exacq', 'Exacq Technologies'], source: 'ICSA-21-077-01: "Johnson Controls Exacq Technologies exacqVision"' },
      { names: ['Kantech'], source: 'ICSA-20-147-02: "Johnson Controls Kantech EntraPass"' },
      { names: ['Sensormatic'], source: 'ICSA-21-147-02: "Johnson Controls Sensormatic Electronics VideoEdge"' },
    ],
  },
  {
    id: 'schneider-electric',
    name: 'Schneider Electric',
    spelled: ['Schneider'],
    takenOver: [
      {
        names: ['APC', 'American Power Conversion'],
        source: 'NCSC-NL/log4shell: "APC by Schneider Electric"; ICSA-20-224-02: "Schneider Electric APC Easy UPS On-Line"',
      },
      { names: ['Invensys'], source: 'ICSA-15-055-03: "Schneider Electric Invensys Positioner"' },
      { names: ['Telemecanique'], source: 'ICSA-11-277-01: "Schneider Electric Telemecanique Driver Pack"' },
      { names: ['Pro-face'], source: 'ICSA-19-003-01: "Schneider Electric Pro-face GP-Pro EX"' },
    ],
  },
  {
    id: 'aveva',
    name: 'AVEVA',
    takenOver: [
      { names: ['Wonderware'], source: 'ICSA-18-212-05: "AVEVA Wonderware License Server"' },
      { names: ['OSIsoft'], source: 'ICSA-24-018-01: AVEVA PI Server, fixes at my.osisoft.com' },
      {
        names: ['Schneider Electric Software'],
        source: 'ICSA-19-290-01: vendor "AVEVA Software, LLC and Schneider Electric Software, LLC"',
      },
      { names: ['InduSoft'], source: 'ICSA-22-326-01: "AVEVA Edge (formerly known as InduSoft Web Studio)"' },
    ],
  },
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
    takenOver: [{ names: ['B+B SmartWorx'], source: 'ICSA-17-122-03: "Advantech B+B SmartWorx MESR901"' }],
  },
  {
    id: 'phoenix-contact',
    name: 'Phoenix Contact',
    takenOver: [
      {
        names: ['Innominate', 'Innominate Security Technologies'],
        source: 'ICSA-17-017-01: vendor "PHOENIX CONTACT, Innominate Security Technologies"',
      },
    ],
  },
  { id: 'ovarro', name: 'Ovarro' },
  {
    id: 'pepperl-fuchs',
    name: 'Pepperl+Fuchs',
    takenOver: [{ names: ['ecom instruments'], source: 'ICSA-17-353-02: "PEPPERL+FUCHS/ecom instruments WLAN Capable Devices"' }],
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
    takenOver: [
      { names: ['eWON'], source: 'ICSA-20-098-03: "HMS Networks eWON Flexy and Cosy"' },
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
    takenOver: [{ names: ['Cooper Power Systems'], source: 'ICSA-15-006-01: "Eaton Cooper Power Series Form 6 Control"' }],
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
    takenOver: [{ names: ['Merge Healthcare'], source: 'CVE-2024-23912: vendor merative, product "merge_dicom_toolkit_c/c++"' }],
  },
  {
    id: 'change-healthcare',
    name: 'Change Healthcare',
    ownedBy: [
      {
        names: ['Optum'],
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
    former: [{ names: ['GE Medical'], source: 'ICSMA-18-037-02: "GE Medical Devices", vendor GE Healthcare' }],
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
    former: [
      {
        names: ['3M Health Care', '3M Health Information Systems'],
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
  { id: 'medtronic', name: 'Medtronic', takenOver: [{ names: ['Covidien'], source: 'ICSMA-19-311-02: medtronic.com/covidien' }] },
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
