/** The look of the mailbox page: calm, dense enough for a list, plain enough for a reader; light and dark; down to a phone's width. */
export const MAILBOX_STYLE = `
:root{color-scheme:light dark;--page:#f4f6f7;--card:#fff;--text:#17242b;--quiet:#55656e;--line:#d9e0e4;--accent:#0b5f66;--chosen:#e3f0f1}
@media (prefers-color-scheme:dark){:root{--page:#10181c;--card:#182329;--text:#e7eef1;--quiet:#a3b2ba;--line:#2e3d45;--accent:#6fd0d6;--chosen:#1d3439}}
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:flex;flex-direction:column;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
header{padding:16px 24px 12px;border-bottom:1px solid var(--line)}
h1{margin:0;font-size:13px;font-weight:600;color:var(--quiet)}
header p{margin:2px 0 0;font-size:20px;line-height:1.3}
main{flex:1;min-height:0;display:grid;grid-template-columns:minmax(300px,380px) 1fr}
.list{border-right:1px solid var(--line);overflow-y:auto;min-height:0}
form{padding:12px 16px;border-bottom:1px solid var(--line)}
label{display:block;font-size:13px;color:var(--quiet);margin-bottom:4px}
input{width:100%;min-height:40px;padding:6px 10px;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px}
ol{list-style:none;margin:0;padding:0}
li a{display:block;padding:12px 16px;border-bottom:1px solid var(--line);color:inherit;text-decoration:none;min-height:44px}
li a:hover{background:var(--card)}
li a[aria-current]{background:var(--chosen);box-shadow:inset 3px 0 0 var(--accent)}
li span{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.to{display:flex!important;justify-content:space-between;gap:12px}
.to b{overflow:hidden;text-overflow:ellipsis}
.to time{font-size:13px;color:var(--quiet);flex:none}
.address{color:var(--quiet);font-size:13px}
.subject{font-size:14px;margin-top:2px}
.preview{font-size:13px;color:var(--quiet)}
.list nav{display:flex;justify-content:space-between;padding:12px 16px;font-size:14px;color:var(--quiet)}
.mail{display:flex;flex-direction:column;min-width:0;min-height:0}
.head{padding:16px 24px 0;border-bottom:1px solid var(--line)}
.head h2{margin:0 0 4px;font-size:20px;line-height:1.25;overflow-wrap:anywhere}
.head p{margin:0 0 8px;font-size:14px;overflow-wrap:anywhere}
.head nav{display:flex;gap:4px;flex-wrap:wrap;margin-left:-12px}
.head nav a{padding:8px 12px;min-height:40px;font-size:14px;color:var(--quiet);text-decoration:none;border-bottom:2px solid transparent}
.head nav a:hover{color:var(--text)}
.head nav a[aria-current]{color:var(--text);border-color:var(--accent);font-weight:600}
.back{display:none}
iframe{flex:1;width:100%;border:0;min-height:320px;background:var(--card)}
.twin,.headers{flex:1;margin:0;padding:24px;overflow:auto;background:var(--card)}
.twin{white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.twin{padding-right:max(24px,calc(100% - 80ch - 24px))}
.whole{white-space:nowrap}
table{border-collapse:collapse;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:4px 16px 4px 0;overflow-wrap:anywhere}
th{font-weight:600;white-space:nowrap;color:var(--quiet)}
.empty{padding:24px;color:var(--quiet);margin:0}
@media (max-width:760px){
main{display:block;overflow-y:auto}
header{padding:12px 16px}
.list{border-right:0;overflow:visible}
.reading .list,.reading header{display:none}
.reading main{display:flex}
.reading .mail{flex:1}
.listing .mail{display:none}
.head{padding:8px 16px 0}
.back{display:inline-block;padding:10px 0;font-size:14px}
.twin,.headers{padding:16px}
.head nav{margin-left:-8px;gap:0}
.head nav a{padding:8px}
tr,th,td{display:block;padding:0}
td{padding-bottom:8px}
}`;
