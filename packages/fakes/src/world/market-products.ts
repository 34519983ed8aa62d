/**
 * What the market offers: DOMAIN §9.2, 121 products. Real names are here as market facts and inventory lines alone; nothing invented is ever
 * said of them. Shares are proposals and versions plausible examples, not statements about any institution.
 *
 * Columns: id | kind | name | supplier | its former name | hosting | exposure (I internet, K connection, N internal) | importance |
 * versions, the newest last | part:vendor:product of its CPE where one is confirmed | per cent of UMC ZH GG GK VG EL that have it.
 */
export const MARKET_PRODUCTS = `
microsoft-365 | base | Microsoft 365 | Microsoft |  | SaaS | I | 1 |  |  | 95 92 95 88 95 82
entra-id | base | Entra ID | Microsoft |  | SaaS | I | 1 |  |  | 95 92 95 85 95 80
exchange-server | base | Exchange Server | Microsoft |  | on-prem | I | 1 | 2016 CU23; 2019 CU14; 2019 CU15; SE RTM | a:microsoft:exchange_server | 30 35 15 2 10 1
windows-server | base | Windows Server | Microsoft |  | on-prem | N | 1 | 2012 R2; 2016; 2019; 2022; 2025 |  | 100 100 85 20 75 12
windows-10-11 | base | Windows 10/11 | Microsoft |  | on-prem | N | 2 | 10 22H2; 10 LTSC 2019; 11 23H2; 11 24H2 |  | 100 100 98 92 98 97
active-directory-certificate-services | base | Active Directory Certificate Services | Microsoft |  | on-prem | N | 1 | 2016; 2019; 2022 |  | 90 85 50 2 35 1
sql-server | base | SQL Server | Microsoft |  | on-prem | N | 1 | 2014; 2016; 2019; 2022 |  | 100 98 60 5 50 5
oracle-database | base | Oracle Database | Oracle |  | on-prem | N | 1 | 12.2; 19c; 21c |  | 90 55 10 0 8 0
netscaler-adc-gateway | base | NetScaler ADC/Gateway | Citrix |  | on-prem | I | 1 | 13.0-92.31; 13.1-58.32; 13.1-59.22; 14.1-43.56; 14.1-47.48 | a:citrix:netscaler_application_delivery_controller | 70 60 40 1 25 0
virtual-apps-and-desktops | base | Virtual Apps and Desktops | Citrix |  | on-prem | K | 1 | 1912 LTSR; 2203 LTSR; 2402 LTSR |  | 70 62 42 2 28 1
vcenter-server | base | vCenter Server | VMware |  | on-prem | N | 1 | 7.0 U3; 8.0 U2; 8.0 U3 | a:vmware:vcenter_server | 95 92 55 3 45 2
horizon | base | Horizon | Omnissa | VMware | on-prem | I | 1 | 2212; 2312; 2406 |  | 20 18 10 0 6 0
connect-secure | base | Connect Secure | Ivanti | Pulse Secure | on-prem | I | 1 | 9.1R18; 22.7R2.3; 22.7R2.5; 22.7R2.6 | a:ivanti:connect_secure | 12 12 8 0 5 0
endpoint-manager-mobile | base | Endpoint Manager Mobile | Ivanti | MobileIron | on-prem | I | 2 | 11.12; 12.4; 12.5 |  | 25 20 12 0 10 0
fortigate | edge | FortiGate | Fortinet |  | on-prem | I | 1 | 6.4.14; 7.0.15; 7.2.9; 7.4.5; 7.6.0 | o:fortinet:fortios | 20 30 38 16 32 14
fortimanager | base | FortiManager | Fortinet |  | on-prem | K | 2 | 7.0.12; 7.2.7; 7.4.4 |  | 10 12 10 0 8 0
pan-os-firewall | edge | PAN-OS firewall | Palo Alto Networks |  | on-prem | I | 1 | 10.2.9; 11.1.4; 11.2.3 | o:paloaltonetworks:pan-os | 45 25 9 0 6 0
quantum-gateway | edge | Quantum gateway | Check Point |  | on-prem | I | 1 | R81.10; R81.20 |  | 15 15 8 0 8 0
secure-firewall-asa | edge | Secure Firewall ASA | Cisco |  | on-prem | I | 1 | 9.16; 9.18; 7.2 |  | 35 25 10 1 8 1
big-ip | base | BIG-IP | F5 |  | on-prem | I | 1 | 15.1; 16.1; 17.1 |  | 40 15 3 0 2 0
firebox | edge | Firebox | WatchGuard |  | on-prem | I | 1 | 12.9; 12.11 |  | 0 2 6 10 8 9
unifi-gateway | edge | UniFi gateway | Ubiquiti |  | on-prem | I | 2 | 8.6; 9.1 |  | 0 0 4 30 6 30
provider-router | edge | Provider-router |  |  | on-prem | I | 2 |  |  | 0 0 0 45 3 48
clearpass | base | ClearPass | HPE Aruba |  | on-prem | N | 2 | 6.11; 6.12 |  | 85 70 30 0 25 0
backup-replication | base | Backup & Replication | Veeam |  | on-prem | N | 1 | 11; 12.1; 12.3 |  | 55 65 45 8 45 5
nas-diskstation | base | NAS DiskStation | Synology |  | on-prem | I | 2 | DSM 6.2; DSM 7.1; DSM 7.2 |  | 5 5 8 25 10 25
moveit-transfer | base | MOVEit Transfer | Progress | Ipswitch | on-prem | I | 2 | 2021.1; 2022.1; 2023.1; 2024.0 | a:progress:moveit_transfer | 4 4 1 0 1 0
remote-support | base | Remote Support | BeyondTrust |  | on-prem | I | 1 | 22.4; 23.3; 24.3 |  | 25 12 3 0 2 0
teamviewer | base | TeamViewer | TeamViewer |  | SaaS | I | 2 | 15.58 |  | 30 35 30 40 30 45
screenconnect | base | ScreenConnect | ConnectWise |  | IT-bedrijf | I | 1 | 22.9; 23.9.8 |  | 0 1 4 18 6 18
n-central | base | N-central | N-able |  | IT-bedrijf | I | 1 |  |  | 0 2 8 45 12 40
onesign | base | OneSign | Imprivata |  | on-prem | N | 1 | 7.10; 23.2; 24.1 |  | 70 60 6 0 5 0
helloid | base | HelloID | Tools4ever |  | SaaS | I | 1 |  |  | 15 30 35 0 40 0
wordpress | base | WordPress |  |  | hosted | I | 4 | 6.4; 6.6; 6.8 |  | 40 45 55 70 55 70
log4j | base | Log4j | Apache |  | onderdeel | N | 2 | 1.2; 2.14.1; 2.17.1 |  | 95 90 60 10 50 10
topdesk | business | TOPdesk | TOPdesk |  | SaaS | I | 2 |  |  | 80 75 60 1 55 0
afas-profit | business | AFAS Profit | AFAS Software |  | SaaS | I | 2 |  |  | 20 45 60 15 65 8
youforce | business | Youforce | Visma | Raet | SaaS | I | 2 |  |  | 55 30 15 2 15 1
sdb-hr-en-salaris | business | SDB HR en salaris | SDB Groep |  | SaaS | I | 2 |  |  | 0 8 12 2 15 2
inplanning | business | Inplanning | Intus |  | SaaS | I | 2 |  |  | 15 25 8 0 15 0
ortec-ws | business | Ortec WS | ORTEC |  | SaaS | I | 2 |  |  | 15 15 6 0 15 0
zenya | business | Zenya | Infoland |  | SaaS | I | 3 |  |  | 35 55 50 2 45 2
triasweb | business | Triasweb | Triasweb |  | SaaS | I | 3 |  |  | 2 5 20 1 35 0
ultimo | business | Ultimo | IFS |  | SaaS | K | 2 | 2022; 2024 |  | 70 60 15 0 20 0
planon | business | Planon | Planon |  | SaaS | K | 3 |  |  | 40 20 8 0 10 0
ggz-ecademy | business | GGZ Ecademy | GGZ Ecademy |  | SaaS | I | 4 |  |  | 10 35 70 20 40 5
zivver | business | ZIVVER | Zivver |  | SaaS | I | 2 |  |  | 50 60 60 30 60 30
aeos | building | AEOS | Nedap |  | on-prem | N | 2 | 2022.1; 2023.2; 2024.1 |  | 50 40 15 0 12 0
salto-space | building | Salto Space | Salto |  | on-prem | N | 3 | 6.7; 6.8 |  | 15 20 40 3 45 1
ascom-unite | building | Ascom Unite | Ascom |  | on-prem | N | 1 |  |  | 80 75 20 0 40 0
gebouwbeheersysteem | building | Gebouwbeheersysteem |  |  | on-prem | K | 2 |  |  | 100 95 40 0 35 0
translogic-buizenpost | building | Translogic buizenpost | Swisslog |  | on-prem | N | 2 | 7.2.5.6; 7.2.5.7 |  | 85 45 0 0 0 0
hix | dossier | HiX | ChipSoft |  | on-prem | K | 1 | 6.1; 6.2; 6.3 |  | 43 50 3 0 0 0
hix-365 | dossier | HiX 365 | ChipSoft |  | SaaS | I | 1 |  |  | 0 22 0 0 0 0
epic | dossier | Epic | Epic Systems |  | hosted | K | 1 |  |  | 57 14 0 0 0 0
nexus-epd | dossier | NEXUS/EPD | NEXUS |  | hosted | K | 1 |  |  | 0 11 10 0 0 0
overig-epd | dossier | Overig EPD |  |  | on-prem | K | 1 |  |  | 0 3 0 0 0 0
user | dossier | USER | SDB Groep | Avinty | SaaS | I | 1 |  |  | 0 0 30 0 0 0
ons | dossier | Ons | Nedap |  | SaaS | I | 1 |  |  | 0 0 27 13 48 0
mijnquarant | dossier | mijnQuarant | PinkRoccade |  | SaaS | I | 1 |  |  | 0 0 14 0 0 0
pluriform-zorg | dossier | Pluriform Zorg | Adapcare |  | SaaS | I | 1 |  |  | 0 0 12 0 9 0
medicore | dossier | Medicore | Medicore |  | SaaS | I | 1 |  |  | 0 0 4 15 0 0
crs | dossier | CRS | HCI |  | SaaS | I | 1 |  |  | 0 0 0 12 0 0
praktijkdata | dossier | Praktijkdata | Telasoft |  | SaaS | I | 1 |  |  | 0 0 0 15 0 0
intramed | dossier | Intramed | Convenient |  | SaaS | K | 1 | 8.2; 8.4 |  | 0 0 0 15 0 8
crossuite | dossier | Crossuite | Crossuite |  | SaaS | I | 1 |  |  | 0 0 0 12 0 0
medikad | dossier | Medikad | Madeware |  | SaaS | K | 1 |  |  | 0 0 0 8 0 0
incura | dossier | Incura |  |  | SaaS | I | 1 |  |  | 0 0 0 10 0 0
mijncaress | dossier | mijnCaress | PinkRoccade |  | SaaS | I | 1 |  |  | 0 0 0 0 16 0
puur | dossier | PUUR. | Ecare |  | SaaS | I | 1 |  |  | 0 0 0 0 10 0
cura | dossier | Cura | Cura |  | SaaS | I | 1 |  |  | 0 0 0 0 9 0
myneva | dossier | myneva | myneva |  | SaaS | I | 1 |  |  | 0 0 0 0 4 0
plancare | dossier | PlanCare | PlanCare |  | SaaS | I | 1 |  |  | 0 0 0 0 4 0
medicom | dossier | Medicom | PharmaPartners |  | SaaS | I | 1 |  |  | 0 0 0 0 0 30
promedico | dossier | Promedico | Promedico |  | SaaS | I | 1 |  |  | 0 0 0 0 0 22
cgm-huisarts | dossier | CGM Huisarts | CompuGroup Medical |  | SaaS | I | 1 |  |  | 0 0 0 0 0 15
bricks-huisarts | dossier | Bricks Huisarts | Tetra |  | SaaS | I | 1 |  |  | 0 0 0 0 0 10
microhis | dossier | MicroHIS | CGM |  | hosted | K | 1 |  |  | 0 0 0 0 0 10
hix-huisarts | dossier | HiX Huisarts | ChipSoft |  | SaaS | I | 1 |  |  | 0 0 0 0 0 5
zorgportaal | portal | Zorgportaal | ChipSoft |  | hosted | I | 2 |  |  | 40 65 2 0 0 0
mychart | portal | MyChart | Epic Systems |  | hosted | I | 2 |  |  | 57 14 0 0 0 0
caren | portal | Caren | Nedap |  | SaaS | I | 2 |  |  | 0 0 22 6 48 0
karify | portal | Karify | Karify |  | SaaS | I | 2 |  |  | 5 8 22 15 4 2
minddistrict | portal | Minddistrict | Minddistrict |  | SaaS | I | 2 |  |  | 15 10 40 20 5 8
therapieland | portal | Therapieland | Therapieland |  | SaaS | I | 3 |  |  | 5 8 35 35 5 25
embloom | portal | Embloom | Embloom |  | SaaS | I | 3 |  |  | 5 5 20 30 2 15
questmanager | portal | Questmanager | VitalHealth |  | SaaS | I | 3 |  |  | 25 20 35 10 3 2
uw-zorg-online | portal | Uw Zorg Online | Uw Zorg Online |  | SaaS | I | 2 |  |  | 0 0 2 3 1 40
beeldbellen | portal | Beeldbellen |  |  | SaaS | I | 3 |  |  | 90 85 90 70 60 40
pgo-koppeling-medmij | portal | PGO-koppeling MedMij |  |  | SaaS | I | 3 |  |  | 90 83 45 10 40 90
koppeltaal | portal | Koppeltaal |  |  | koppeling | K | 3 | 2.0 |  | 5 5 35 8 3 2
vecozo | national | VECOZO | VECOZO |  | SaaS | I | 1 |  |  | 100 100 100 98 100 98
uzi-servercertificaat | national | UZI-servercertificaat | CIBG |  | stelsel | N | 1 |  |  | 100 100 60 20 40 95
lsp-aorta | national | LSP/AORTA | VZVZ |  | stelsel | K | 1 |  |  | 95 95 30 2 15 95
digid | national | DigiD | Logius |  | stelsel | I | 2 |  |  | 100 95 70 25 60 60
zorgmail | national | ZorgMail | Enovation |  | SaaS | I | 1 |  |  | 90 90 70 45 60 90
zorgdomein | national | Zorgdomein | Zorgdomein |  | SaaS | I | 1 |  |  | 95 98 75 45 55 95
ozoverbindzorg | national | OZOverbindzorg | OZO |  | SaaS | I | 3 |  |  | 2 5 6 1 25 20
remote-service-leveranciers | national | Remote service leveranciers |  |  | koppeling | K | 1 |  |  | 100 100 60 5 45 10
sectra-pacs | imaging | Sectra PACS | Sectra |  | on-prem | K | 1 | 23.2; 24.2; 25.1 |  | 45 40 0 0 0 0
philips-vue-pacs | imaging | Philips Vue PACS | Philips |  | on-prem | K | 1 | 12.2.1; 12.2.8 | a:philips:clinical_collaboration_platform | 10 20 0 0 0 0
enterprise-imaging | imaging | Enterprise Imaging | Agfa HealthCare |  | on-prem | K | 1 | 8.1; 8.2 |  | 20 20 0 0 0 0
syngo | imaging | syngo | Siemens Healthineers |  | on-prem | N | 2 | VB40; VB60 |  | 60 50 0 0 0 0
glims | lab | GLIMS | Clinisys |  | on-prem | N | 1 | 9.12; 10.3 |  | 55 55 0 0 0 0
mirth-connect | lab | Mirth Connect | NextGen |  | on-prem | K | 1 | 3.12; 4.3.0; 4.4.0; 4.4.1; 4.5.2 | a:nextgen:mirth_connect | 40 30 6 0 3 0
intersystems-iris | lab | InterSystems IRIS | InterSystems |  | on-prem | K | 1 | 2018.1; 2022.1; 2024.1 |  | 45 30 4 0 2 0
cloverleaf | lab | Cloverleaf | Infor |  | on-prem | K | 1 | 20.1; 2022.09 |  | 40 35 2 0 0 0
metavision | imaging | MetaVision | iMDsoft |  | on-prem | N | 1 | 5.46; 6.16 |  | 40 30 0 0 0 0
ysis | business | Ysis | Gerimedica |  | SaaS | I | 1 |  |  | 0 0 2 0 30 0
callmanager | business | CallManager | Topicus |  | SaaS | I | 1 |  |  | 0 0 0 0 0 6
mri-werkplek | medical | MRI-werkplek |  |  | apparaat | N | 1 | Windows 7 embedded; Windows 10 IoT 2016; Windows 10 IoT 2019 |  | 100 100 0 0 0 0
intellivue-pic-ix | medical | IntelliVue PIC iX | Philips |  | on-prem | N | 1 | B.02; C.03; 4.3 |  | 60 55 0 0 0 0
infuuspompen-space | medical | Infuuspompen Space | B. Braun |  | apparaat | N | 1 | L81; U61; L90 |  | 50 50 1 0 3 0
medicatiekast-pyxis | medical | Medicatiekast Pyxis | BD |  | on-prem | N | 2 |  |  | 40 35 0 0 0 0
beademing | medical | Beademing |  |  | apparaat | N | 1 |  |  | 100 95 0 0 2 0
aria | medical | ARIA | Varian |  | on-prem | N | 1 | 15.6; 16.1 |  | 70 15 0 0 0 0
mosaiq | medical | MOSAIQ | Elekta |  | on-prem | N | 1 | 2.83; 3.2 |  | 30 8 0 0 0 0
mammografie | medical | Mammografie | Hologic |  | apparaat | N | 2 |  |  | 60 60 0 0 0 0
analyseapparatuur | medical | Analyseapparatuur |  |  | apparaat | N | 1 |  |  | 100 95 0 0 0 0
computers-on-wheels | medical | Computers on wheels | HP |  | apparaat | N | 2 |  |  | 90 90 0 0 2 0
multifunctional | building | Multifunctional |  |  | apparaat | N | 4 |  |  | 95 95 90 60 85 85
`;
