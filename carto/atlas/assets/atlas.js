"use strict";(()=>{function P(n,e){return Object.hasOwn(n,e)?n[e]:void 0}var ye=["ecosystem","business","applications","administration","logical","physical"],Xo={ecosystem:{links:!1,flows:!0,administration:!1},business:{links:!1,flows:!0,administration:!1},applications:{links:!1,flows:!0,administration:!1},administration:{links:!1,flows:!1,administration:!0},logical:{links:!0,flows:!1,administration:!1},physical:{links:!0,flows:!1,administration:!1}},Qo=new Set(["application","server","imaging","laboratory","cardiology","pharmacy"]),ei=new Set(["application","external"]),ni=1;function Ne(n,e){let[t,s]=Ee(e),o=t==="saved"?n.scene.views?.find(i=>i.id===s)?.perspective:e;return ye.find(i=>i===o)?Xo[o]:null}function Ee(n){let e=n.indexOf(":");return e<0?[n,""]:[n.slice(0,e),n.slice(e+1)]}function Ie(n,e){let[t,s]=Ee(e);return ye.some(o=>o===e)?ti(n,e):t==="care"?ri(n,s):t==="data"?ai(n,s):t==="finding"?li(n,s):t==="saved"?ci(n,s):null}function _e(n,e){let[t,s]=Ee(e);if(ye.some(i=>i===e))return!0;let{scene:o}=n;return t==="care"?o.care.some(i=>i.id===s):t==="data"?o.data?.some(i=>i.id===s)??!1:t==="finding"?o.findings?.some(i=>i.rule===s)??!1:t==="saved"&&(o.views?.some(i=>i.id===s)??!1)}var gt=n=>`view-${n}`,bt=n=>`view-${n}-help`;function fe(n,e){return Uint8Array.from({length:n.n},(t,s)=>e(s)?1:0)}function ti(n,e){let t=s=>n.deviceType(s).category;switch(e){case"ecosystem":return si(n);case"business":return oi(n);case"applications":return fe(n,s=>Qo.has(t(s)));case"administration":return ii(n);case"logical":return fe(n,()=>!0);case"physical":return fe(n,s=>!ei.has(t(s)))}}function si(n){let e=o=>n.zoneAt(o>=0?n.zone[o]:-o-1).trust<=ni,t=fe(n,o=>e(o)||n.has(o,"exposed")),{flows:s}=n.scene;for(let o=0;o<s.a.length;o++)e(s.a[o])!==e(s.b[o])&&ie(t,[s.a[o],s.b[o]]);return t}function oi(n){let e=fe(n,t=>n.has(t,"criticalCare")||n.has(t,"target"));for(let t of n.scene.care)Fn(n,e,t.depends_on);for(let t of n.scene.data??[])ie(e,t.devices);return e}function ii(n){let{flows:e,flow_styles:t}=n.scene,s=fe(n,o=>n.deviceType(o).category==="identity");for(let o=0;o<e.a.length;o++)t[e.style[o]]==="administration"&&ie(s,[e.a[o],e.b[o]]);return s}function ie(n,e){for(let t of e)t>=0&&(n[t]=1)}function Fn(n,e,t){for(let s of t){let o=n.resolve(s);o?.kind==="device"?e[o.index]=1:o?.kind==="zone"?vt(n,e,o.index):(o?.kind==="link"||o?.kind==="flow")&&ie(e,[n.edge(o).a,n.edge(o).b])}}function vt(n,e,t){for(let s=n.byZone.start[t];s<n.byZone.start[t+1];s++)e[n.byZone.values[s]]=1}function ri(n,e){let t=n.scene.care.find(i=>i.id===e);if(!t)return null;let s=new Uint8Array(n.n),o=[t];for(let i of o){Fn(n,s,i.depends_on);for(let r of n.scene.care)i.depends_on.includes(r.id)&&!o.includes(r)&&o.push(r)}return s}function ai(n,e){let t=n.scene.data?.find(o=>o.id===e);if(!t)return null;let s=new Uint8Array(n.n);ie(s,t.devices);for(let o of t.flows)ie(s,[n.scene.flows.a[o],n.scene.flows.b[o]]);return s}function li(n,e){let t=new Uint8Array(n.n);for(let s of n.scene.findings??[])s.rule===e&&Fn(n,t,s.on);return t}function ci(n,e){let t=n.scene.views?.find(o=>o.id===e);if(!t)return null;let s=new Uint8Array(n.n);ie(s,t.devices);for(let o of t.zones)vt(n,s,o);return s}var E={target:1,exposed:2,unknown:4,choke:8,medical:16,filter:32,weak:64,onPath:128,criticalCare:256};var ge={categories:[],trusts:[],flags:[],tags:[],owners:[],evidence:[],zones:[]},J=["target","exposed","weak","onPath","choke","unknown","medical","criticalCare","filter"],We=["confirmed","declared","assumed"];function ze(n){return Object.values(n).some(e=>e.length>0)}function wt(n,e,t="",s=new Set){let o=t?Ie(n,t):null;if(!ze(e)&&!o&&!s.size)return null;let i=di(n,e),r=h=>(!o||o[h]===1)&&!s.has(h)&&i(h),l=new Uint8Array(n.n),c=new Uint32Array(n.scene.zones.length),d=0,u=0;for(let h=0;h<n.n;h++)r(h)?(l[h]=1,c[n.zone[h]]+=n.count[h]):(d++,u+=n.count[h]);return{shown:l,hiddenEntries:d,hiddenDevices:u,zoneDevices:c}}function di(n,e){let t=n.scene.types.map(d=>!e.categories.length||e.categories.includes(d.category)),s=n.scene.zones.map(d=>!e.trusts.length||e.trusts.includes(d.trust)),o=e.flags.reduce((d,u)=>d|E[u],0),i=e.tags.length?ui(n,e.tags):null,r=e.owners.length?new Set(e.owners.flatMap(d=>P(n.scene.owners??{},d)??[])):null,l=e.evidence.length?hi(n,e.evidence):null,c=e.zones.length?pi(n,e.zones):null;return d=>t[n.type[d]]&&s[n.zone[d]]&&(!o||(n.flags[d]&o)!==0)&&(!r||r.has(d))&&(!l||l.has(n.scene.devices.id[d]))&&(!c||c.has(n.zone[d]))&&(!i||i.has(n.scene.devices.id[d]))}function ui(n,e){return new Set(n.scene.sheets.filter(t=>t.tags.some(s=>e.includes(s))).map(t=>t.id))}function hi(n,e){return new Set(n.scene.stories.flatMap(t=>t.steps.filter(s=>e.includes(s.evidence)).map(s=>s.at)))}function pi(n,e){let t=new Set;for(let s of n.zoneOrder)(e.includes(n.zoneAt(s).id)||t.has(n.zoneAt(s).parent))&&t.add(s);return t}function N(n,e){return n.includes(e)?n.filter(t=>t!==e):[...n,e]}var je={changed:[],removed:[]};function De(n,e){let t=new Map(e.changed.map(i=>[i.id,i])),s=n.filter(i=>!e.removed.includes(i.id)).map(i=>t.get(i.id)??i),o=new Set(n.map(i=>i.id));return[...s,...e.changed.filter(i=>!o.has(i.id))]}function kt(n,e){return{changed:[...n.changed.filter(s=>s.id!==e.id),e],removed:n.removed.filter(s=>s!==e.id)}}function xt(n,e){return{changed:n.changed.filter(t=>t.id!==e),removed:[...n.removed.filter(t=>t!==e),e]}}function Hn(n){for(let e=1;;e++)if(!n.has(`note-${e}`))return`note-${e}`}function St(n){try{let e=JSON.parse(n??"null");if(!e||!Array.isArray(e.changed)||!Array.isArray(e.removed))return je;let t=s=>typeof s.id=="string"&&typeof s.text=="string"&&Array.isArray(s.on)&&Array.isArray(s.replies);return{changed:e.changed.filter(t),removed:e.removed.filter(s=>typeof s=="string")}}catch{return je}}function be(n){return JSON.stringify(n).replace(/[\u007f-\u009f\u2028\u2029\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g,e=>`\\u${e.charCodeAt(0).toString(16).padStart(4,"0")}`)}function Mt(n,e){let t=[`# ${e.replace(/\s+/g," ")}`,n.length?"notes:":"notes: {}"];for(let s of n){t.push(`  ${be(s.id)}:`,`    on: [${s.on.map(be).join(", ")}]`,`    text: ${be(s.text)}`);for(let o of["author","date","severity"])s[o]&&t.push(`    ${o}: ${be(s[o])}`);t.push(`    status: ${s.status}`,`    visibility: ${s.visibility}`),s.replies.length&&t.push("    replies:");for(let o of s.replies){t.push(`      - text: ${be(o.text)}`);for(let i of["author","date"])o[i]&&t.push(`        ${i}: ${be(o[i])}`)}}return`${t.join(`
`)}
`}var qe=["overview","views","attacks","chokes","care","decide","inventory","notes"],ve=["devices","findings","flows","links","external","accounts","unknowns"],Ke=["base","scenario","difference"],mi=60;function At(n){let e=n.n<=1e3&&n.scene.zones.length<=mi;return{lang:n.scene.meta.language,theme:"auto",tab:"overview",table:null,sel:"",story:"",step:-1,playing:!1,target:"",choke:-1,blast:"",view:"",ticked:[],scenario:"",mode:"base",layers:{links:e,flows:!1,administration:!1},filters:ge,opened:new Map,help:!1,draft:je,editing:""}}function fi(n,e,t){switch(t.type){case"set":return{...e,...t.patch};case"select":return Nn(n,{...e,sel:n.resolve(t.id)?t.id:"",help:!1});case"story":return yi(n,e,t.id,t.step??-1);case"step":return gi(n,e,t.by);case"choke":return{...e,choke:t.index,story:"",step:-1,playing:!1,blast:"",tab:"chokes",table:null};case"blast":return{...e,blast:t.id,story:"",step:-1,playing:!1,choke:-1,table:null};case"view":return{...e,view:_e(n,t.key)?t.key:"",layers:Ne(n,t.key)??e.layers,table:null};case"layer":return{...e,layers:{...e.layers,[t.layer]:!e.layers[t.layer]}};case"open":return{...e,opened:new Map(e.opened).set(t.zone,t.open)};case"escape":return bi(e)}}function Nn(n,e){let t=n.resolve(e.sel)?.kind==="planned"?n.plans().get(e.sel)??[]:[];return!t.length||t.some(s=>s.scenario.id===e.scenario)?e:{...e,scenario:t[0].scenario.id,mode:"scenario"}}function yi(n,e,t,s){let o=n.stories().get(t);if(!o)return{...e,story:"",step:-1,playing:!1};let i=Math.max(-1,Math.min(s,o.steps.length-1));return{...e,story:t,step:i,tab:"attacks",table:null,choke:-1,blast:"",playing:!1}}function gi(n,e,t){let s=n.stories().get(e.story);if(!s)return e;let o=Math.max(-1,Math.min(s.steps.length-1,e.step+t));return o===e.step?{...e,playing:!1}:{...e,step:o}}function bi(n){return n.help?{...n,help:!1}:n.table?{...n,table:null}:n.sel?{...n,sel:""}:n.blast?{...n,blast:""}:n.choke>=0?{...n,choke:-1}:n.story?{...n,story:"",step:-1,playing:!1}:n}var Be=class{constructor(e,t){this.world=e;this.current=t}world;current;listeners=[];get state(){return this.current}dispatch(e){let t=this.current;if(this.current=fi(this.world,t,e),this.current!==t)for(let s of this.listeners)s(this.current,t)}subscribe(e){this.listeners.push(e)}};var Y=n=>n.map(e=>encodeURIComponent(String(e))).join(",");function Et(n,e,t){let s=[],o=(v,g)=>{g!==""&&s.push(`${v}=${typeof g=="number"?g:encodeURIComponent(g)}`)};n.lang!==e.lang&&o("lang",n.lang),n.theme!=="auto"&&o("theme",n.theme),n.tab!==(zt(n.story,n.choke)??e.tab)&&o("tab",n.tab??"none"),o("table",n.table??""),o("sel",n.sel),o("story",n.story),n.story&&n.step>=0&&o("step",n.step+1),o("target",n.target),n.choke>=0&&o("choke",n.choke),o("falls",n.blast),o("view",n.view),o("scenario",n.scenario),n.mode!=="base"&&o("mode",n.mode),n.ticked.length&&s.push(`done=${Y(n.ticked)}`);let i=Object.keys(n.layers).filter(v=>n.layers[v]);JSON.stringify(n.layers)!==JSON.stringify(e.layers)&&o("show",i.join(",")||"none");let{categories:r,trusts:l,flags:c,tags:d,owners:u,evidence:h,zones:m}=n.filters;return r.length&&s.push(`kinds=${Y(r)}`),l.length&&s.push(`trust=${Y(l)}`),c.length&&s.push(`only=${Y(c)}`),d.length&&s.push(`tags=${Y(d)}`),u.length&&s.push(`owners=${Y(u)}`),h.length&&s.push(`evidence=${Y(h)}`),m.length&&s.push(`zones=${Y(m)}`),t&&s.push(`at=${t.x.toFixed(2)},${t.y.toFixed(2)},${t.scale.toFixed(2)}`),s.join("&")}function In(n,e){let t=new Map;for(let u of n.replace(/^#/,"").split("&")){let h=u.indexOf("=");h>0&&t.set(u.slice(0,h),Tt(u.slice(h+1)))}let s=u=>vi(n,u),o=u=>t.get(u)??"",i=o("tab"),r=Number.parseInt(o("step"),10),l=Number.parseInt(o("choke"),10),c=wi(o("at")),d=o("show");return{lang:o("lang")==="fr"||o("lang")==="en"?o("lang"):e.lang,theme:o("theme")==="light"||o("theme")==="dark"?o("theme"):"auto",tab:i==="none"?null:qe.find(u=>u===i)??zt(o("story"),l)??e.tab,table:ve.find(u=>u===o("table"))??null,sel:o("sel"),story:o("story"),step:Number.isFinite(r)?r-1:-1,target:o("target"),choke:Number.isFinite(l)?l:-1,blast:o("falls"),view:o("view"),scenario:o("scenario"),mode:Ke.find(u=>u===o("mode"))??"base",ticked:s("done"),layers:d?{links:d.includes("links"),flows:d.includes("flows"),administration:d.includes("administration")}:e.layers,filters:{...ge,categories:s("kinds"),trusts:s("trust").map(Number).filter(Number.isFinite),flags:J.filter(u=>s("only").includes(u)),tags:s("tags"),owners:s("owners"),evidence:We.filter(u=>s("evidence").includes(u)),zones:s("zones")},...c?{camera:c}:{}}}function zt(n,e){return n?"attacks":e>=0?"chokes":null}function vi(n,e){let t=n.replace(/^#/,"").split("&").find(s=>s.startsWith(`${e}=`));return t?t.slice(e.length+1).split(",").map(Tt).filter(Boolean):[]}function Tt(n){try{return decodeURIComponent(n)}catch{return""}}function wi(n){let[e,t,s]=n.split(",").map(Number);return e===void 0||t===void 0||s===void 0?null:[e,t,s].every(Number.isFinite)&&s>0?{x:e,y:t,scale:s}:null}var ki=`Vues
Décider
Tout le plan
Les six vues
Vues enregistrées
Par processus de soins
Par données
Par constat
Vue : {name}
Quitter la vue
L'adresse de la page mène à cette vue : copiez-la pour la partager.
{n} équipement{n:|s}
Écosystème
Métier
Applications
Administration
Infrastructure logique
Infrastructure physique
l'extérieur, et ce qui échange avec lui
ce dont dépendent les soins, ce qui tient les données
serveurs, logiciels et leurs flux
qui administre quoi
zones, filtres et liens
sites, matériels et câbles
Constats
Gravité
Constat
Remède
Où
Soins en jeu
Écrit en
Attaques
Protocole
Port
Données
Compte
Justification
constats
Constats
Les règles n'ont pas été appliquées à cette carte : voir carto check.
{n} constat{n:|s} sur {total} : les plus graves
sert à {n} attaque{n: listée|s listées}
Remède
Références
Responsable
Preuve des attaques qui y passent
Zone
Ne montrer que cette zone
Ce qu'il faut décider
met fin à {n} des {total} attaques montrées
Peser les mesures et les scénarios
Le modèle ne propose aucune mesure. Commencez par protéger ce qui est listé ci-dessus.
{n} constat{n: grave ou critique|s graves ou critiques} à traiter
Mesures
Cochez une mesure : les attaques listées qu'elle rend impossibles sont barrées.
Seules les attaques montrées sont jugées ; d'autres peuvent rester. Le plan exact vient de « carto plan ».
n'empêche aucune attaque montrée
{n} mesure{n:|s} · {cost} € · {days} j · {ends} attaque{ends:|s} sur {total} {ends:tombe|tombent}
{cost} € · {days} j
Tout décocher
Scénarios
Aujourd'hui
Scénario
Différence
Risque d'être atteint
{n} attaque{n: listée n'est plus possible|s listées ne sont plus possibles}
{n} attaque{n: nouvelle|s nouvelles}
{a} constat{a: disparaît|s disparaissent}, {b} {b:apparaît|apparaissent}
Coût : {cost} €, puis {yearly} € par an, {days} j d'équipe
Soins
Cette décision arrête elle-même des soins
Ce qui change
ajouté
retiré
modifié
ajouté par
retiré par
modifié par
déplacé par
aujourd'hui :
Liens et flux du scénario
dans le scénario « {name} »
Ce scénario ne compte aucune mesure chiffrée.
prévu par le scénario choisi
absent
Différences
Papier
Imprimer en A4
Imprimer en A3
Montré : {what}
tout le plan, sans filtre
{n} équipement{n: masqué|s masqués}
Légende
Notes de l'atlas : elles remplacent celles du modèle.
Copie interne : notes privées comprises
Copie anonyme`.split(`
`),xi=`Views
Decide
The whole map
The six views
Saved views
By care process
By data
By finding
View: {name}
Leave the view
The address of the page leads to this view: copy it to share it.
{n} device{n:|s}
Ecosystem
Business
Applications
Administration
Logical infrastructure
Physical infrastructure
the outside, and what exchanges with it
what care depends on, what holds data
servers, software and their flows
who administers what
zones, filters and links
sites, equipment and cables
Findings
Severity
Finding
Remedy
Where
Care at stake
Written at
Attacks
Protocol
Port
Data
Account
Justification
findings
Findings
No rule was run for this map: see carto check.
{n} of {total} findings: the worst
feeds {n} listed attack{n:|s}
Remedy
References
Owner
Evidence of attacks there
Zone
Show this zone only
What to decide
ends {n} of the {total} attacks shown
Weigh measures and scenarios
The model proposes no measure. Begin by protecting what is listed above.
{n} high or critical finding{n:|s} to treat
Measures
Tick a measure: listed attacks that it makes impossible are struck out.
Only the attacks shown are judged; others may remain. “carto plan” gives the exact plan.
prevents no attack shown
{n} measure{n:|s} · €{cost} · {days} day{days:|s} · {ends} of {total} attacks {ends:falls|fall}
€{cost} · {days} day{days:|s}
Untick all
Scenarios
Today
Scenario
Difference
Risk of being reached
{n} listed attack{n: is|s are} no longer possible
{n} new attack{n:|s}
{a} finding{a: goes|s go}, {b} {b:comes|come}
Cost: €{cost}, then €{yearly} a year, {days} team-days
Care
This decision itself stops care
What changes
added
removed
changed
added by
removed by
changed by
moved by
today:
Links and flows of the scenario
in scenario “{name}”
No measure with a cost is part of this scenario.
planned in the chosen scenario
absent
Differences
Paper
Print on A4
Print on A3
Shown: {what}
the whole map, no filter
{n} device{n:|s} hidden
Legend
Notes of the atlas: they replace those of the model.
Internal copy: private notes included
Anonymous copy`.split(`
`),Lt=Object.fromEntries(`views
decide
wholeMap
viewsNational
viewsSaved
viewsCare
viewsData
viewsFinding
viewShown
viewLeave
viewLink
viewCount
view-ecosystem
view-business
view-applications
view-administration
view-logical
view-physical
view-ecosystem-help
view-business-help
view-applications-help
view-administration-help
view-logical-help
view-physical-help
table_findings
col_severity
col_finding
col_remedy
col_where
col_care
col_written
col_stories
col_protocol
col_port
col_data
col_account
col_justification
findingsCount
findingsHere
findingsNotRun
findingsCut
feeds
remedyIs
references
owner
evidenceHere
zone
onlyZone
whatToDecide
decideEnds
decideWeigh
decideNone
decideFix
measures
measuresHelp
measuresCaution
measuresNothing
measuresSum
measureCost
measuresClear
scenarios
mode-base
mode-scenario
mode-difference
scenarioTargets
scenarioFalls
scenarioAppears
scenarioFindings
scenarioCost
scenarioCare
scenarioStops
scenarioChanges
change-added
change-removed
change-changed
planned-added
planned-removed
planned-changed
plannedMoved
plannedToday
plannedLines
inScenario
scenarioFree
change-ghost
care-absent
legendChanges
paper
printA4
printA3
paperShown
paperAll
paperHidden
paperLegend
notesCommentAll
audienceInternal
audienceAnonymous`.split(`
`).map((n,e)=>[n,[ki[e],xi[e]]]));var Si=`Plan du système d'information
Plan interactif. Flèches : objet voisin. Entrée : ouvrir. Échap : fermer. Barre oblique : chercher. F : tout voir.
Synthèse
Attaques
Passages obligés
Soins
Inventaire
Tableaux
Notes
Fiche
Chercher un équipement, une zone, une adresse…
Chercher
Aucun résultat pour « {q} »
et {n} autre{n:|s} : précisez la recherche
Fermer
Replier le volet
English
Switch to English
Thème du système
Thème clair
Thème sombre
Agrandir
Réduire
Tout voir
Aide et légende
Imprimer
Ouverture de l'atlas…
Cet atlas ne peut pas être lu : {why}
Modèle du {date}
Modèle sans date
par {author}
version {version}
équipements
zones
flux
liens
inconnues
Attaquant supposé : {who}
Les attaques les plus plausibles
Ce qu'il faut protéger d'abord
Ce qui compte
atteint
aucun chemin
Le modèle ne désigne aucun actif critique.
Carte seule : les attaques n'ont pas été cherchées ici ; « carto build » les cherche.
Aucun chemin d'attaque n'a été trouvé dans ce modèle, sous ces hypothèses.
Aucun passage obligé : plusieurs chemins indépendants mènent à la cible.
Suivre pas à pas
Voir les {n} attaques
Voir les {n} passages obligés
Hypothèses
Toutes les cibles
Cible
Pourquoi rien n'y mène
Vraisemblance
{p} par campagne
Risque d'être atteint : {p} par campagne
entre {a} et {b}
Effort
{d} j de travail
moins d'une demi-journée
{d} j au total
{n} étape{n:|s}
1 étape
{n} étape{n:|s} ici
Étape {n} sur {total}
Vue d'ensemble du chemin
Étape précédente
Étape suivante
Dérouler
Pause
Quitter cette attaque
Toutes les attaques
{n} variante{n:|s} presque identique{n:|s}
Pourquoi cela marche
Ce qui l'arrêterait
Technique
Repose sur
Difficulté
Niveau de preuve
meilleure attaque, prouvée
meilleure trouvée
Soins touchés
Aucun processus de soins touché
après {h} h
aussitôt
interruption tolérable : {h} h
sécurité des patients {n}/4
Dépend de
Mode dégradé : {text}
Aucun mode dégradé décrit
Choisissez une attaque ou « si ceci tombe » : les jauges montrent ce qui s'arrête.
Pendant l'attaque : {what}
Si « {what} » tombe
Le modèle ne décrit aucun processus de soins.
{n} dossier{n: exposé|s exposés}
de {a} à {b} €
Sans lui, plus aucun chemin ne mène à la cible.
Rendu sûr, le risque baisse de {p}.
Présent dans {p} des attaques listées.
pour atteindre « {target} »
{n} des {total} attaques listées {n:tombe|tombent} avec lui
Si vous le rendez sûr
reste possible
tombe
Si ceci tombe
Rien d'autre ne tombe avec lui, d'après le modèle.
{n} équipement{n: tombe|s tombent} à sa suite
{n} compte{n: pris|s pris}
Ne plus montrer ce qui tombe
Ce que dit le modèle
Liens
Flux
entrant
sortant
dans les deux sens
De
Vers
chiffré
en clair
chiffrement inconnu
Attaques qui passent ici
Passage obligé
Soins qui en dépendent
Comptes
Montrer sur le plan
Ouvrir la zone
Fermer la zone
{n} de plus
parc de {n}
Étiquettes
équipements cloisonnés entre eux
Extérieur
Risque
Afficher
Liens
Administration
Filtres
{n} masqué{n:|s}
Tout réafficher
Famille
Confiance
Particularité
Légende
Le modèle ne contient encore ni zone ni équipement : rien à dessiner.
Équipements présents
Repères
Traits
Zones
lien physique ou radio
flux applicatif
administration
chiffré
étape d'attaque
plusieurs liens réunis
parc d'équipements identiques
zone fermée : nombre et pire risque
zone hostile
Clavier
Flèches : voisin le plus proche · Entrée : ouvrir · Échap : fermer · / : chercher · F : tout voir · + − : échelle · N, P : étape suivante, précédente · Maj + flèches : déplacer
{kind} {name} sélectionné
Rien n'est sélectionné
Ce modèle est vide : il n'y a rien à dessiner.
Exporter en CSV
{n} ligne{n:|s}
Filtrer les lignes
Équipements
Matrice des flux
Liens
Comptes
Interconnexions externes
Questions à poser
Nom
Identifiant
Type
Zone
Site
Nombre
Risque
Particularités
Source
Destination
Zone source
Zone destination
Nature
Chiffré
Détail
Information
Question
Où l'écrire
oui
non
inconnu
Image SVG de la vue
Image PNG de la vue
Image SVG de tout le plan
Exporter le plan
Ajouter une note
Aucune note pour l'instant.
Choisissez un objet du plan pour lui attacher une note.
Ces notes ne vivent que dans ce navigateur : enregistrez-les pour les garder.
Enregistrer les notes (YAML)
Notes de l'atlas : elles remplacent celles du modèle. Les notes privées n'y sont pas : gardez-les.
Modifier ou répondre
Marquer résolue
Rouvrir
Supprimer
Texte
Auteur
Réponse
Lecteurs
Garder
Annuler
Notes`.split(`
`),Mi=`Map of the information system
Interactive map. Arrows: nearest object. Enter: open. Escape: close. Slash: search. F: see all.
Overview
Attacks
Choke points
Care
Inventory
Tables
Notes
Sheet
Search a device, a zone, an address…
Search
Nothing found for “{q}”
and {n} more: narrow the search
Close
Fold the panel
Français
Passer en français
System theme
Light theme
Dark theme
Zoom in
Zoom out
See all
Help and legend
Print
Opening the atlas…
This atlas cannot be read: {why}
Model of {date}
Model without a date
by {author}
version {version}
devices
zones
flows
links
unknowns
Assumed attacker: {who}
The most plausible attacks
What to protect first
What matters
reached
no path
The model names no critical asset.
Map alone: attacks were not looked for here; \`carto build\` does.
No attack path was found in this model, under these assumptions.
No choke point: several independent paths lead to the target.
Follow step by step
See the {n} attacks
See the {n} choke points
Assumptions
All targets
Target
Why nothing leads there
Likelihood
{p} per campaign
Risk of being reached: {p} per campaign
between {a} and {b}
Effort
{d} days of work
under half a day
{d} days in all
{n} step{n:|s}
1 step
{n} step{n:|s} here
Step {n} of {total}
The whole path
Previous step
Next step
Play
Pause
Leave this attack
All attacks
{n} near-identical variant{n:|s}
Why it works
What would stop it
Technique
Rests on
Difficulty
Evidence
best attack, proven
best found
Care at stake
No care process hit
after {h} h
at once
tolerable outage: {h} h
patient safety {n}/4
Depends on
Fallback: {text}
No fallback described
Choose an attack or “if this falls”: the gauges show what stops.
During the attack: {what}
If “{what}” falls
The model describes no care process.
{n} record{n:|s} exposed
€{a} to €{b}
Without it, no path to the target is left.
Made safe, the risk falls by {p}.
Part of {p} of the attacks listed.
to reach “{target}”
{n} of the {total} attacks listed {n:falls|fall} with it
If you make it safe
still possible
falls
If this falls
Nothing else falls with it, says the model.
{n} device{n: falls|s fall} after it
{n} account{n:|s} taken
Stop showing what falls
What the model says
Links
Flows
incoming
outgoing
both ways
From
To
encrypted
not encrypted
encryption unknown
Attacks through here
Choke point
Care that depends on it
Accounts
Show on the map
Open the zone
Close the zone
{n} more
fleet of {n}
Tags
devices isolated from each other
Outside
Risk
Show
Links
Administration
Filters
{n} hidden
Show all again
Family
Trust
Particulars
Legend
The model holds no zone and no device yet: nothing to draw.
Devices in use
Marks
Lines
Zones
physical or radio link
application flow
administration
encrypted
attack step
several links as one
fleet of like devices
closed zone: count and worst risk
hostile zone
Keyboard
Arrows: nearest neighbour · Enter: open · Esc: close · / : search · F: see all · + − : scale · N, P: next, previous step · Shift + arrows: move
{kind} {name} selected
Nothing selected
This model is empty: there is nothing to draw.
Export as CSV
{n} row{n:|s}
Filter the rows
Devices
Flow matrix
Links
Accounts
External interconnections
Questions to ask
Name
Id
Type
Zone
Site
Count
Risk
Particulars
Source
Destination
Source zone
Destination zone
Kind
Encrypted
Detail
Field
Question
Where to write it
yes
no
unknown
SVG picture of the view
PNG picture of the view
SVG picture of the whole map
Export the map
Add a note
No notes yet.
Select something on the map to pin a note to it.
These notes live in this browser only: save them to keep them.
Save the notes (YAML)
Notes of the atlas: they replace those of the model. Private notes are not among them: keep those.
Edit or reply
Mark resolved
Reopen
Remove
Text
Author
Reply
Readers
Keep
Cancel
Notes`.split(`
`),Ct=Object.fromEntries(`map
mapHelp
overview
attacks
chokes
care
inventory
tables
notes
sheet
search
searchShort
noResult
moreResults
close
fold
language
languageHelp
themeAuto
themeLight
themeDark
zoomIn
zoomOut
fitAll
help
print
loading
broken
modelOf
noDate
byAuthor
versionIs
devicesCount
zonesCount
flowsCount
linksCount
unknownsCount
attackerIs
worstAttack
topChoke
whatMatters
reached
notReached
noTarget
notAnalysed
noStory
noChoke
follow
seeAllStories
seeAllChokes
assumptions
allTargets
targetIs
whyNot
likelihood
likelihoodIs
probabilityIs
between
effort
effortIs
effortUnder
elapsedIs
stepsCount
stepOne
stepsInside
stepNumber
wholeStory
previous
next
play
pause
leaveStory
allStories
alike
why
whatStops
technique
restsOn
difficulty
evidence
optimal
bounded
careAtStake
noCareHit
afterHours
atOnce
maxOutage
safety
dependsOn
fallback
noFallback
careNormal
careFor
careFall
noCare
records
valueEur
chokeAll
chokeDrop
chokeShare
chokeFor
falls
safeNow
stays
goes
ifFalls
ifFallsNone
blastCount
accountsFall
hideBlast
facts
neighbours
flows
incoming
outgoing
bothWays
from
to
encrypted
clear
encryptionUnknown
storiesThrough
chokeHere
careHere
accountsHere
showOnMap
openZone
closeZone
moreLines
fleet
tags
isolated
outside
risk
show
links
administration
filters
hidden
showAll
family
trust
particular
legend
nothingDrawn
legendKinds
legendMarks
legendLines
legendZones
lineLink
lineFlow
lineAdmin
lineLock
lineAttack
lineBundle
fleetMark
closedZone
hostileZone
keys
keysText
selected
nothing
empty
exportCsv
rowsShown
filterRows
table_devices
table_flows
table_links
table_accounts
table_external
table_unknowns
col_name
col_id
col_type
col_zone
col_site
col_count
col_risk
col_marks
col_a
col_b
col_zoneA
col_zoneB
col_kind
col_encrypted
col_text
col_field
col_question
col_place
yes
no
unknown
exportSvg
exportPng
exportSvgWhole
exports
noteAdd
noNote
noteHow
notesDraft
notesSave
notesComment
noteEdit
noteResolve
noteReopen
noteRemove
noteText
noteAuthor
noteReply
noteWho
noteKeep
noteCancel
notesHere`.split(`
`).map((n,e)=>[n,[Si[e],Mi[e]]]));var Ai=`triviale
facile
moyenne
difficile
très difficile
confirmé
déclaré
supposé
faille connue, atteignable comme il le faut
faiblesse écrite par l'auteur du modèle
rien n'est connu : supposé faute de mieux
fonctionne
dégradé
arrêté
écrit
gabarit
catalogue
hypothèse
déduit
équipement
zone
site
lien
flux
objet
compte
compte
données
tiers
personnes
soins
hostile
très faible confiance
faible confiance
confiance moyenne
haute confiance
cœur du système
aucun risque calculé
risque faible
risque moyen
risque élevé
risque critique
actif critique
exposé à une zone hostile
des inconnues
passage obligé
dispositif médical
filtre entre zones
faiblesse déclarée
sur un chemin d'attaque
soins critiques
réseau
sécurité
identité
infrastructure
serveurs
applications
postes
mobiles
imagerie
laboratoire
surveillance
traitement
cardiologie
pharmacie
bloc opératoire
bâtiment
téléphonie
extérieur
domicile
supports amovibles
données
mise à jour
commande
cuivre
fibre
Wi-Fi
radio
VPN
réseau étendu
virtuel
série
nature inconnue
administration
ouverte
résolue
pour le client
privée
faible
moyenne
élevée
critique`.split(`
`),Ei=`trivial
easy
moderate
hard
very hard
confirmed
declared
assumed
known flaw, reachable as required
weakness written by the model's author
nothing is known: assumed for want of better
works
degraded
stopped
written
template
catalogue
assumption
derived
device
zone
site
link
flow
object
account
account
data
third party
people
care
hostile
very low trust
low trust
medium trust
high trust
core
no computed risk
low risk
medium risk
high risk
critical risk
critical asset
exposed to a hostile zone
unknowns
choke point
medical device
filters between zones
declared weakness
on an attack path
critical care
network
security
identity
infrastructure
servers
applications
workstations
mobile
imaging
laboratory
monitoring
therapy
cardiology
pharmacy
operating theatre
building
telephony
external
home
removable media
data
update
command
copper
fibre
Wi-Fi
radio
VPN
wide area
virtual
serial
unknown kind
administration
open
resolved
for the client
private
low
medium
high
critical`.split(`
`),Rt=Object.fromEntries(`difficulty-trivial
difficulty-easy
difficulty-moderate
difficulty-hard
difficulty-very-hard
evidence-confirmed
evidence-declared
evidence-assumed
evidence-confirmed-help
evidence-declared-help
evidence-assumed-help
care-works
care-degraded
care-stopped
origin-author
origin-template
origin-catalogue
origin-assumption
origin-derived
kind-device
kind-zone
kind-site
kind-link
kind-flow
kind-thing
section-account
section-accounts
section-data
section-parties
section-people
section-care
trust0
trust1
trust2
trust3
trust4
trust5
risk0
risk1
risk2
risk3
risk4
flag-target
flag-exposed
flag-unknown
flag-choke
flag-medical
flag-filter
flag-weak
flag-onPath
flag-criticalCare
category-network
category-security
category-identity
category-infrastructure
category-server
category-application
category-workstation
category-mobile
category-imaging
category-laboratory
category-monitoring
category-therapy
category-cardiology
category-pharmacy
category-theatre
category-building
category-telephony
category-external
category-home
category-media
style-data
style-update
style-command
style-copper
style-fibre
style-wifi
style-radio
style-vpn
style-wan
style-virtual
style-serial
style-unknown
style-administration
note-open
note-resolved
note-client
note-private
severity-low
severity-medium
severity-high
severity-critical`.split(`
`).map((n,e)=>[n,[Ai[e],Ei[e]]]));var _n={...Ct,...Rt,...Lt};function T(n,e,t={}){return(n==="fr"?Ti(_n[e][0]):_n[e][1]).replace(/\{(\w+):([^|}]*)\|([^}]*)\}/g,(i,r,l,c)=>zi(n,t[r])?l:c).replace(/\{(\w+)\}/g,(i,r)=>String(t[r]??i))}function zi(n,e){let t=typeof e=="number"?e:Number(String(e??"").replace(/[\s\u202f]/g,"").replace(/,/g,n==="fr"?".":""));return n==="fr"?t<2:t===1}function Ti(n){return n.replaceAll("« ","« ").replace(/ (?=[»:;!?%€])/g," ")}function Te(n,e,t){let s=e+t;return Object.hasOwn(_n,s)?T(n,s):t}function X(n){switch(n[0]){case"list":return n[1];case"runs":return Li(n[1]);case"steps":return Ci(re(n[1]));case"hundredths":return re(n[1]).map(e=>e/100);case"words":{let e=X(n[1]);return re(n[2]).map(t=>e[t])}case"lists":return Ri(re(n[1]),X(n[2]));case"numbered":return $i(X(n[1]),X(n[2]),re(n[3]),re(n[4]),re(n[5]));case"records":return Pi(n[1])}}function re(n){return X(n)}function Li(n){let e=[];for(let t=0;t<n.length;t+=2)for(let s=n[t+1];s>0;s--)e.push(n[t]);return e}function Ci(n){let e=0;return n.map(t=>e+=t)}function Ri(n,e){let t=0;return n.map(s=>e.slice(t,t+=s))}function $i(n,e,t,s,o){let i=new Array(n.length).fill(0);return s.map((r,l)=>{let c=i[r]+=o[l],d=t[r];return d<0?n[r]+e[r]:n[r]+(d?String(c).padStart(d,"0"):c)+e[r]})}function Pi(n){let e=Object.entries(n).map(([s,o])=>({key:s,values:X(o)})),t=[];for(let s=0;s<(e[0]?.values.length??0);s++){let o={};for(let{key:i,values:r}of e)o[i]=r[s];t.push(o)}return t}var $t="carto.scene/1",Wn=class extends Error{},Oi={labels:{},sheets:[],targets:[],stories:[],choke_points:[],blasts:[],care:[],exposure:[],unknowns:[]};async function Pt(n,e){return JSON.parse(e==="gzip-base64"?await Ni(n):n)}function Ot(n){if(n.format!==$t)throw new Wn(`format ${String(n.format)}, expected ${$t}`);return jn({...Oi},n)}function jn(n,e){let{coded:t,...s}=e;Object.assign(n,s);for(let[o,i]of Object.entries(t??{})){let[r,l]=o.split("."),c=l?n[r]:n;Fi(c,l??r,()=>i[0]==="ends"?Hi(n,c,i):X(i))}return n}function Fi(n,e,t){let s=i=>{Object.defineProperty(n,e,{value:i,enumerable:!0,configurable:!0})};Object.defineProperty(n,e,{get:()=>{let i=t();return s(i),i},enumerable:!0,configurable:!0})}function Hi(n,e,[,t,s]){let o=n.devices.id,i=l=>l>=0?o[l]:n.zones[-l-1].id,r=e.a.map((l,c)=>`${i(l)} ${e.both_ways[c]?"--":"->"} ${i(e.b[c])}`);return t.forEach((l,c)=>r[l]=s[c]),r}async function Ni(n){let e=new Blob([Ii(n.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));return new Response(e).text()}function Ii(n){let{fromBase64:e}=Uint8Array;if(e)return e.call(Uint8Array,n);let t=atob(n),s=new Uint8Array(t.length);for(let o=0;o<s.length;o++)s[o]=t.charCodeAt(o);return s}var _i=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g,Wi=/[^\S\u00a0\u202f]+|[\u00a0\u202f]{2,}/g;function f(n,e=400){let s=(n.length>e*4?n.slice(0,e*4):n).replace(_i,"").replace(Wi," ").trim();return s.length>e?`${ji(s,e-1)}…`:s}function ji(n,e){let t=n.charCodeAt(e-1);return n.slice(0,t>=55296&&t<=56319?e-1:e)}function Z(n){return n.normalize("NFD").replace(/[\u0300-\u036f]/g,"").toLowerCase()}function F(n,e){return n[e]||n.fr||n.en||""}var Ft;function ae(n,e){return Ft??=new Intl.Collator("fr",{numeric:!0,sensitivity:"base"}),Ft.compare(n,e)}var Di={fr:{thousands:" ",point:","},en:{thousands:",",point:"."}};function O(n,e,t=0){if(!Number.isFinite(n)||Math.abs(n)>=1e21)return String(n);let{thousands:s,point:o}=Di[e],[i="",r=""]=n.toFixed(t).split("."),l=r.replace(/0+$/,""),c=i.replace(/\B(?=(\d{3})+$)/g,s)+(l?o+l:"");return/[1-9]/.test(c)?c:"0"}function Ht(n,e){return n>0&&n<.01?e==="fr"?"moins de 1 %":"under 1%":n<1&&n>.99?e==="fr"?"plus de 99 %":"over 99%":O(n*100,e)+(e==="fr"?" %":"%")}var Ue=class{constructor(e,t,s){this.x=e;this.y=t;this.bounds=s;let o=4*Math.max(1,Math.sqrt(s.w*s.h/(64*Math.max(64,e.length))));this.cell=o,this.columns=Math.max(1,Math.ceil(s.w/o)),this.rows=Math.max(1,Math.ceil(s.h/o));let i=new Uint32Array(this.columns*this.rows+1),r=new Uint32Array(e.length);for(let c=0;c<e.length;c++)i[(r[c]=this.cellAt(e[c],t[c]))+1]++;for(let c=1;c<i.length;c++)i[c]+=i[c-1];let l=i.slice(0,-1);this.values=new Uint32Array(e.length);for(let c=0;c<e.length;c++)this.values[l[r[c]]++]=c;this.start=i}x;y;bounds;columns;rows;start;values;cell;column(e){return Math.min(this.columns-1,Math.max(0,Math.floor((e-this.bounds.x)/this.cell)))}row(e){return Math.min(this.rows-1,Math.max(0,Math.floor((e-this.bounds.y)/this.cell)))}cellAt(e,t){return this.row(t)*this.columns+this.column(e)}each(e,t){for(let s=this.row(e.y);s<=this.row(e.y+e.h);s++){let o=s*this.columns+this.column(e.x),i=s*this.columns+this.column(e.x+e.w);for(let r=this.start[o];r<this.start[i+1];r++)t(this.values[r])}}nearest(e,t,s){let o=-1,i=s*s;return this.each({x:e-s,y:t-s,w:2*s,h:2*s},r=>{let l=(this.x[r]-e)**2+(this.y[r]-t)**2;l<=i&&(i=l,o=r)}),o}towards(e,t,s,o){let i=Math.hypot(this.bounds.w,this.bounds.h);for(let r=this.cell;;r*=2){let l=this.bestTowards({x:e,y:t},s,o,r);if(l>=0||r>i)return l}}bestTowards(e,t,s,o){let i=-1,r=1/0;return this.each({x:e.x-o,y:e.y-o,w:2*o,h:2*o},l=>{if((this.x[l]-e.x)*t+(this.y[l]-e.y)*s>o)return;let c=Ve(e,this.x[l],this.y[l],t,s);c<r&&(r=c,i=l)}),i}};function Ve(n,e,t,s,o){let i=(e-n.x)*s+(t-n.y)*o,r=Math.abs((e-n.x)*o-(t-n.y)*s);return i<.2||r>i*1.2?1/0:i+2*r}function It(n){let e=new Map;for(let t of n){let s=new Map(t.additions.map(i=>[i.id,i])),o=new Map((t.sheets??[]).map(i=>[`${i.section} ${i.id}`,i]));for(let i of t.changes){let r=e.get(i.id)??[];r.some(l=>l.scenario===t)||(r.push({scenario:t,change:i,addition:s.get(i.id)??null,sheet:o.get(`${i.section} ${i.id}`)??null}),e.set(i.id,r))}}return e}function we(n,e){return n.find(t=>t.scenario.id===e)??n[0]}var Bi={byId:new Map,holder:new Map,count:new Map},Nt=new WeakMap;function _t(n){if(!n?.additions.length)return Bi;let e=Nt.get(n);return e||Nt.set(n,e=qi(n.additions)),e}function qi(n){let e=n.filter(o=>o.section==="zones").sort((o,i)=>Ge(o.box)-Ge(i.box)),t=new Map,s=new Map;for(let o of n){let{x:i,y:r,w:l,h:c}=o.box,d=o.section==="sites"?void 0:e.find(u=>u!==o&&Ge(u.box)>Ge(o.box)&&le(u.box,i+l/2,r+c/2));d&&(t.set(o,d),o.section==="devices"&&s.set(d,(s.get(d)??0)+o.count))}return{byId:new Map(n.map(o=>[o.id,o])),holder:t,count:s}}function le(n,e,t){return e>=n.x&&t>=n.y&&e<=n.x+n.w&&t<=n.y+n.h}function Ge(n){return n.w*n.h}function Dn(n,e){let t=[];for(let s of n.changes){if(s.kind==="changed"||s.section!=="links"&&s.section!=="flows")continue;let o=s.a??s.a_new,i=s.b??s.b_new;o===e&&i!==""?t.push({change:s,other:i,outgoing:!0}):i===e&&o!==""&&t.push({change:s,other:o,outgoing:!1})}return t}function Wt(n,e){let t=new Uint32Array(e+1);for(let i=0;i<n.length;i++)t[n[i]+1]++;for(let i=0;i<e;i++)t[i+1]+=t[i];let s=t.slice(0,e),o=new Uint32Array(n.length);for(let i=0;i<n.length;i++)o[s[n[i]]++]=i;return{start:t,values:o}}function B(n){let e;return()=>e??=n()}function Bn(n){let e=new Map;return n.forEach((t,s)=>e.has(t)||e.set(t,s)),e}var Ze=class{constructor(e){this.scene=e}scene;sheets=B(()=>new Map(this.scene.sheets.map(e=>[e.id,e])));stories=B(()=>new Map(this.scene.stories.map(e=>[e.id,e])));through=B(()=>this.indexStories());plans=B(()=>It(this.scene.comparisons??[]));section(e){return this.sheets().get(e)?.section??(this.scene.care.some(t=>t.id===e)?"care":void 0)}indexStories(){let e=new Map;for(let t of this.scene.stories){let s=new Set(t.steps.flatMap(o=>[o.at,o.source]).concat(t.target));for(let o of s)o&&e.set(o,[...e.get(o)??[],t])}return e}},Ki=new Set(["links","flows"]),Je=class{constructor(e){this.scene=e;this.told=new Ze(e);let t=e.devices;this.n=t.x.length,this.x=new Float32Array(t.x),this.y=new Float32Array(t.y),this.zone=new Int32Array(t.zone),this.type=new Uint16Array(t.type),this.count=new Uint32Array(t.count),this.risk=new Uint8Array(t.risk),this.flags=new Uint16Array(t.flags),this.names=new Array(this.n),this.byZone=Wt(this.zone,e.zones.length);let s=e.zones.map(()=>[]),o=[];e.zones.forEach((i,r)=>(s[i.parent]??o).push(r)),this.zoneChildren=s,this.zoneDepth=new Uint8Array(e.zones.length),this.zoneOrder=this.orderZones(o)}scene;n;x;y;zone;type;count;risk;flags;byZone;zoneOrder;zoneChildren;zoneDepth;names;grid=B(()=>new Ue(this.x,this.y,this.scene.bounds));zoneFlags=B(()=>{let e=new Uint16Array(this.scene.zones.length);for(let t=0;t<this.n;t++)e[this.zone[t]]|=this.flags[t];return e});devices=B(()=>Bn(this.scene.devices.id));places=B(()=>this.indexPlaces());edgeRefs=B(()=>this.indexEdgeIds());incident=B(()=>this.indexEdges());told;orderZones(e){let t=[...e];for(let s=0;s<t.length;s++){let o=t[s];for(let i of this.zoneChildren[o])this.zoneDepth[i]=this.zoneDepth[o]+1,t.push(i)}return t}deviceName(e){return this.names[e]??=f(this.scene.devices.name[e]||this.scene.devices.id[e],80)}deviceType(e){return this.scene.types[this.type[e]]}zoneAt(e){return this.scene.zones[e]}has(e,t){return(this.flags[e]&E[t])!==0}siteId(e){return this.scene.sites[e].id||`@site-${e}`}complete(){this.told=new Ze(this.scene)}sheets(){return this.told.sheets()}stories(){return this.told.stories()}plans(){return this.told.plans()}indexPlaces(){let e=this.scene.sites.map((s,o)=>[this.siteId(o),{kind:"site",index:o,id:this.siteId(o)}]),t=this.scene.zones.map(({id:s},o)=>[s,{kind:"zone",index:o,id:s}]);return new Map([...e,...t])}indexEdgeIds(){return{link:Bn(this.scene.links.id),flow:Bn(this.scene.flows.id)}}resolve(e){if(!e)return null;let t=this.devices().get(e);return t!==void 0?{kind:"device",index:t,id:e}:this.places().get(e)??this.resolveTold(e)}resolveTold(e){let t=this.told.section(e),s=t&&!Ki.has(t)?null:this.edgeRef(e);return s||t?s??{kind:"thing",index:-1,id:e}:this.plans().get(e)?.some(o=>o.change.kind==="added")?{kind:"planned",index:-1,id:e}:null}edgeRef(e){for(let t of["link","flow"]){let s=this.edgeRefs()[t].get(e);if(s!==void 0)return{kind:t,index:s,id:e}}return null}endRef(e){return e>=0?{kind:"device",index:e,id:this.scene.devices.id[e]}:{kind:"zone",index:-e-1,id:this.scene.zones[-e-1].id}}nameOf(e){switch(e.kind){case"device":return this.deviceName(e.index);case"zone":return f(this.zoneAt(e.index).name||e.id,120);case"site":return f(this.scene.sites[e.index].name||e.id,120);case"link":case"flow":return f(this.edgeName(e),160);case"planned":return f(this.plans().get(e.id)?.[0]?.change.name||e.id,160);default:return f(this.sheets().get(e.id)?.title||this.careName(e.id)||e.id,120)}}edgeName(e){let t=this.sheets().get(e.id)?.title;if(t&&t!==e.id)return t;let{a:s,b:o,both:i}=this.edge(e);return`${this.nameOf(this.endRef(s))} ${i?"↔":"→"} ${this.nameOf(this.endRef(o))}`}careName(e){return this.scene.care.find(t=>t.id===e)?.name??""}edges(e){return e==="link"?this.scene.links:this.scene.flows}edge(e){let t=e.kind==="link"?"link":"flow",s=this.edges(t),o=e.index,i=t==="link"?this.scene.link_styles:this.scene.flow_styles;return{a:s.a[o],b:s.b[o],both:s.both_ways[o]===1,encrypted:s.encrypted[o],style:i[s.style[o]]??"",text:s.text[o]}}indexEdges(){let e=this.n+this.scene.zones.length,t=r=>r>=0?r:this.n-r-1,s=r=>Wt(Uint32Array.from(r,t),e),{links:o,flows:i}=this.scene;return{link:[s(o.a),s(o.b)],flow:[s(i.a),s(i.b)]}}incidences(e){if(e.kind!=="device"&&e.kind!=="zone")return[];let t=e.kind==="device"?e.index:this.n+e.index,s=[];for(let o of["link","flow"]){let i=this.edges(o),[r,l]=this.incident()[o];for(let c=r.start[t];c<r.start[t+1];c++)s.push({kind:o,index:r.values[c],other:i.b[r.values[c]],outgoing:!0});for(let c=l.start[t];c<l.start[t+1];c++)s.push({kind:o,index:l.values[c],other:i.a[l.values[c]],outgoing:!1})}return s}storiesThrough(e){return this.told.through().get(e)??[]}chokePointsAt(e){return this.scene.choke_points.filter(t=>t.at===e||t.id===e)}boxOf(e,t=""){switch(e.kind){case"device":return{x:this.x[e.index]-.5,y:this.y[e.index]-.5,w:1,h:1};case"zone":return this.zoneAt(e.index).box;case"site":return this.scene.sites[e.index].box;case"thing":return null;case"planned":return this.plannedBox(we(this.plans().get(e.id)??[],t));default:return this.edgeBox(e)}}plannedBox(e){if(!e||e.addition)return e?.addition?.box??null;let{a:t,b:s,a_new:o,b_new:i}=e.change,r=(d,u)=>d===null?e.scenario.additions.find(h=>h.id===u)?.box??null:this.boxOf(this.endRef(d)),[l,c]=[r(t,o),r(s,i)];return l&&c?Ye(l,c):null}edgeBox(e){let{a:t,b:s}=this.edge(e);return Ye(this.boxOf(this.endRef(t)),this.boxOf(this.endRef(s)))}};function Ye(n,e){let t=Math.min(n.x,e.x),s=Math.min(n.y,e.y);return{x:t,y:s,w:Math.max(n.x+n.w,e.x+e.w)-t,h:Math.max(n.y+n.h,e.y+e.h)-s}}var Ui={application:"M3 5h18v14H3zM3 9.5h18M6 7.3h.01M9 7.3h.01",bed:"M3 20V10M3 17h18v3M21 17v-2a3 3 0 0 0-3-3h-8v5M4 6h4l1.5-3 2.5 5.5L13.5 6H20",building:"M4 21V10l8-6.5 8 6.5v11zM12 12.4a2.8 2.8 0 1 0 .01 0M12 10.6v1.8M12 18v1.8M7.6 15.2h1.6M14.8 15.2h1.6",camera:"M12 4a7 7 0 1 0 .01 0zM12 8a3 3 0 1 0 .01 0zM7 21h10M12 18v3",cloud:"M7 18.5h10a4.2 4.2 0 0 0 .6-8.35A6 6 0 0 0 6.2 9.6 4.5 4.5 0 0 0 7 18.5z",database:"M5 6c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3zM5 6v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3",firewall:"M3 4h18v16H3zM3 9.3h18M3 14.6h18M12 4v5.3M7.5 9.3v5.3M16.5 9.3v5.3M12 14.6V20",flask:"M9 3h6M10 3v6.5L4.8 18.2A1.9 1.9 0 0 0 6.5 21h11a1.9 1.9 0 0 0 1.7-2.8L14 9.5V3M7.6 15h8.8",gateway:"M8 3v18M16 3v18M2 9h17M16.5 6.5 19 9l-2.5 2.5M22 15H5M7.5 12.5 5 15l2.5 2.5",heart:"M12 20.5S3.5 15 3.5 9.3A4.4 4.4 0 0 1 12 7.4a4.4 4.4 0 0 1 8.5 1.9C20.5 15 12 20.5 12 20.5zM6.5 12H10l1.3-2.6 1.8 4.6 1.2-2h3.2",key:"M8 10.5a4.5 4.5 0 1 0 .01 0zM11.2 11.8 20 3M16.5 6.5l3 3M14 9l2 2",media:"M8 11h8v9a1.5 1.5 0 0 1-1.5 1.5h-5A1.5 1.5 0 0 1 8 20zM9.5 11V3h5v8M11 6.5h.01M13 6.5h.01",mobile:"M7 2.5h10v19H7zM11 18.5h2",phone:"M5 4h4l1.5 5L8 10.5a12 12 0 0 0 5.5 5.5l1.5-2.5 5 1.5v4a2 2 0 0 1-2 2C10.3 20.5 3.5 13.7 3 6a2 2 0 0 1 2-2z",pill:"M10.5 20.5a5 5 0 0 1-7-7l10-10a5 5 0 0 1 7 7zM8.5 8.5l7 7",pump:"M12 3s6.5 7 6.5 11.5a6.5 6.5 0 0 1-13 0C5.5 10 12 3 12 3zM9 15a3 3 0 0 0 3 3",scanner:"M12 2.5a9 9 0 1 0 .01 0zM12 7.5a4 4 0 1 0 .01 0zM2 22h20",server:"M4 4h16v6.5H4zM4 13.5h16V20H4zM7.5 7.2h.01M7.5 16.8h.01M12 7.2h5M12 16.8h5",shield:"M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6zM8.5 12l2.5 2.5 4.5-5",storage:"M4 6c0-1.4 3.6-2.5 8-2.5S20 4.6 20 6s-3.6 2.5-8 2.5S4 7.4 4 6zM4 12c0 1.4 3.6 2.5 8 2.5s8-1.1 8-2.5M4 18c0 1.4 3.6 2.5 8 2.5s8-1.1 8-2.5",switch:"M3.5 12h17M12 3.5v17M6.5 9l-3 3 3 3M17.5 9l3 3-3 3M9 6.5l3-3 3 3M9 17.5l3 3 3-3",workstation:"M3 4h18v12H3zM12 16v4M8 20.5h8"},Vi="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.5h.01";function Le(n){return P(Ui,n)??Vi}var Xe={circle:"M12 1a11 11 0 1 0 .01 0z",rounded:"M6 1.5h12A4.5 4.5 0 0 1 22.5 6v12a4.5 4.5 0 0 1-4.5 4.5H6A4.5 4.5 0 0 1 1.5 18V6A4.5 4.5 0 0 1 6 1.5z",square:"M2 2h20v20H2z",hexagon:"M12 .6 22 6.3v11.4L12 23.4 2 17.7V6.3z",octagon:"M7.4 1.2h9.2l6.2 6.2v9.2l-6.2 6.2H7.4l-6.2-6.2V7.4z"},q={1:"M12 7a5 5 0 1 0 .01 0z",2:"M12 2 22 12 12 22 2 12z",3:"M12 2 23 21.5H1z",4:"M7.6 1.5h8.8L22.5 7.6v8.8l-6.1 6.1H7.6L1.5 16.4V7.6z"},C={target:"M12 1.5a10.5 10.5 0 1 0 .01 0zM12 7.5a4.5 4.5 0 1 0 .01 0z",choke:"M4 3h16L13.5 12 20 21H4l6.5-9z",exposed:"M12 2a10 10 0 1 0 .01 0zM2 12h20M12 2c-6 5-6 15 0 20M12 2c6 5 6 15 0 20",lock:"M5 11h14v10H5zM8 11V8a4 4 0 0 1 8 0v3"};var jt=["care","system","user","network","identity","building","outside"],Gi={imaging:"care",laboratory:"care",monitoring:"care",therapy:"care",cardiology:"care",pharmacy:"care",theatre:"care",home:"care",server:"system",application:"system",infrastructure:"system",workstation:"user",mobile:"user",telephony:"user",media:"user",network:"network",security:"network",identity:"identity",building:"building",external:"outside"};function ke(n){return P(Gi,n)??"system"}var Qe={care:"circle",system:"rounded",user:"square",network:"hexagon",identity:"octagon",building:"octagon",outside:"rounded"},en={dark:!1,ground:"#eef1f4",site:"#ffffff",siteEdge:"#c4ccd6",surface:"#ffffff",ink:"#16212e",inkSoft:"#4c5b6b",halo:"#ffffff",zone:["#fdf0ee","#fdf5e8","#f8f7f1","#f3f6f9","#ebf2fa","#e1ecf9"],zoneEdge:["#b3261e","#b97f1e","#968c72","#8496ab","#6d8cb5","#3f6cab"],hatch:"#e9b8b2",family:{care:"#00705c",system:"#0b5cad",user:"#4a5a6d",network:"#8a5a00",identity:"#7d3c98",building:"#6d4c3d",outside:"#a3175b"},risk:["#6b7885","#6b7885","#b07a00","#c94f00","#a8102f"],link:"#8494a5",flow:"#2f77bd",administration:"#7d3c98",bundle:"#93a4b6",attack:"#c2132f",attackInk:"#ffffff",choke:"#6a1b9a",select:"#0b5cad",note:"#ffd84d",noteInk:"#2b2200"},Dt={dark:!0,ground:"#0d1319",site:"#141c24",siteEdge:"#33414f",surface:"#1a242e",ink:"#e8eef4",inkSoft:"#a3b2c1",halo:"#10171e",zone:["#2b1a1b","#2a2418","#22231f","#1b242d","#1a2835","#192d43"],zoneEdge:["#f0776c","#d9a441","#8f8a78","#5f748a","#5d83b3","#6aa0e6"],hatch:"#5b2c2c",family:{care:"#42cdb0",system:"#74b6f7",user:"#b2c0ce",network:"#e6b64c",identity:"#d7a0ea",building:"#d0ab97",outside:"#f58cba"},risk:["#8b98a5","#8b98a5","#e3b341","#ff8f4a","#ff6b81"],link:"#5d6f81",flow:"#5a9fe0",administration:"#c58adb",bundle:"#54677a",attack:"#ff5a72",attackInk:"#1b0508",choke:"#cf9af0",select:"#8cc4ff",note:"#ffdf6b",noteInk:"#2b2200"},Bt='"Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", "DejaVu Sans", sans-serif';function ce(n,e){let t=new Set(e),s=(n.scene.cuts??[]).filter(o=>o.when.every(i=>t.has(i)));return new Set(s.flatMap(o=>o.stories))}function qt(n){let e=n.scene.measures??[];return e.map((s,o)=>({index:o,ends:[...ce(n,[s.id])]})).sort((s,o)=>o.ends.length-s.ends.length||e[s.index].cost_eur-e[o.index].cost_eur||s.index-o.index)}function Kt(n,e){let t=n.scene.measures??[],s=[];for(;s.length<e;){let o=s.map(c=>t[c].id),i=ce(n,o).size,l=t.map((c,d)=>({i:d,gain:s.includes(d)?0:ce(n,[...o,c.id]).size-i})).sort((c,d)=>d.gain-c.gain||t[c.i].cost_eur-t[d.i].cost_eur||c.i-d.i)[0];if(!l||l.gain<=0)break;s.push(l.i)}return s}function Q(n,e){return n.scene.comparisons?.find(t=>t.id===e)??null}var K={added:"+",removed:"−",changed:"±"};function Ut(n,e,t){if(t==="base")return[];let s=Q(n,e)?.changes??[];return t==="difference"?s:s.filter(o=>o.kind==="added")}function _(n,e){return _t(Q(n,e))}var qn={devices:new Set,links:new Set,flows:new Set};function Vt(n,e,t){if(t!=="scenario")return qn;let s={devices:new Set,links:new Set,flows:new Set},o=_(n,e).byId;for(let i of Q(n,e)?.changes??[]){let r=i.kind==="removed"||o.has(i.id)?n.resolve(i.id):null;r?.kind==="device"?s.devices.add(r.index):r?.kind==="link"?s.links.add(r.index):r?.kind==="flow"&&s.flows.add(r.index)}return s}function a(n,e={},...t){let s=document.createElement(n);for(let[o,i]of Object.entries(e))o.startsWith("on")?s.addEventListener(o.slice(2),i):o.startsWith("aria-")&&typeof i=="boolean"?s.setAttribute(o,String(i)):i===!0?s.setAttribute(o,""):i!==!1&&i!==null&&i!==void 0&&s.setAttribute(o,String(i));return y(s,t),s}function y(n,e){for(let t of e)t&&n.append(t)}function p(n,e=400){return a("bdi",{dir:"auto",class:"u"},f(n,e))}var Gt="http://www.w3.org/2000/svg";function k(n,e={}){let t=document.createElementNS(Gt,"svg");t.setAttribute("viewBox","0 0 24 24"),t.setAttribute("width",String(e.size??18)),t.setAttribute("height",String(e.size??18)),t.setAttribute("aria-hidden","true"),t.setAttribute("class",`icon ${e.solid?"solid":""} ${e.class??""}`.trim());let s=document.createElementNS(Gt,"path");return s.setAttribute("d",n),t.append(s),t}var I=class{constructor(e){this.root=e}root;key=null;update(e,t){if(e===this.key)return;let s=this.key===null;if(this.key=e,s)return y(this.root,t());let o=this.root.contains(document.activeElement)?document.activeElement.dataset.key:void 0,i=this.root.scrollTop;this.root.replaceChildren(),y(this.root,t()),i&&(this.root.scrollTop=i),o&&this.find(o)?.focus({preventScroll:!0})}find(e){for(let t of this.root.querySelectorAll("[data-key]"))if(t.dataset.key===e)return t;return null}},x={overview:"M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z",attacks:"M5 19 10 9l4 6 5-11M15 4h4v4M5 19h.01",chokes:"M4 3h16L13.5 12 20 21H4l6.5-9z",care:"M12 20.5S3.5 15 3.5 9.3A4.4 4.4 0 0 1 12 7.4a4.4 4.4 0 0 1 8.5 1.9C20.5 15 12 20.5 12 20.5z",inventory:"M4 5h16M4 10h16M4 15h16M4 20h10",views:"M3 6.500 9 4l6 2.500L21 4v13.500L15 20l-6-2.500L3 20zM9 4v13.500M15 6.500V20",decide:"M4 12.500l5 5L20 6.500M4 20h16",notes:"M5 3h14v13l-5 5H5zM14 21v-5h5",tables:"M3 4h18v16H3zM3 9.5h18M3 15h18M9 4v16",search:"M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5 21 21",plus:"M12 5v14M5 12h14",minus:"M5 12h14",fit:"M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",close:"M6 6l12 12M18 6 6 18",left:"M15 5l-7 7 7 7",right:"M9 5l7 7-7 7",play:"M7 4l13 8-13 8z",pause:"M8 5v14M16 5v14",help:"M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2M12 17.5h.01M12 2.5a9.5 9.5 0 1 0 .01 0z",sun:"M12 7.5a4.5 4.5 0 1 0 .01 0zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M5 19l1.7-1.7M17.3 6.7 19 5",moon:"M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",system:"M3 5h18v11H3zM9 20h6",print:"M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",save:"M12 3v12M7 10.5l5 5 5-5M4 20h16",filter:"M4 5h16l-6.5 7.5V19l-3 1.5v-8z",burst:"M12 2l2.5 6 6-2.5-2.5 6 4 3-5.5 1 .5 6-5-4-5 4 .5-6L2 14.5l4-3L3.5 5.5l6 2.5z"};var Zi=new Set(["sites","zones","links","flows"]),nn=class{constructor(e,t,s){this.store=e;this.world=t;this.map=s}store;world;map;get state(){return this.store.state}say(e,t){return T(this.state.lang,e,t)}get colon(){return this.state.lang==="fr"?" : ":": "}saidOf(e,t){let s=this.world.resolve(t),[o="",i=""]=this.say(e,{target:"\0"}).split("\0");return[o,p(s?this.world.nameOf(s):t,90),i]}known(e,t){return Te(this.state.lang,e,t)}pick(e,t=1200){return f(F(e,this.state.lang),t)}number(e,t=0){return O(e,this.state.lang,t)}percent(e){return Ht(e,this.state.lang)}days(e){return e<.5?this.say("effortUnder"):this.say("effortIs",{d:this.number(e,e<10?1:0)})}whyNone(e){return this.say(this.world.scene.meta.analysed===!1?"notAnalysed":e)}go(e){this.store.dispatch({type:"set",patch:{table:null}}),this.store.dispatch({type:"select",id:e});let t=this.world.resolve(e);t&&this.map.show(t)}additions(e){return _(this.world,e)}plan(e){return we(this.world.plans().get(e.id)??[],this.state.scenario)}kindOf(e){if(e.kind==="planned")return this.plannedKind(this.plan(e));if(e.kind==="device")return this.pick(this.world.deviceType(e.index).label,60);if(e.kind!=="thing")return this.known("kind-",e.kind);let t=this.world.sheets().get(e.id)?.section??(this.world.scene.care.some(s=>s.id===e.id)?"care":"");return t?this.known("section-",t):this.known("kind-","thing")}plannedKind(e){let t=e?.addition?.label;if(t)return this.pick(t,60);let s=`kind-${e?.change.section.slice(0,-1)??""}`,o=this.known("",s);return o===s?this.known("section-",e?.change.section??""):o}link(e,t=""){let s=this.world.resolve(e);return s?a("button",{class:"link",type:"button","data-key":`go-${e}`,onclick:()=>this.go(e)},this.badge(s),p(t||this.world.nameOf(s),120)):p(t||e,120)}badge(e){if(e.kind==="device")return tn(this.world.deviceType(e.index),18);let t=e.kind==="planned"?this.plan(e):void 0;if(t?.addition?.section==="devices")return tn(t.addition,18);let s=t?Zi.has(t.change.section)?t.change.section.slice(0,-1):"thing":e.kind;return a("span",{class:`dot dot-${s}`,"aria-hidden":"true"})}risk(e){return a("span",{class:`risk risk-${e}`},e>=1?k(q[e],{solid:!0,size:12}):null,this.say(`risk${Math.max(0,Math.min(4,e))}`))}careState(e){let t=typeof e.hours=="number"?` ${e.hours>0?this.say("afterHours",{h:this.number(e.hours,1)}):this.say("atOnce")}`:null;return a("span",{class:`state state-${e.state}`},this.known("care-",e.state),t)}evidence(e){return a("span",{class:`chip evidence-${e}`,title:this.known(`evidence-${e}`,"-help")},this.known("evidence-",e))}};function tn(n,e){let t=ke(n.category),s=k(Xe[Qe[t]],{size:e,class:"outline"}),o=k(Le(n.glyph),{size:e*.62,class:"inner"});return a("span",{class:`device-icon family-${t}`,"aria-hidden":"true"},s,o)}function ee(n,e,t,s=140){let o=Math.max(40,e.w-t.left-t.right),i=Math.max(40,e.h-t.top-t.bottom),r=Math.min(s,o/Math.max(n.w,1e-6),i/Math.max(n.h,1e-6));return{x:n.x+n.w/2+(t.right-t.left)/2/r,y:n.y+n.h/2+(t.bottom-t.top)/2/r,scale:r}}function sn(n,e,t){return{...n,x:n.x-e/n.scale,y:n.y-t/n.scale}}function Zt(n,e,t,s,o,i){let r=Math.min(140,Math.max(i,n.scale*o)),l=1/n.scale-1/r;return{x:n.x+(t-e.w/2)*l,y:n.y+(s-e.h/2)*l,scale:r}}function Jt(n,e,t,s){return{x:n.x+(t-e.w/2)/n.scale,y:n.y+(s-e.h/2)/n.scale}}function Yt(n,e,t,s){return{x:(t-n.x)*n.scale+e.w/2,y:(s-n.y)*n.scale+e.h/2}}function H(n,e,t=0){let s=e.w/n.scale+2*t,o=e.h/n.scale+2*t;return{x:n.x-s/2,y:n.y-o/2,w:s,h:o}}function ne(n,e){return n.x<e.x+e.w&&e.x<n.x+n.w&&n.y<e.y+e.h&&e.y<n.y+n.h}function Xt(n,e){return{x:Math.min(e.x+e.w,Math.max(e.x,n.x)),y:Math.min(e.y+e.h,Math.max(e.y,n.y)),scale:n.scale}}function Qt(n,e,t){if(t>=1)return e;let s=t*t*(3-2*t),o=n.scale*(e.scale/n.scale)**s,i=Math.abs(e.scale-n.scale)<1e-9?s:(1/n.scale-1/o)/(1/n.scale-1/e.scale);return{x:n.x+(e.x-n.x)*i,y:n.y+(e.y-n.y)*i,scale:o}}var es=5;function ns(n,e,t){let s=new Map,o=0,{canvas:i}=n,r=u=>({x:u.offsetX,y:u.offsetY});i.addEventListener("pointerdown",u=>{u.button===0&&(i.setPointerCapture(u.pointerId),s.set(u.pointerId,r(u)),s.size===1&&(o=0))}),i.addEventListener("pointermove",u=>{let h=s.get(u.pointerId);if(!h)return c(u);let m=r(u);o+=Math.hypot(m.x-h.x,m.y-h.y),s.set(u.pointerId,m),s.size===2?d(u.pointerId,h,m):o>es&&n.look(sn(n.camera,m.x-h.x,m.y-h.y))});let l=u=>{if(!s.delete(u.pointerId)||s.size||o>es||u.type==="pointercancel")return;let h=n.hit(u.offsetX,u.offsetY);e.dispatch({type:"select",id:h?.id??""})};i.addEventListener("pointerup",l),i.addEventListener("pointercancel",l),i.addEventListener("pointerleave",()=>{n.hover=null,t(0,0,null)}),i.addEventListener("dblclick",u=>{let h=n.hit(u.offsetX,u.offsetY);h?.kind==="zone"||h?.kind==="site"?n.show(h):n.zoom(1.8,u.offsetX,u.offsetY)}),i.addEventListener("wheel",u=>{u.preventDefault();let h=u.deltaMode===1?u.deltaY*18:u.deltaY;n.zoom(Math.exp(-Math.max(-240,Math.min(240,h))*(u.ctrlKey?.008:.0022)),u.offsetX,u.offsetY)},{passive:!1});function c(u){if(u.pointerType==="touch")return;let h=n.hit(u.offsetX,u.offsetY);n.hover=h,t(u.offsetX,u.offsetY,h)}function d(u,h,m){for(let[v,g]of s){if(v===u)continue;let A=Math.hypot(h.x-g.x,h.y-g.y),G=Math.hypot(m.x-g.x,m.y-g.y);n.zoom(G/Math.max(1,A),(m.x+g.x)/2,(m.y+g.y)/2),n.look(sn(n.camera,(m.x-h.x)/2,(m.y-h.y)/2))}}}var Ji={kind:"thing",index:-1,id:""},Yi={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]};function ts(n,e,t){n.canvas.addEventListener("keydown",s=>{let o=Yi[s.key];if(o&&s.shiftKey)n.look(sn(n.camera,-o[0]*80,-o[1]*80));else if(o)ss(n,e,t,o);else if(s.key==="Enter")er(n,e,t);else return;s.preventDefault()})}function ss(n,e,t,[s,o]){if(!t.n)return;let{sel:i,scenario:r}=e.state,l=t.boxOf(t.resolve(i)??Ji,r),c=l&&l.w<=1?Xi(t,i,r,{x:l.x+l.w/2,y:l.y+l.h/2},[s,o]):t.endRef(Qi(n,t));c&&(e.dispatch({type:"select",id:c.id}),n.show(c))}function Xi(n,e,t,s,[o,i]){let r=n.grid().towards(s.x,s.y,o,i),l=r>=0?n.endRef(r):null,c=r>=0?Ve(s,n.x[r],n.y[r],o,i):1/0;for(let{id:d,section:u,box:h}of _(n,t).byId.values()){let m=u==="devices"&&d!==e?Ve(s,h.x+.5,h.y+.5,o,i):1/0;m<c&&([l,c]=[n.resolve(d),m])}return l}function Qi(n,e){let{w:t,h:s}=e.scene.bounds;for(let o=4;;o*=2){let i=e.grid().nearest(n.camera.x,n.camera.y,o);if(i>=0||o>t+s)return Math.max(0,i)}}function er(n,e,t){let s=t.resolve(e.state.sel);if(!s)return ss(n,e,t,[0,0]);let o=t.boxOf(s,e.state.scenario);o&&n.showBox({x:o.x-5,y:o.y-4,w:o.w+10,h:o.h+8},48)}function os(n,e,t){document.addEventListener("keydown",s=>{let o=s.target instanceof HTMLElement&&s.target.matches("input, textarea, select");if(s.key==="Escape")return e.dispatch({type:"escape"});if(o||s.ctrlKey||s.metaKey||s.altKey)return;let i=nr(n,e,t)[s.key];i&&(s.preventDefault(),i())})}function nr(n,e,t){return{"/":t,f:()=>n.fitAll(),"+":()=>n.zoom(1.4),"=":()=>n.zoom(1.4),"-":()=>n.zoom(1/1.4),n:()=>e.dispatch({type:"step",by:1}),p:()=>e.dispatch({type:"step",by:-1}),"?":()=>e.dispatch({type:"set",patch:{help:!e.state.help}})}}function on(n){let{targets:e}=n.world.scene,t=a("div",{class:"target-choice"});if(!e.length)return a("p",{class:"empty"},n.say("noTarget"));let s=a("select",{id:"target","data-key":"target",onchange:()=>n.store.dispatch({type:"set",patch:{target:s.value}})});s.append(a("option",{value:""},n.say("allTargets")));for(let i of e){let r=a("option",{value:i.id,selected:i.id===n.state.target});r.append(p(i.label,90).textContent??"",i.reached?"":` (${n.say("notReached")})`),s.append(r)}y(t,[a("label",{for:"target"},n.say("targetIs")),s]);let o=e.find(i=>i.id===n.state.target);return o?.why_not&&!o.reached&&y(t,[a("div",{class:"why-not"},a("p",{class:"minor"},n.say("whyNot")),a("p",{},p(n.pick(o.why_not),900)))]),o?.reached&&typeof o.probability=="number"&&y(t,[a("p",{class:"fine"},tr(n,o.probability,o.interval))]),t}function tr(n,e,t){let s=n.say("probabilityIs",{p:n.percent(e)});return t?`${s} (${n.say("between",{a:n.percent(t[0]),b:n.percent(t[1])})})`:s}function is(n){let e=n.world.stories().get(n.state.story);return e?or(n,e):sr(n)}function sr(n){let{scene:e}=n.world,s=e.stories.filter(o=>!n.state.target||o.target===n.state.target).map((o,i)=>a("li",{},Un(n,o,i+1)));return[on(n),s.length?a("ol",{class:"cards"},...s):a("p",{class:"empty"},n.whyNone("noStory"))]}function Un(n,e,t){return a("button",{class:"story-card",type:"button","data-key":`story-${e.id}`,onclick:()=>n.store.dispatch({type:"story",id:e.id})},a("span",{class:"rank","aria-hidden":"true"},String(t)),a("span",{class:"story-text"},a("span",{class:"story-title"},p(n.pick(e.title),240)),a("span",{class:"fine"},n.say("likelihoodIs",{p:n.percent(e.likelihood)})," · ",n.days(e.effort_days)," · ",e.steps.length===1?n.say("stepOne"):n.say("stepsCount",{n:e.steps.length})),a("span",{class:"chips"},n.evidence(e.evidence),e.alike>1?a("span",{class:"chip"},n.say("alike",{n:e.alike})):null)))}function rn(n,e,t){let s=e.map(o=>{let i=t.has(o.id),r=a("button",{class:"link",type:"button","data-key":`fall-${o.id}`,onclick:()=>n.store.dispatch({type:"story",id:o.id})},p(n.pick(o.title),160),a("span",{class:"fine"},` ${n.percent(o.likelihood)}`));return a("li",{class:i?"row gone":"row"},r,a("span",{class:i?"state state-works":"state state-stopped"},i?`✓ ${n.say("goes")}`:n.say("stays")))});return a("ul",{class:"plain falls"},...s)}function or(n,e){let{step:t}=n.state,s=a("button",{class:"back",type:"button","data-key":"back",onclick:()=>n.store.dispatch({type:"story",id:""})},k(x.left,{size:14}),n.say("allStories")),o=a("header",{class:"card-head"},a("h2",{},p(n.pick(e.title),240)),a("p",{class:"fine"},n.say("likelihoodIs",{p:n.percent(e.likelihood)})," · ",n.days(e.effort_days)," · ",n.say("elapsedIs",{d:n.number(e.elapsed_days,1)})),a("p",{class:"chips"},n.evidence(e.evidence),a("span",{class:"chip"},n.say(e.proof)))),i=a("ol",{class:"steps"});return e.steps.forEach((r,l)=>i.append(ir(n,r,l,l===t))),[s,o,i,ar(n,e)]}function ir(n,e,t,s){let o=a("button",{class:"step-head",type:"button","data-key":`step-${t}`,"aria-expanded":s,onclick:()=>n.store.dispatch({type:"story",id:n.state.story,step:s?-1:t})},a("span",{class:"disc"},String(t+1)),a("span",{},p(n.pick(e.text),500)));return a("li",{class:s?"step open":"step","aria-current":s?"step":null},o,s?rr(n,e):null)}function rr(n,e){let t=a("div",{class:"step-body"});return y(t,[e.why.fr||e.why.en?Kn(n.say("why"),p(n.pick(e.why),900)):null,a("p",{class:"chips"},n.evidence(e.evidence),e.difficulty?a("span",{class:"chip"},`${n.say("difficulty")}${n.colon}${n.known("difficulty-",e.difficulty)}`):null,a("span",{class:"chip"},n.percent(e.likelihood)),...e.techniques.map(s=>a("span",{class:"chip mono"},p(s,20)))),e.at&&n.world.resolve(e.at)?a("p",{},n.link(e.at)):null,e.stops.length?Kn(n.say("whatStops"),a("ul",{class:"stops"},...e.stops.map(s=>a("li",{},p(n.pick(s),300))))):null,e.places.length?Kn(n.say("restsOn"),a("span",{class:"mono fine"},...e.places.slice(0,6).flatMap(s=>[p(s,120),a("br")]))):null]),t}function Kn(n,...e){return a("div",{class:"line"},a("p",{class:"minor"},n),...e)}function ar(n,e){let t=a("section",{class:"block"},a("h3",{},n.say("careAtStake"))),s=e.care.filter(o=>o.state!=="works");return y(t,[s.length?a("ul",{class:"plain"},...s.map(o=>a("li",{class:"row"},n.link(o.id,o.name),n.careState(o)))):a("p",{class:"fine"},n.say("noCareHit")),e.records>0?a("p",{},n.say("records",{n:n.number(e.records)})):null,e.value_eur[1]>0?a("p",{class:"fine"},n.say("valueEur",{a:n.number(e.value_eur[0]),b:n.number(e.value_eur[1])})):null]),t}function lr(n){let e=n.world.stories().get(n.state.story);if(e)return{lead:n.say("careFor",{what:n.pick(e.title,200)}),effects:e.care};let t=n.world.scene.blasts.find(o=>o.id===n.state.blast);if(!t)return null;let s=n.world.resolve(t.id);return{lead:n.say("careFall",{what:s?n.world.nameOf(s):t.id}),effects:t.care}}function rs(n){let e=n.world.scene.care;if(!e.length)return[a("p",{class:"empty"},n.say("noCare"))];let t=lr(n),s=new Map(t?.effects.map(l=>[l.id,l])),o={stopped:0,degraded:1,works:2},i=l=>s.get(l)?.state??"works",r=[...e].sort((l,c)=>o[i(l.id)]-o[i(c.id)]||c.patient_safety-l.patient_safety);return[a("p",{class:"lead"},t?.lead??n.say("careNormal")),a("ul",{class:"gauges"},...r.map(l=>cr(n,l,s.get(l.id),t!==null)))]}function cr(n,e,t,s){let o=t?.state??"works",i=a("li",{class:s?`care-item care-${o}`:"care-item"});return y(i,[a("div",{class:"row"},a("b",{},n.link(e.id,e.name)),s?n.careState(t??{id:e.id,name:"",state:o,hours:null,patient_safety:0}):null),a("p",{class:"fine"},n.say("safety",{n:e.patient_safety}),typeof e.max_outage_hours=="number"?` · ${n.say("maxOutage",{h:n.number(e.max_outage_hours,1)})}`:null),a("details",{},a("summary",{},n.say("dependsOn")),a("p",{class:"links"},...e.depends_on.map(r=>n.link(r))),a("p",{class:"fine"},e.fallback?n.say("fallback",{text:""}):n.say("noFallback"),e.fallback?p(e.fallback,400):null))]),i}function as(n,e,t){n.store.dispatch({type:"set",patch:{scenario:e,mode:t}})}function dr(n,e){let{scenario:t}=n.world.scene.meta;return e==="base"&&t?p(t,60):n.say(`mode-${e}`)}function ls(n){let{state:e}=n;if(!Q(n.world,e.scenario))return null;let t=Ke.map(s=>a("button",{class:"toggle",type:"button","data-key":`mode-${s}`,"aria-pressed":e.mode===s,onclick:()=>as(n,e.scenario,s)},dr(n,s)));return a("span",{class:"switch",role:"group","aria-label":n.say("scenarios")},...t)}function cs(n){let{state:e,world:t}=n,s=t.scene.comparisons??[],o=a("section",{class:"block"},a("h3",{},n.say("scenarios")));if(!s.length)return null;let i=s.map(r=>{let l=e.scenario===r.id;return a("button",{class:l?"toggle on":"toggle",type:"button","data-key":`scenario-${r.id}`,"aria-pressed":l,onclick:()=>as(n,l?"":r.id,l?"base":"difference")},p(r.title,120))});return y(o,[a("div",{class:"stack"},...i),...ur(n,Q(t,e.scenario))]),o}function ur(n,e){if(!e)return[];let t=new Set(e.targets.flatMap(o=>o.falls)).size,s=e.targets.reduce((o,i)=>o+i.appears,0);return[e.rationale?a("p",{class:"description"},p(e.rationale,900)):null,a("p",{},n.say("scenarioFalls",{n:t}),s?` · ${n.say("scenarioAppears",{n:s})}`:null),a("p",{class:"fine"},n.say("scenarioFindings",{a:e.fixed,b:e.introduced})),a("p",{class:"fine"},e.cost_eur||e.yearly_eur||e.days?n.say("scenarioCost",{cost:n.number(e.cost_eur),yearly:n.number(e.yearly_eur),days:n.number(e.days,1)}):n.say("scenarioFree")),hr(n,e),pr(n,e),mr(n,e)].filter(o=>o!==null)}function hr(n,e){let t=e.targets.filter(s=>s.before!==s.after);return t.length?a("div",{class:"line"},a("p",{class:"minor"},n.say("scenarioTargets")),a("ul",{class:"plain"},...t.map(s=>a("li",{class:"row"},n.link(s.id,s.label),a("span",{class:s.after<s.before?"state state-works":"state state-stopped"},`${s.after<s.before?"▼":"▲"} ${n.percent(s.before)} → ${n.percent(s.after)}`))))):null}function pr(n,e){if(!e.care.length&&!e.care_stopped.length)return null;let t=e.care.map(o=>a("li",{class:"row"},n.link(o.id,o.name),a("span",{class:"fine"},`${n.known("care-",o.before)} → ${n.known("care-",o.after)}`))),s=e.care_stopped.length?a("p",{class:"caution"},n.say("scenarioStops"),n.colon,...e.care_stopped.map(o=>n.link(o))):null;return a("div",{class:"line"},a("p",{class:"minor"},n.say("scenarioCare")),a("ul",{class:"plain"},...t),s)}function mr(n,e){let t=e.changes.map(s=>{let o=n.say(`change-${s.kind}`);return a("li",{},a("span",{class:`change change-${s.kind}`,role:"img","aria-label":o,title:o},K[s.kind]),fr(n,e,s))});return a("details",{class:"line",open:t.length<=12},a("summary",{},n.say("scenarioChanges"),a("span",{class:"count"},n.number(t.length))),a("ul",{class:"plain changes"},...t))}function fr(n,e,t){if(!n.world.resolve(t.id))return p(t.name,160);let s=n.additions(e.id).byId.get(t.id),o=n.link(t.id,t.name);if(!s||t.kind!=="added")return o;let i=s.zone>=0?n.world.zoneAt(s.zone):null,r=s.label?n.pick(s.label,60):n.known("kind-",s.section.slice(0,-1));return a("span",{},o," ",a("span",{class:"fine"},r,i?" · ":null,i?p(i.name||i.id,80):null))}function ds(n){return[cs(n),yr(n)].filter(e=>e!==null)}function yr(n){let{scene:e}=n.world,t=e.measures??[],s=a("section",{class:"block"},a("h3",{},n.say("measures")));if(!t.length)return y(s,[a("p",{class:"empty"},n.say("decideNone"))]),s;let o=qt(n.world).map(({index:i,ends:r})=>gr(n,t[i],r.length));return y(s,[a("p",{class:"fine"},n.say("measuresHelp")),br(n,t),a("ul",{class:"plain measures"},...o),vr(n),a("p",{class:"caution"},n.say("measuresCaution"))]),s}function gr(n,e,t){let s=a("input",{type:"checkbox","data-key":`measure-${e.id}`});s.checked=n.state.ticked.includes(e.id),s.addEventListener("change",()=>n.store.dispatch({type:"set",patch:{ticked:N(n.state.ticked,e.id)}}));let o=n.world.scene.stories.length,i=t?n.say("decideEnds",{n:t,total:o}):n.say("measuresNothing");return a("li",{},a("label",{class:"measure"},s,a("span",{},p(e.name,160),a("span",{class:"fine"},`${us(n,e)} · ${i}`))))}function us(n,e){return n.say("measureCost",{cost:n.number(e.cost_eur),days:n.number(e.days,1)})}function br(n,e){let t=e.filter(i=>n.state.ticked.includes(i.id));if(!t.length)return null;let s=i=>t.reduce((r,l)=>r+i(l),0),o=n.say("measuresSum",{n:t.length,cost:n.number(s(i=>i.cost_eur)),days:n.number(s(i=>i.days),1),ends:ce(n.world,n.state.ticked).size,total:n.world.scene.stories.length});return a("p",{class:"sum",role:"status"},o," ",a("button",{class:"link",type:"button","data-key":"measures-clear",onclick:()=>n.store.dispatch({type:"set",patch:{ticked:[]}})},n.say("measuresClear")))}function vr(n){let e=ce(n.world,n.state.ticked);return n.state.ticked.length?rn(n,n.world.scene.stories,e):null}function hs(n){let{measures:e=[],stories:t,findings:s=[]}=n.world.scene,o=a("section",{class:"block"},a("h3",{},n.say("whatToDecide"))),i=Kt(n.world,3).map(c=>{let d=e[c];return a("li",{},p(d.name,160),a("span",{class:"fine"},`${us(n,d)} · ${n.say("decideEnds",{n:ce(n.world,[d.id]).size,total:t.length})}`))}),r=s.filter(c=>!c.to_check&&(c.severity==="high"||c.severity==="critical")).length,l=c=>()=>n.store.dispatch(c);return y(o,[i.length?a("ol",{class:"decisions"},...i):a("p",{},n.say("decideNone")),r?a("p",{},a("button",{class:"link",type:"button","data-key":"decide-findings",onclick:l({type:"set",patch:{table:"findings"}})},n.say("decideFix",{n:n.number(r)}))):null,e.length?a("button",{class:"more-link",type:"button","data-key":"decide-more",onclick:l({type:"set",patch:{tab:"decide"}})},n.say("decideWeigh")):null]),o}function ps(n){return[a("header",{class:"sheet-head"},a("h2",{},n.say("legend")),a("button",{class:"icon-button",type:"button","data-key":"close-help","aria-label":n.say("close"),onclick:()=>n.store.dispatch({type:"set",patch:{help:!1}})},k(x.close))),Vn(n),a("h3",{},n.say("keys")),a("p",{},n.say("keysText"))]}function Vn(n){return a("div",{class:"legend-columns"},kr(n),xr(n),Sr(n),wr(n),Mr(n))}function wr(n){if(!n.world.scene.comparisons?.length)return null;let e=["added","removed","changed"];return a("section",{},a("h3",{},n.say("legendChanges")),a("ul",{class:"legend"},...e.map(t=>L(a("span",{class:`change change-${t}`},K[t]),n.say(`change-${t}`))),L(a("span",{class:"change change-ghost"}),n.say("change-ghost"))))}function L(n,e){return a("li",{},n,a("span",{},e))}function kr(n){let e=[2,3,4].map(t=>L(a("span",{class:`risk-${t}`},k(q[t],{solid:!0,size:15})),n.say(`risk${t}`)));return a("section",{},a("h3",{},n.say("legendMarks")),a("ul",{class:"legend"},...e,L(k(C.target,{size:15,class:"attack"}),n.say("flag-target")),L(k(C.choke,{solid:!0,size:15,class:"choke"}),n.say("flag-choke")),L(k(C.exposed,{size:15,class:"outside"}),n.say("flag-exposed")),L(a("span",{class:"sign"},"?"),n.say("flag-unknown")),L(a("span",{class:"sign"},"×240"),n.say("fleetMark"))))}function xr(n){let e=t=>a("span",{class:`line-sign line-${t}`});return a("section",{},a("h3",{},n.say("legendLines")),a("ul",{class:"legend"},L(e("link"),n.say("lineLink")),L(e("flow"),n.say("lineFlow")),L(e("admin"),n.say("lineAdmin")),L(k(C.lock,{size:15}),n.say("lineLock")),L(e("bundle"),n.say("lineBundle")),L(e("attack"),n.say("lineAttack"))))}function Sr(n){let e=s=>a("span",{class:`zone-sign zone-${s}`}),t=[1,2,3,4,5].map(s=>L(e(s),`${s} · ${n.say(`trust${s}`)}`));return a("section",{},a("h3",{},n.say("legendZones")),a("ul",{class:"legend"},L(e(0),n.say("hostileZone")),...t,L(a("span",{class:"zone-sign zone-closed"},"12"),n.say("closedZone"))))}function Mr(n){let e=[...n.world.scene.types].sort((t,s)=>n.pick(t.label).localeCompare(n.pick(s.label)));return a("section",{class:"wide"},a("h3",{},n.say("legendKinds")),a("ul",{class:"legend kinds"},...e.map(t=>a("li",{},tn(t,20),p(n.pick(t.label),60)))))}function an(n,e){let{scene:t}=n.world;if(!_e(n.world,e))return"";let[s,o]=Ee(e),i=ye.find(l=>l===e);if(i)return n.say(gt(i));if(s==="care")return t.care.find(l=>l.id===o)?.name??o;let r=s==="data"?t.data?.find(l=>l.id===o)?.label:t.rules?.[o]?.title;return s==="saved"?t.views?.find(l=>l.id===o)?.title??o:r?n.pick(r,160):o}function ms(n){let{scene:e}=n.world,t=[...new Set((e.findings??[]).map(o=>o.rule))];return[n.state.view===""?null:a("p",{},fs(n,"",n.say("wholeMap"))),Ce(n,"viewsNational",[...ye],o=>n.say(bt(o))),Ce(n,"viewsSaved",(e.views??[]).map(o=>`saved:${o.id}`),o=>e.views?.find(i=>`saved:${i.id}`===o)?.note??""),Ce(n,"viewsCare",[...e.care].sort((o,i)=>i.patient_safety-o.patient_safety).map(o=>`care:${o.id}`),()=>""),Ce(n,"viewsData",(e.data??[]).map(o=>`data:${o.id}`),()=>""),Ce(n,"viewsFinding",t.map(o=>`finding:${o}`),()=>"",!0),a("p",{class:"fine"},n.say("viewLink"))].filter(o=>o!==null)}function Ce(n,e,t,s,o=!1){if(!t.length)return null;let i=a("ul",{class:"plain views"},...t.map(r=>a("li",{},fs(n,r,an(n,r)),s(r)?a("span",{class:"fine"},p(s(r),200)):null)));return o?a("details",{class:"block",open:n.state.view.startsWith("finding:")},a("summary",{},n.say(e),a("span",{class:"count"},n.number(t.length))),i):a("section",{class:"block"},a("h3",{},n.say(e)),i)}function fs(n,e,t){let s=n.state.view===e;return a("button",{class:s?"toggle on":"toggle",type:"button","data-key":`view-${e||"all"}`,"aria-pressed":s,onclick:()=>ln(n,s?"":e)},p(t,120))}function ln(n,e){n.store.dispatch({type:"view",key:e});let t=e?Ie(n.world,e):null;if(!t)return n.map.fitAll();let{x:s,y:o}=n.world,[i,r,l,c]=[1/0,1/0,-1/0,-1/0];for(let d=0;d<t.length;d++)t[d]&&([i,r,l,c]=[Math.min(i,s[d]),Math.min(r,o[d]),Math.max(l,s[d]),Math.max(c,o[d])]);l>=i&&n.map.showBox({x:i-2,y:r-3,w:l-i+4,h:c-r+5},30)}function ys(n){let e=an(n,n.state.view);if(!e)return null;let t=a("button",{class:"toggle on",type:"button","data-key":"view-leave",title:n.say("viewLeave"),onclick:()=>ln(n,"")});return y(t,[n.say("viewShown",{name:""}),p(e,30)," ×"]),t}var cn=null;function gs(n){document.documentElement.dataset.paper=n,Ar(`@page { size: ${n} landscape; }`),window.print()}function Ar(n){cn||(cn=new CSSStyleSheet,document.adoptedStyleSheets=[...document.adoptedStyleSheets,cn]),cn.replaceSync(n)}var dn=class{constructor(e){this.app=e}app;head=a("header",{class:"paper paper-head","aria-hidden":"true"});foot=a("section",{class:"paper paper-foot","aria-hidden":"true"});prepare(){let{app:e}=this,{meta:t}=e.world.scene,s=[t.date?e.say("modelOf",{date:t.date}):e.say("noDate"),t.version?e.say("versionIs",{version:t.version}):"",Er(e)];this.head.replaceChildren(a("div",{},a("b",{},p(t.title,160))," ",a("span",{class:"marking"},e.pick(t.marking,60))),a("p",{class:"fine"},p(s.filter(Boolean).join(" · "),600))),this.foot.replaceChildren(a("h3",{},e.say("paperLegend")),Vn(e),a("p",{class:"caution"},e.pick(t.caution)))}};function Er(n){let{state:e,map:t}=n,{filters:s}=e,o=[an(n,e.view),...s.categories.map(l=>n.known("category-",l)),...s.trusts.map(l=>`${n.say("trust")} ${l}`),...s.flags.map(l=>n.say(`flag-${l}`)),...s.evidence.map(l=>n.known("evidence-",l)),...s.tags,...s.owners,...s.zones,e.mode==="base"?"":n.say(`mode-${e.mode}`)].filter(Boolean),i=o.length||ze(s)?o.join(", "):n.say("paperAll"),r=t.filtered?` (${n.say("paperHidden",{n:n.number(t.filtered.hiddenDevices)})})`:"";return n.say("paperShown",{what:""})+i+r}function bs(n){let e=n.world.scene.choke_points.map((o,i)=>({choke:o,index:i})).filter(({choke:o})=>!n.state.target||o.target===n.state.target).sort((o,i)=>i.choke.drop-o.choke.drop||i.choke.share-o.choke.share||o.index-i.index),t=a("ol",{class:"cards"});for(let{choke:o,index:i}of e)t.append(a("li",{},zr(n,o,i)));let s=n.world.scene.stories.some(o=>!n.state.target||o.target===n.state.target);return[on(n),e.length?t:a("p",{class:"empty"},n.whyNone(s?"noChoke":"noStory"))]}function zr(n,e,t){let s=n.state.choke===t;return a("div",{class:s?"card open":"card"},Gn(n,e,t),s?Lr(n,e):null)}function Gn(n,e,t){let s=n.state.choke===t;return a("button",{class:"choke-card",type:"button","data-key":`choke-${t}`,"aria-expanded":s,onclick:()=>n.store.dispatch({type:"choke",index:s?-1:t})},a("span",{class:"story-title"},p(n.pick(e.label),200)),a("span",{class:"fine"},...n.saidOf("chokeFor",e.target)),Tr(n,e.drop),a("span",{},e.drop>=.999?n.say("chokeAll"):n.say("chokeDrop",{p:n.percent(e.drop)})))}function Tr(n,e){let t=a("span",{class:"bar"});return t.style.width=`${Math.round(Math.max(.02,Math.min(1,e))*100)}%`,a("span",{class:"gauge",role:"img","aria-label":n.percent(e)},t)}function Lr(n,e){let t=n.world.scene.stories.filter(i=>i.target===e.target),s=new Set(e.falls),o=a("div",{class:"step-body"},a("p",{},p(n.pick(e.why),900)),a("p",{class:"fine"},n.say("chokeShare",{p:n.percent(e.share)})));return y(o,[n.world.resolve(e.at)?a("p",{},n.link(e.at)):null]),t.length&&y(o,[a("p",{class:"minor"},n.say("safeNow")),a("p",{},n.say("falls",{n:t.filter(i=>s.has(i.id)).length,total:t.length})),rn(n,t,s)]),o}var w={hidden:0,tint:1,block:2,named:3,open:4},xe={devices:6e3,sprites:2200,lines:1500,labels:220},Cr=13,Rr=7.5,$r=150;function un(n,e,t,s){let o=new Uint8Array(n.scene.zones.length),i=H(e,t,1),r=0,l=0;for(let c of n.zoneOrder){let d=n.zoneAt(c);(d.parent>=0?o[d.parent]:w.open)!==w.open||!ne(d.box,i)||(o[c]=Pr(d.box.w*e.scale,e.scale,s.get(c),n.zoneChildren[c].length>0),l=Math.max(l,d.box.w*e.scale),o[c]===w.open&&(r+=n.byZone.start[c+1]-n.byZone.start[c]))}return r>xe.devices&&Or(n,o,s,e.scale),{level:o,devices:r,marks:r>xe.sprites||e.scale<11,far:l<28}}function hn(n,e){return e>=Cr||e>=Rr&&n>=$r}function Pr(n,e,t,s){return t!==void 0&&n>=24?t?w.open:w.named:hn(n,e)||s&&n>=90?w.open:n<14?w.tint:n<42?w.block:w.named}function Or(n,e,t,s){for(let o=0;o<e.length;o++){let i=n.zoneChildren[o].length===0;if(e[o]!==w.open||!i||t.get(o))continue;let r=n.zoneAt(o).box.w*s;e[o]=r<14?w.tint:r<42?w.block:w.named}}function U(n,e,t){let s=t,o=t;for(;o>=0;)e.level[o]!==w.open&&(s=o),o=n.zoneAt(o).parent;return s}function pn(n,e){return n.mask!==null&&n.mask.zoneDevices[e]===0&&n.world.zoneChildren[e].length===0}function V(n,e,t){return Yt(n.camera,n.view,e,t)}function S(n,e){let{x:t,y:s}=V(n,e.x,e.y),o=Math.round(t),i=Math.round(s);return{x:o,y:i,w:Math.round(t+e.w*n.camera.scale)-o,h:Math.round(s+e.h*n.camera.scale)-i}}function z(n){let e=Math.max(.72,1.02-n*.008);return Math.max(6,Math.min(52,Math.round(n*e/2)*2))}function M(n,e=400){return`${e} ${Math.round(n)}px ${Bt}`}function R(n,e,t,s,o){let{ctx:i}=n;i.lineJoin="round",i.lineWidth=3.5,i.strokeStyle=n.palette.halo,i.strokeText(e,t,s),i.fillStyle=o,i.fillText(e,t,s)}function te(n,e){let t=U(n.world,n.detail,n.world.zone[e]);return n.detail.level[t]===4&&t===n.world.zone[e]?{at:V(n,n.world.x[e],n.world.y[e]),zone:-1}:{at:W(n,n.world.zoneAt(t).box),zone:t}}function W(n,e){return V(n,e.x+e.w/2,e.y+e.h/2)}function de(n,e){let t=n.x+n.w/2,s=n.y+n.h/2,o=e.x-t,i=e.y-s;if(Math.abs(o)<n.w/2&&Math.abs(i)<n.h/2)return Fr(n,e);let r=Math.min(n.w/2/Math.max(1e-6,Math.abs(o)),n.h/2/Math.max(1e-6,Math.abs(i)));return{x:t+o*r,y:s+i*r}}function Fr(n,e){let t=[e.x-n.x,n.x+n.w-e.x,e.y-n.y,n.y+n.h-e.y],s=t.indexOf(Math.min(...t));return s===0?{x:n.x,y:e.y}:s===1?{x:n.x+n.w,y:e.y}:{x:e.x,y:s===2?n.y:n.y+n.h}}var mn=class{constructor(e){this.budget=e}budget;cells=new Map;placed=0;place(e){return this.placed>=this.budget||this.taken(e)?!1:(this.reserve(e),this.placed++,!0)}reserve(e){this.eachCell(e,t=>{let s=this.cells.get(t);return s?s.push(e):this.cells.set(t,[e]),!1})}taken(e){return this.eachCell(e,t=>{let s=this.cells.get(t);return s!==void 0&&s.some(o=>Hr(e,o))})}eachCell(e,t){let s=Math.floor((e.x+e.w)/64),o=Math.floor((e.y+e.h)/64);for(let i=Math.floor(e.y/64);i<=o;i++)for(let r=Math.floor(e.x/64);r<=s;r++)if(t(i*4096+r))return!0;return!1}};function Hr(n,e){return n.x<e.x+e.w&&e.x<n.x+n.w&&n.y<e.y+e.h&&e.y<n.y+n.h}function Re(n,e,t,s=2){if(s<=1||t(n)<=e)return[Se(n,e,t)];let o=n.split(/(?<=[-_./ ])/),i="";for(;o.length>1&&t((i+o[0]).trimEnd())<=e;)i+=o.shift();return i?[i.trim(),...Re(o.join(""),e,t,s-1)]:[Se(n,e,t)]}function Se(n,e,t){let s=t(n);if(s<=e)return n;let o=r=>t(`${n.slice(0,r)}…`)<=e,i=Math.max(0,Math.min(n.length-1,Math.floor(n.length*e/s)-1));for(;i>0&&!o(i);)i--;for(;i<n.length-1&&o(i+1);)i++;return i>0?`${n.slice(0,i).trimEnd()}…`:""}function Nr(n){let{world:e,detail:t,mask:s}=n,o=H(n.camera,n.view,1),i=[];for(let r=0;r<t.level.length;r++)if(t.level[r]===w.open)for(let l=e.byZone.start[r];l<e.byZone.start[r+1];l++){let c=e.byZone.values[l];if(s&&!s.shown[c])continue;let d=e.x[c],u=e.y[c];d>o.x&&d<o.x+o.w&&u>o.y&&u<o.y+o.h&&i.push(c)}return i}function vs(n){let e=Nr(n);return n.detail.marks?Ir(n,e):Wr(n,e),e}function ws(n,e){return n.lit===null||n.lit.devices.has(e)}function Ir(n,e){let{ctx:t,world:s,palette:o}=n,i=Math.max(2,n.camera.scale*.56),r=s.scene.types.map(l=>ke(l.category));t.globalAlpha=n.lit?.25:1;for(let l of jt){t.beginPath();for(let c of e){if(r[s.type[c]]!==l||s.risk[c]>=3)continue;let{x:d,y:u}=V(n,s.x[c],s.y[c]);l==="care"?(t.moveTo(d+i/2,u),t.arc(d,u,i/2,0,7)):t.rect(d-i/2,u-i/2,i,i)}t.fillStyle=o.family[l],t.fill()}_r(n,e,i*1.35),t.globalAlpha=1}function _r(n,e,t){let{ctx:s,world:o,palette:i}=n;for(let r of[3,4]){s.beginPath();for(let l of e){if(o.risk[l]!==r)continue;let{x:c,y:d}=V(n,o.x[l],o.y[l]);s.moveTo(c,d-t/2),s.lineTo(c+t/2,d+t/2),s.lineTo(c-t/2,d+t/2),s.closePath()}s.fillStyle=i.risk[r],s.fill()}}function Wr(n,e){let{ctx:t,world:s}=n,o=z(n.camera.scale);for(let i of e){let{x:r,y:l}=V(n,s.x[i],s.y[i]);t.globalAlpha=ws(n,i)?1:.25,n.sprites.stamp(t,{type:s.deviceType(i),typeIndex:s.type[i],size:o,risk:s.risk[i],flags:s.flags[i],fleet:s.count[i]>1},r,l)}t.globalAlpha=1}function jr(n,e){let{world:t}=n,s=t.flags[e],o=t.risk[e]*4;return n.lit?.devices.has(e)&&(o+=100),n.hover?.kind==="device"&&e===n.hover.index&&(o+=300),t.scene.devices.id[e]===n.state.sel&&(o+=400),s&E.target&&(o+=40),s&E.choke&&(o+=24),s&E.exposed&&(o+=12),s&E.filter&&(o+=10),o}var Dr=21;function ks(n,e){let t=n.camera.scale;if(n.detail.marks||t<14)return;let s=z(t);for(let i of e){let{x:r,y:l}=V(n,n.world.x[i],n.world.y[i]);n.labels.reserve({x:r-s/2,y:l-s/2,w:s,h:s})}let o=e.map(i=>({i,weight:jr(n,i)})).filter(i=>t>=Dr||i.weight>=24).sort((i,r)=>r.weight-i.weight||i.i-r.i).slice(0,900);for(let{i,weight:r}of o)Br(n,i,s,r);n.ctx.globalAlpha=1}function Br(n,e,t,s){let{world:o}=n,i=s>=100||(o.flags[e]&E.target)!==0;n.ctx.globalAlpha=ws(n,e)?1:.35,Zn(n,V(n,o.x[e],o.y[e]),o.deviceName(e),o.count[e],t,i,s>=300?3:2)}function Zn(n,e,t,s,o,i,r){let{ctx:l,camera:c,palette:d}=n,u=Math.max(10,Math.min(13,c.scale*.26));l.font=M(u,i?650:450),l.textAlign="center",l.textBaseline="middle";let h=On=>l.measureText(On).width,m=Re(t,Math.max(72,c.scale*1.64),h,r).filter(Boolean),v=s>1?`×${O(s,n.state.lang)}`:"",g=Math.max(...m.map(h),v?h(v):0),A=e.y+o/2+u*.75,G=(m.length+(v?1:0))*u*1.12;n.labels.place({x:e.x-g/2-2,y:A-u/2,w:g+4,h:G})&&(m.forEach((On,Yo)=>R(n,On,e.x,A+Yo*u*1.12,d.ink)),v&&(l.font=M(u-.5,650),R(n,v,e.x,A+m.length*u*1.12,d.inkSoft)))}function j(n,e,t,s,o){let{ctx:i}=n;i.beginPath(),i.arc(e.x,e.y,t,0,7),i.lineWidth=o+2.5,i.strokeStyle=n.palette.halo,i.stroke(),i.lineWidth=o,i.strokeStyle=s,i.stroke()}function xs(n,e){return e>=0?n.zone[e]:-e-1}function Ss(n,e){let t=e==="link"?n.scene.links:n.scene.flows,s=n.scene.zones.length,o=new Map;for(let i=0;i<t.a.length;i++){let r=xs(n,t.a[i]),l=xs(n,t.b[i]);if(r===l)continue;let c=Math.min(r,l)*s+Math.max(r,l);o.set(c,(o.get(c)??0)+1)}return[...o].map(([i,r])=>({a:Math.floor(i/s),b:i%s,count:r}))}function Ms(n,e,t,s,o=!1){let i=n.scene.zones.map((d,u)=>U(n,t,u)),r=n.scene.zones.length,l=new Map;for(let d of e){let u=i[d.a],h=i[d.b];if(u===h||!o&&t.level[u]===w.open&&t.level[h]===w.open)continue;let m=Math.min(u,h)*r+Math.max(u,h);l.set(m,(l.get(m)??0)+d.count)}return[...l].map(([d,u])=>({a:Math.floor(d/r),b:d%r,count:u})).sort((d,u)=>u.count-d.count||d.a-u.a||d.b-u.b).slice(0,s)}function As(n,e,t){let s=n.scene.sites.length,o=new Map;for(let r of e){let l=n.zoneAt(r.a).site,c=n.zoneAt(r.b).site;if(l===c||l<0||c<0)continue;let d=Math.min(l,c)*s+Math.max(l,c);o.set(d,(o.get(d)??0)+r.count)}return[...o].map(([r,l])=>({a:Math.floor(r/s),b:r%s,count:l})).sort((r,l)=>l.count-r.count||r.a-l.a||r.b-l.b).slice(0,t)}var Es=new Map,zs=new WeakMap;function $(n){let e=Es.get(n);return e||(Es.set(n,e=new Path2D(n)),zs.set(e,n)),e}function Jn(n){return zs.get(n)??""}var Ts=new WeakMap;function Fs(n,e){let t=Ts.get(n);t||Ts.set(n,t=new Map);let s=t.get(e);return s||t.set(e,s=Ss(n,e)),s}function fn(n,e){if(e>=0)return te(n,e);let t=U(n.world,n.detail,-e-1);return{at:W(n,n.world.zoneAt(t).box),zone:t}}function qr(n,e,t){return Yn(n,fn(n,e),fn(n,t))}function Ls(n,e){return e.box??(e.zone>=0?S(n,n.world.zoneAt(e.zone).box):null)}function Yn(n,e,t){if(e.zone>=0&&e.zone===t.zone||e.box&&t.box&&e.at.x===t.at.x&&e.at.y===t.at.y)return null;let[s,o]=[Ls(n,e),Ls(n,t)],i=s?de(s,t.at):e.at,r=o?de(o,i):t.at;return{a:i,b:r,aDevice:!s,bDevice:!o}}function Kr(n,e){let{w:t,h:s}=n.view,{a:o,b:i}=e;return Math.max(o.x,i.x)<0||Math.min(o.x,i.x)>t||Math.max(o.y,i.y)<0||Math.min(o.y,i.y)>s}function Xn(n,e,t){let o=e.x-n.x,i=e.y-n.y,r=Math.hypot(o,i)||1,l=Math.min(46,r*t);return{x:(n.x+e.x)/2-i/r*l,y:(n.y+e.y)/2+o/r*l}}function Qn(n,e,t,s){let o=Math.atan2(t.y-e.y,t.x-e.x);n.moveTo(t.x,t.y),n.lineTo(t.x-s*Math.cos(o-.42),t.y-s*Math.sin(o-.42)),n.lineTo(t.x-s*Math.cos(o+.42),t.y-s*Math.sin(o+.42)),n.closePath()}function yn(n,e,t){let s=e.x-n.x,o=e.y-n.y,i=Math.hypot(s,o);return i<=t*1.5?e:{x:e.x-s/i*t,y:e.y-o/i*t}}function gn(n,e){return n.lit||n.state.mode==="difference"?e:1}function Hs(n){let{layers:e}=n.state;n.ctx.globalAlpha=gn(n,.2),e.links&&Ps(n,"link"),(e.flows||e.administration)&&Ps(n,"flow"),n.detail.far&&!e.links&&Ws(n),n.ctx.globalAlpha=1}function Ns(n){let{layers:e}=n.state;n.ctx.globalAlpha=gn(n,.14),e.links&&$s(n,"link"),(e.flows||e.administration)&&$s(n,"flow"),n.ctx.globalAlpha=1}var Cs=new WeakMap;function Is(n,e){let t=Cs.get(n);t||Cs.set(n,t=new Map);let s=t.get(e);return s===void 0&&t.set(e,s=Ur(n,e)),s}function Ur(n,e){let{world:t}=n,s=e==="link"?t.scene.links:t.scene.flows,o=[],i=r=>n.detail.level[r>=0?t.zone[r]:-r-1]===w.open;if(!n.detail.devices)return o;for(let r=0;r<s.a.length;r++)if(!(!i(s.a[r])&&!i(s.b[r]))){if(o.length>=xe.lines)return null;o.push(r)}return o}function Rs(n,e){return n.mask!==null&&e>=0&&!n.mask.shown[e]}function $s(n,e){let{world:t,state:s}=n,o=e==="link"?n.gone.links:n.gone.flows,i=[],r=[];for(let l of Is(n,e)??[]){if(o.has(l))continue;let c=t.edge({kind:e,index:l});Rs(n,c.a)||Rs(n,c.b)||(e==="link"?i.push(l):c.style==="administration"?s.layers.administration&&r.push(l):s.layers.flows&&i.push(l))}n.ctx.globalAlpha*=Math.min(1,Math.max(.3,250/(i.length+r.length+1))),$e(n,e,i,!1,1),r.length&&$e(n,"flow",r,!0,1),n.ctx.globalAlpha=gn(n,.14)}function $e(n,e,t,s,o){let{ctx:i,palette:r,world:l}=n,c=e==="link"?r.link:s?r.administration:r.flow,d=z(n.camera.scale)*.56,u=[],h=[];i.beginPath();for(let m of t){let v=l.edge({kind:e,index:m}),g=qr(n,v.a,v.b);if(!g||Kr(n,g))continue;let A=Xn(g.a,g.b,e==="link"?0:.12),G=g.bDevice?yn(A,g.b,d):g.b;i.moveTo(g.a.x,g.a.y),e==="link"?i.lineTo(g.b.x,g.b.y):i.quadraticCurveTo(A.x,A.y,G.x,G.y),e==="flow"&&u.push([A,G]),e==="flow"&&v.both&&u.push([A,g.aDevice?yn(A,g.a,d):g.a]),v.encrypted===1&&n.camera.scale>24&&h.push({x:(g.a.x+g.b.x+2*A.x)/4,y:(g.a.y+g.b.y+2*A.y)/4})}i.strokeStyle=c,i.lineWidth=o*(e==="link"?1.4:1.2),i.setLineDash(s?[6,4]:[]),i.stroke(),i.setLineDash([]),i.beginPath();for(let[m,v]of u)Qn(i,m,v,6+o);if(i.fillStyle=c,i.fill(),h.length<=120)for(let m of h)Vr(n,m,c)}function Vr(n,e,t){let{ctx:s,palette:o}=n;s.save(),s.translate(e.x-6,e.y-6),s.scale(.5,.5),s.fillStyle=o.halo,s.beginPath(),s.arc(12,13,13,0,7),s.fill(),s.lineWidth=2.6,s.strokeStyle=t,s.stroke($(C.lock)),s.restore()}function Ps(n,e){if(n.detail.far)return Ws(n);let{ctx:t,palette:s,world:o}=n,i=Is(n,e)===null,r=Ms(o,Fs(o,e),n.detail,400,i);t.strokeStyle=e==="link"?s.bundle:s.flow,t.globalAlpha*=r.length>40?.45:.85;for(let l of r){let c=S(n,o.zoneAt(l.a).box),d=S(n,o.zoneAt(l.b).box);if(!i&&(n.detail.level[l.a]===w.open||n.detail.level[l.b]===w.open))continue;let u={x:d.x+d.w/2,y:d.y+d.h/2};_s(t,de(c,u),de(d,{x:c.x+c.w/2,y:c.y+c.h/2}),l.count)}t.globalAlpha=gn(n,.2)}function _s(n,e,t,s){n.lineWidth=Math.min(4.5,.8+Math.log2(s+1)*.45),n.beginPath(),n.moveTo(e.x,e.y),n.lineTo(t.x,t.y),n.stroke()}function Ws(n){let{ctx:e,palette:t,world:s}=n;e.strokeStyle=t.bundle,e.globalAlpha*=.6;let o=Math.max(6,Math.min(24,s.scene.sites.length));for(let i of As(s,Fs(s,"link"),o)){let r=S(n,s.scene.sites[i.a].box),l=S(n,s.scene.sites[i.b].box),c={x:l.x+l.w/2,y:l.y+l.h/2};_s(e,de(r,c),de(l,{x:r.x+r.w/2,y:r.y+r.h/2}),i.count)}}function js(n){let{world:e,state:t}=n,s=t.sel?e.resolve(t.sel):null;if(s){if(s.kind==="link"||s.kind==="flow")return Os(n,[{kind:s.kind,index:s.index,other:0,outgoing:!0}]);Os(n,e.incidences(s).slice(0,400))}}function Os(n,e){let{world:t}=n,s=i=>[...new Set(e.filter(i).map(r=>r.index))],o=i=>i.kind==="flow"&&t.edge(i).style==="administration";$e(n,"link",s(i=>i.kind==="link"),!1,1.8),$e(n,"flow",s(i=>i.kind==="flow"&&!o(i)),!1,1.6),$e(n,"flow",s(o),!0,1.6)}var Ds=n=>-n-2,Me=n=>n<=-2,ue=n=>-n-2;function D(n,e){let t=e?n.resolve(e):null;return t?.kind==="device"?t.index:t?.kind==="zone"?Ds(t.index):t?.kind==="link"||t?.kind==="flow"?Gr(n.edge(t).b):-1}function Gr(n){return n>=0?n:Ds(-n-1)}function Pe(n,e){let t=n.stories().get(e);if(!t)return[];let s=-1;return t.steps.map((o,i)=>{let r=D(n,o.at),l=r===-1?s:r,c=D(n,o.source),d=c===-1?s:c;return s=l,{number:i+1,step:o,from:d,at:l}})}function et(n,e){return e.story?Zr(n,e.story):e.blast?Yr(n,e.blast):e.choke>=0?Jr(n,e.choke):null}function nt(n,e,t,s=new Map){let o=new Set(t.filter(r=>r>=0)),i=new Set(t.filter(Me).map(ue));for(let r of o)i.add(n.zone[r]);for(let r of i)n.zoneAt(r).parent>=0&&i.add(n.zoneAt(r).parent);return{why:e,devices:o,zones:i,distance:s}}function Zr(n,e){let t=D(n,n.stories().get(e)?.target??"");return nt(n,"story",[...Pe(n,e).flatMap(s=>[s.from,s.at]),t])}function Jr(n,e){let t=n.scene.choke_points[e];if(!t)return null;let s=D(n,t.at),o=Me(s)?n.byZone.values.subarray(n.byZone.start[ue(s)],n.byZone.start[ue(s)+1]):[];return nt(n,"choke",[s,D(n,t.target),...o])}function Yr(n,e){let t=n.scene.blasts.find(o=>o.id===e);if(!t)return null;let s=new Map;for(let[o,i]of Object.entries(t.devices)){let r=D(n,o);r>=0&&s.set(r,i)}return nt(n,"blast",[D(n,e),...s.keys()],s)}var Xr=.3,Qr=3e3,ea=E.target|E.exposed|E.unknown|E.choke;function Bs(n){return n.flags&ea|(n.fleet?16:0)}var he=class{constructor(e){this.palette=e}palette;stamp(e,t,s,o){e.save(),e.translate(s,o),this.drawGlyph(e,t,t.size/24),e.restore()}drawGlyph(e,t,s){let o=Bs(t);e.scale(s,s),e.translate(-12,-12),this.drawBody(e,t.type,t.size,(o&16)!==0),t.size>=14&&this.drawMarks(e,t.risk,o,t.size)}drawBody(e,t,s,o){let i=ke(t.category),r=this.palette.family[i],l=$(Xe[Qe[i]]);e.lineJoin=e.lineCap="round",e.strokeStyle=r,e.lineWidth=s<18?2.4:1.5;for(let c of o?[5,2.5,0]:[0])e.save(),e.translate(c,-c),e.fillStyle=this.palette.surface,e.fill(l),i==="outside"&&!c&&e.setLineDash([3,2.4]),e.stroke(l),e.restore();e.save(),e.translate(12,12),e.scale(.6,.6),e.translate(-12,-12),e.lineWidth=s<20?2.8:2,e.stroke($(Le(t.glyph))),e.restore()}drawMarks(e,t,s,o){let i=o>=22;t>=2&&this.badge(e,q[t],19,4,this.palette.risk[t],!0),s&E.target?this.badge(e,C.target,4,4,this.palette.attack,!1):i&&s&E.unknown&&this.question(e,4,4),i&&s&E.choke&&this.badge(e,C.choke,4,20,this.palette.choke,!0),i&&s&E.exposed&&this.badge(e,C.exposed,20,20,this.palette.family.outside,!1)}badge(e,t,s,o,i,r){e.save(),e.translate(s,o),e.scale(.36,.36),e.translate(-12,-12),e.lineJoin="round",e.strokeStyle=this.palette.surface,e.lineWidth=7,e.stroke($(t)),e.fillStyle=r?i:this.palette.surface,e.fill($(t)),r||(e.strokeStyle=i,e.lineWidth=3.2,e.stroke($(t))),e.restore()}question(e,t,s){e.beginPath(),e.arc(t,s,4.4,0,7),e.fillStyle=this.palette.surface,e.fill(),e.lineWidth=1,e.strokeStyle=this.palette.inkSoft,e.stroke(),e.save(),e.translate(t,s),e.scale(.3,.3),e.translate(-12,-12.5),e.lineWidth=3,e.stroke($(Le("?"))),e.restore()}},se=class extends he{constructor(t,s){super(t);this.ratio=s}ratio;made=new Map;stamp(t,s,o,i){let r=((s.typeIndex*5+s.risk)*32+Bs(s))*64+s.size,l=this.made.get(r);l||(this.made.size>Qr&&this.made.clear(),this.made.set(r,l=this.draw(s)));let c=l.width/this.ratio;t.drawImage(l,o-c/2,i-c/2,c,c)}draw(t){let s=document.createElement("canvas"),o=Math.ceil(t.size*(1+2*Xr)*this.ratio);s.width=s.height=o;let i=s.getContext("2d");return i.translate(o/2,o/2),this.drawGlyph(i,t,t.size*this.ratio/24),s}};var na=1.3;function Vs(n){let{ctx:e,palette:t,world:s}=n,o=H(n.camera,n.view,0);e.textBaseline="middle",s.scene.sites.forEach((i,r)=>{if(!ne(i.box,o))return;let l=S(n,i.box),c=i.id?s.nameOf({kind:"site",index:r,id:i.id}):f(i.name,80)||T(n.state.lang,"outside"),d=O(i.count,n.state.lang);if(n.detail.far)return sa(n,l,c,d,i.risk);let u=Math.max(11,Math.min(16,n.camera.scale*.55));e.font=M(u,650),e.textAlign="left";let h=Math.max(l.x,0)+10,m=Math.min(l.y+l.h-u,Math.max(Zs(n,l,ta(s,r),u),n.top+u/2)),v=l.x+l.w-h-10,g=Se(c,v,G=>e.measureText(G).width);if(Gs(g,c))return;let A=e.measureText(g).width;n.labels.place({x:h,y:m-u/2,w:A,h:u})&&(R(n,g,h,m,t.ink),e.font=M(u-2),A+50<v&&R(n,d,h+A+8,m,t.inkSoft))})}function Gs(n,e){return!n||n.length<3&&n!==e}var qs=new WeakMap;function ta(n,e){let t=qs.get(n);if(!t){t=n.scene.sites.map(()=>1/0);for(let s of n.scene.zones){let o=n.scene.sites[s.site]?.box.y??0;t[s.site]=Math.min(t[s.site]??1/0,s.box.y-o)}qs.set(n,t)}return t[e]??0}function Zs(n,e,t,s){let o=Math.min(t*n.camera.scale,s*2.2);return o>=s+4?e.y+o/2:e.y}function sa(n,e,t,s,o){let{ctx:i,palette:r}=n,l=Math.max(10,Math.min(15,e.w/9));i.font=M(l,650),i.textAlign="center";let c=Se(t,Math.max(60,e.w-4),v=>i.measureText(v).width),d=e.x+e.w/2,u=e.y+e.h/2,h=i.measureText(c).width;if(!c||!n.labels.place({x:d-h/2,y:u-l,w:h,h:l*2.4}))return;let m=e.h<l*2.6;R(n,c,d,m?u:u-l*.4,r.ink),!m&&(i.font=M(l-2),R(n,s,d,u+l*.9,r.inkSoft),o>=2&&bn(n,o,d+i.measureText(s).width/2+10,u+l*.85,9))}function bn(n,e,t,s,o){let{ctx:i,palette:r}=n,l=o/24;i.save(),i.translate(t-o/2,s-o/2),i.scale(l,l),i.lineJoin="round",i.lineWidth=5,i.strokeStyle=r.halo;let c=$(q[e]);i.stroke(c),i.fillStyle=r.risk[e],i.fill(c),i.restore()}function Js(n){let{detail:e,world:t}=n;for(let s of t.zoneOrder){let o=e.level[s];n.ctx.globalAlpha=pn(n,s)?.45:n.lit&&o!==w.open&&!n.lit.zones.has(s)?.5:1,o===w.open?oa(n,s):o===w.named?ia(n,s):o===w.block&&la(n,s)}n.ctx.globalAlpha=1}function tt(n,e){return n.world.nameOf({kind:"zone",index:e,id:n.world.zoneAt(e).id})}function Ys(n,e){let t=n.world.zoneAt(e),s=O(t.count,n.state.lang);return n.mask?`${O(n.mask.zoneDevices[e],n.state.lang)} / ${s}`:s}function oa(n,e){let t=Math.max(0,Math.min(5,n.world.zoneAt(e).trust));st(n,S(n,n.world.zoneAt(e).box),tt(n,e),Ys(n,e),t===0)}function st(n,e,t,s,o){let{ctx:i,palette:r,camera:l}=n,c=Math.max(10,Math.min(14,l.scale*.42));i.font=M(c,600),i.textAlign="left",i.textBaseline="middle";let d=Math.max(e.x,0)+7,u=e.x+e.w-d-6,h=Se(t,u,g=>i.measureText(g).width),m=Math.min(e.y+e.h-c,Math.max(Zs(n,e,na,c),n.top+c*1.8));if(Gs(h,t)||m>e.y+e.h)return;let v=i.measureText(h).width;n.labels.place({x:d,y:m-c/2,w:v,h:c})&&(R(n,h,d,m,o?r.zoneEdge[0]:r.ink),i.font=M(c-1.5),v+16+s.length*c*.6<u&&R(n,s,d+v+7,m,r.inkSoft))}function ia(n,e){let t=S(n,n.world.zoneAt(e).box);ot(n,t,tt(n,e),ra(n,e,t.w),(s,o)=>aa(n,e,t.x+t.w/2,s,o))}function ot(n,e,t,s,o){let{ctx:i,palette:r}=n,l=e.x+e.w/2,c=e.y+e.h/2,d=Math.min(s,Math.max(8,Math.floor((e.h-6)/2.5)));i.font=M(d,600),i.textAlign="center",i.textBaseline="middle";let u=Math.max(1,Math.min(3,Math.floor((e.h-d*1.3)/(d*1.15)))),h=Re(t,e.w-6,v=>i.measureText(v).width,u).filter(Boolean),m=c-(h.length-1)*d*1.15/2-d*.6;h.forEach((v,g)=>R(n,v,l,m+g*d*1.15,r.ink)),!(e.h<d*2.3)&&o(h.length?m+h.length*d*1.15+1:c,d)}var Ks=new WeakMap;function ra(n,e,t){let s=Ks.get(n.world);s||Ks.set(n.world,s=new Map);let o=s.get(e);return o===void 0&&(n.ctx.font=M(12,600),o=Math.max(1,...tt(n,e).split(/[-_./ ]/).map(i=>n.ctx.measureText(i).width)),s.set(e,o)),Math.max(9,Math.min(12,Math.floor((t-8)/o*12)))}function aa(n,e,t,s,o){let{ctx:i,palette:r,world:l}=n,c=l.zoneAt(e).risk,d=Ys(n,e);i.font=M(o-1);let u=i.measureText(d).width,h=c>=2?-7:0;R(n,d,t+h,s,r.inkSoft),c>=2&&bn(n,c,t+h+u/2+9,s,Math.min(12,o));let m=l.zoneFlags()[e];m&E.target?Us(n,C.target,t+h-u/2-10,s,r.attack,!1):m&E.choke&&Us(n,C.choke,t+h-u/2-10,s,r.choke,!0)}function Us(n,e,t,s,o,i){let{ctx:r}=n;r.save(),r.translate(t-5.5,s-5.5),r.scale(.46,.46),r.strokeStyle=r.fillStyle=o,r.lineWidth=3.4,i?r.fill($(e)):r.stroke($(e)),r.restore()}function la(n,e){let{ctx:t,palette:s,world:o}=n,i=S(n,o.zoneAt(e).box);if(i.w<22||i.h<12)return;let r=o.zoneAt(e).risk;t.font=M(9),t.textAlign="center",t.textBaseline="middle";let l=O(o.zoneAt(e).count,n.state.lang);if(t.measureText(l).width>i.w-(r>=2?14:4)){r>=3&&bn(n,r,i.x+i.w/2,i.y+i.h/2,8);return}t.fillStyle=s.inkSoft,t.fillText(l,i.x+i.w/2-(r>=2?5:0),i.y+i.h/2),r>=2&&bn(n,r,i.x+i.w-8,i.y+i.h/2,8)}var ca=7.5,da=14;function it(n,e,t){let s=Xs(n,t.zone);if(s>=0)return{at:W(n,n.world.zoneAt(s).box),zone:s,own:null};let o=Qs(n,e,t);if(o)return{at:W(n,o.box),zone:-1,box:S(n,o.box),own:null};let i=W(n,t.box);if(t.section==="devices"){let l=z(n.camera.scale);return{at:i,zone:-1,own:{x:i.x+l*.62,y:i.y-l*.5}}}let r=S(n,t.box);return{at:i,zone:-1,box:r,own:{x:r.x+r.w-4,y:r.y+4}}}function Xs(n,e){if(e<0)return-1;let t=U(n.world,n.detail,e);return n.detail.level[t]===w.open?-1:t}function Qs(n,e,t){let s=null;for(let o=e.holder.get(t);o;o=e.holder.get(o))hn(o.box.w*n.camera.scale,n.camera.scale)||(s=o);return s}function rt(n,e){let t=["devices","zones","sites"],s=H(n.camera,n.view,1);return[...e.byId.values()].filter(i=>ne(i.box,s)&&Xs(n,i.zone)<0&&!Qs(n,e,i)).sort((i,r)=>t.indexOf(i.section)-t.indexOf(r.section)||i.box.w*i.box.h-r.box.w*r.box.h)}function eo(n,e,t){let s=n.state.mode==="base";for(let o of rt(n,e).reverse())n.ctx.globalAlpha=s?.5:1,o.section==="devices"?pa(n,o,s,t):ha(n,e,o,t),n.ctx.globalAlpha=1,o.section==="devices"&&ua(n,o)}function ua(n,e){let t=W(n,e.box),s=z(n.camera.scale);n.state.sel===e.id?j(n,t,s*.84,n.palette.select,3):n.hover?.id===e.id&&j(n,t,s*.84,n.palette.inkSoft,1.5)}function ha(n,e,t,s){let{ctx:o,palette:i,camera:r,state:l}=n,c=S(n,t.box);if(o.beginPath(),o.roundRect(c.x+.5,c.y+.5,c.w-1,c.h-1,Math.min(8,c.w/8)),o.fillStyle=t.section==="zones"?i.zone[Math.max(0,Math.min(5,t.trust))]:i.site,o.fill(),o.lineWidth=l.sel===t.id?3.2:1.8,o.strokeStyle=l.sel===t.id?i.select:s,o.setLineDash([7,4]),o.stroke(),o.setLineDash([]),c.w<40)return;let d=O(e.count.get(t)??0,l.lang);if(t.section==="sites"||hn(c.w,r.scale))return st(n,c,f(t.name,80),d,t.hostile);ot(n,c,f(t.name,80),11,(u,h)=>{o.font=M(h-1),R(n,d,c.x+c.w/2,u,i.inkSoft)})}function pa(n,e,t,s){let{ctx:o,camera:i}=n,r=W(n,e.box),l=z(i.scale);if(o.beginPath(),o.arc(r.x,r.y,Math.max(4,l*.72),0,7),o.lineWidth=1.8,o.strokeStyle=s,o.setLineDash(t?[4,3]:[]),o.stroke(),o.setLineDash([]),i.scale<ca)return;let{types:c}=n.world.scene,d=c.findIndex(m=>m.id===e.type),u=c[d]??{id:e.type,label:e.label??{fr:"",en:""},glyph:e.glyph,category:e.category};(d>=0?n.sprites:new he(n.palette)).stamp(o,{type:u,typeIndex:d,size:l,risk:0,flags:0,fleet:e.count>1},r.x,r.y),i.scale>=da&&Zn(n,r,f(e.name,80),e.count,l*1.5,!0,3)}function oe(n,e){if(e>=0){let{at:s,zone:o}=te(n,e);return{at:s,zone:o,key:o>=0?-o-2:e}}if(!Me(e))return null;let t=U(n.world,n.detail,ue(e));return{at:ma(n,t),zone:t,key:-t-2}}function ma(n,e){let t=n.world.zoneAt(e).box;if(n.detail.level[e]!==4)return W(n,t);let s=S(n,t);return{x:s.x+s.w-18,y:s.y+4}}function no(n){let{state:e,world:t}=n;if(!e.story)return;let s=Pe(t,e.story),o=e.step;s.forEach((i,r)=>fa(n,i,o<0||r<=o,r===o)),ya(n,s,o)}function fa(n,e,t,s){let o=oe(n,e.from),i=oe(n,e.at);if(!o||!i||o.key===i.key)return;let{ctx:r,palette:l}=n,c=Xn(o.at,i.at,.14),d=i.zone>=0?14:z(n.camera.scale)*.6+3,u=yn(c,i.at,d);r.globalAlpha=t?1:.35;for(let[h,m]of[[l.halo,s?8:6],[l.attack,s?4:2.5]])r.beginPath(),r.moveTo(o.at.x,o.at.y),r.quadraticCurveTo(c.x,c.y,u.x,u.y),r.strokeStyle=h,r.lineWidth=m,t||r.setLineDash([5,5]),r.stroke(),r.setLineDash([]);r.beginPath(),Qn(r,c,u,s?13:10),r.fillStyle=l.attack,r.fill(),r.globalAlpha=1}function ya(n,e,t){let s=new Map;for(let o of e){let i=oe(n,o.at);if(!i)continue;let r=s.get(i.key)??{spot:i,numbers:[]};r.numbers.push(o.number),s.set(i.key,r)}for(let{spot:o,numbers:i}of s.values())ga(n,o,i,t)}function ga(n,e,t,s){let{ctx:o,palette:i,camera:r}=n,l=e.zone<0,c=z(r.scale);l&&j(n,e.at,c*.72,i.attack,2);let d=t.includes(s+1),u=s<0||t[0]<=s+1,h=va(t,s),m=d?22:18;o.font=M(d?13:11.5,700);let v=Math.max(m,o.measureText(h).width+11),g=e.at.x,A=l?e.at.y-c*.72-m/2-1:e.at.y;o.globalAlpha=u?1:.55,o.beginPath(),o.roundRect(g-v/2,A-m/2,v,m,m/2),o.lineWidth=d?4:2.5,o.strokeStyle=i.halo,o.stroke(),o.fillStyle=i.attack,o.fill(),o.fillStyle=i.attackInk,o.textAlign="center",o.textBaseline="middle",o.fillText(h,g,A+.5),o.globalAlpha=1,d&&j(n,{x:g,y:A},v/2+4,i.attack,1.5),e.zone>=0&&t.length>1&&ba(n,t.length,g,A+m/2+9)}function ba(n,e,t,s){n.ctx.font=M(11,600),R(n,T(n.state.lang,"stepsInside",{n:e}),t,s,n.palette.attack)}function va(n,e){if(n.length===1)return String(n[0]);if(n.includes(e+1))return String(e+1);let t=[];for(let s=0;s<n.length;){let o=s;for(;n[o+1]===n[o]+1;)o++;t.push(o>s?`${n[s]}–${n[o]}`:String(n[s])),s=o+1}return t.length>3?`${t[0]} … ${t[t.length-1]}`:t.join(", ")}function to(n){let{state:e,world:t,palette:s}=n,o=e.choke>=0?t.scene.choke_points[e.choke]:void 0;if(!o)return;let i=z(n.camera.scale);for(let[r,l]of[[o.target,s.attack],[o.at,s.choke]]){let c=t.resolve(r);if(!c||c.kind!=="device"&&c.kind!=="zone")continue;let d=oe(n,c.kind==="device"?c.index:-c.index-2);if(!d)continue;c.kind==="zone"?wa(n,S(n,t.zoneAt(d.zone).box),l):j(n,d.at,Math.max(14,i*.78),l,3);let u=c.kind==="zone"?0:Math.max(14,i*.78)+11;r===o.at&&ka(n,{x:d.at.x,y:d.at.y-u})}}function wa(n,e,t){let{ctx:s,palette:o}=n;s.beginPath(),s.roundRect(e.x-2,e.y-2,e.w+4,e.h+4,9);for(let[i,r]of[[o.halo,6],[t,3.5]])s.lineWidth=r,s.strokeStyle=i,s.stroke()}function ka(n,e){let{ctx:t,palette:s}=n;t.beginPath(),t.arc(e.x,e.y,11,0,7),t.fillStyle=s.choke,t.fill(),t.save(),t.translate(e.x-6,e.y-6),t.scale(.5,.5),t.fillStyle=s.halo,t.fill($(C.choke)),t.restore()}function so(n,e){let{lit:t,palette:s,state:o,world:i}=n;if(t?.why!=="blast")return;let r=Math.max(5,z(n.camera.scale)*.66);for(let c of e){let d=t.distance.get(c);d!==void 0&&j(n,{...te(n,c).at},r,s.attack,d<=1?3:d<=3?2:1.2)}let l=i.resolve(o.blast);l?.kind==="device"&&j(n,te(n,l.index).at,r+5,s.attack,4)}function oo(n){let{state:e,world:t,palette:s}=n,o=z(n.camera.scale);n.hover?.kind==="device"&&j(n,te(n,n.hover.index).at,o*.66,s.inkSoft,1.5);let i=e.sel?t.resolve(e.sel):null;if(i?.kind!=="device")return;let{at:r,zone:l}=te(n,i.index);j(n,r,l>=0?12:o*.7,s.select,3)}var xa={added:[],removed:[3,4],changed:[9,4]};function at(n,e){return{added:n.family.care,removed:n.attack,changed:n.family.network}[e]}function ro(n){let{palette:e,state:t,world:s}=n,o=_(s,t.scenario),i=Ut(s,t.scenario,t.mode);for(let l of i){let c=io(n,o,l.a,l.a_new),d=io(n,o,l.b,l.b_new);c&&d&&Sa(n,l,c,d)}eo(n,o,at(e,"added"));let r=new Map;for(let l of i){let c=o.byId.get(l.id),d=c?it(n,o,c):null;d?.own&&lt(n,d.own,l.kind),!(l.a!==null||l.b!==null||l.a_new||l.b_new)&&(d?.own?l.kind==="changed"&&t.mode==="difference":l.at)&&Ma(n,l,r)}for(let l of r.values())Aa(n,l)}function io(n,e,t,s){if(t!==null)return fn(n,t);let o=e.byId.get(s);return o?it(n,e,o):null}function Sa(n,e,t,s){let{ctx:o,palette:i}=n,r=Yn(n,t,s);r&&(o.beginPath(),o.moveTo(r.a.x,r.a.y),o.lineTo(r.b.x,r.b.y),n.state.sel===e.id&&(o.lineWidth=8,o.strokeStyle=i.select,o.stroke()),o.lineWidth=3,o.strokeStyle=at(i,e.kind),o.setLineDash([...xa[e.kind]]),o.stroke(),o.setLineDash([]),lt(n,{x:(r.a.x+r.b.x)/2,y:(r.a.y+r.b.y)/2},e.kind))}function Ma(n,e,t){let s=oe(n,D(n.world,e.at));if(!s)return;let o=t.get(s.key)??{spot:s,counts:new Map};o.counts.set(e.kind,(o.counts.get(e.kind)??0)+1),t.set(s.key,o)}function Aa(n,{spot:e,counts:t}){let s=z(n.camera.scale),o=e.zone>=0?S(n,n.world.zoneAt(e.zone).box):null,i=o?{x:o.x+12,y:o.y+o.h}:{x:e.at.x+s*.6,y:e.at.y-s*.5};for(let[r,l]of t)i.x+=lt(n,i,r,l)+2}function lt(n,e,t,s=1){let{ctx:o,palette:i,state:r}=n,l=s>1?`${K[t]}${O(s,r.lang)}`:K[t];o.font=M(s>1?11:14,800);let c=s>1?Math.max(18,o.measureText(l).width+10):18;return o.beginPath(),o.roundRect(e.x-9,e.y-9,c,18,9),o.lineWidth=3,o.strokeStyle=i.halo,o.stroke(),o.fillStyle=at(i,t),o.fill(),o.fillStyle=i.attackInk,o.textAlign="center",o.textBaseline="middle",o.fillText(l,e.x-9+c/2,e.y+.5),c}function ao(n){let{world:e,state:t}=n,s=De(e.scene.notes??[],t.draft),o=new Map;s.forEach((i,r)=>{if(i.status!=="resolved")for(let l of i.on){let c=oe(n,D(e,l));if(!c)continue;let d=z(n.camera.scale),u=o.get(c.key);o.set(c.key,u?{...u,text:u.text.replace(/\+?$/,"+")}:{...c.zone>=0?Ea(n,c.zone):{x:c.at.x-d*.62-4,y:c.at.y},text:String(r+1)})}});for(let i of o.values())za(n,i.x,i.y,i.text)}function Ea(n,e){let t=S(n,n.world.zoneAt(e).box);return{x:t.x-2,y:t.y-3}}function za(n,e,t,s){let{ctx:o,palette:i}=n;o.font=M(10.5,700);let r=Math.max(16,o.measureText(s).width+8);o.beginPath(),o.roundRect(e-r/2,t-8,r,16,3),o.lineWidth=2.5,o.strokeStyle=i.halo,o.stroke(),o.fillStyle=i.note,o.fill(),o.fillStyle=i.noteInk,o.textAlign="center",o.textBaseline="middle",o.fillText(s,e,t+.5)}var lo=new WeakMap;function Ta(n){let e=n.palette.hatch,t=lo.get(n.ctx);if(t?.colour===e)return t.pattern;let s=document.createElement("canvas");s.width=s.height=12;let o=s.getContext("2d");o.strokeStyle=e,o.lineWidth=1.6;for(let r of[-12,0,12])o.moveTo(r-2,14),o.lineTo(r+14,-2);o.stroke();let i=n.ctx.createPattern(s,"repeat");return lo.set(n.ctx,{colour:e,pattern:i}),i}function co(n){let{ctx:e,palette:t,world:s}=n,o=H(n.camera,n.view,1);for(let i of s.scene.sites){if(!ne(i.box,o))continue;let r=S(n,i.box);e.beginPath(),e.roundRect(r.x,r.y,r.w,r.h,Math.min(14,r.w/8)),e.fillStyle=t.site,e.fill(),e.lineWidth=1.25,e.strokeStyle=t.siteEdge,e.stroke()}}function uo(n){La(n);for(let e of n.world.zoneOrder)n.detail.level[e]>=w.block&&Ca(n,e)}function La(n){let{ctx:e,palette:t,world:s,detail:o}=n;t.zoneEdge.forEach((i,r)=>{e.beginPath();let l=!1;for(let c=0;c<o.level.length;c++){let d=s.zoneAt(c);if(o.level[c]!==w.tint||d.trust!==r)continue;let u=S(n,d.box);e.rect(u.x,u.y,Math.max(1,u.w-1),Math.max(1,u.h-1)),l=!0}l&&(e.globalAlpha=.4,e.fillStyle=i,e.fill(),e.globalAlpha=1)})}function Ca(n,e){let{ctx:t,palette:s,world:o,detail:i,lit:r}=n,l=o.zoneAt(e),c=S(n,l.box),d=Math.max(0,Math.min(5,l.trust)),u=i.level[e]===w.open,h=i.level[e]===w.block,m=n.camera.scale<3;t.beginPath(),m?t.rect(c.x+.5,c.y+.5,c.w-1,c.h-1):t.roundRect(c.x+.5,c.y+.5,c.w-1,c.h-1,Math.min(8,c.w/8)),t.fillStyle=s.zone[d],t.fill(),l.hostile&&(t.fillStyle=Ta(n),t.fill()),t.globalAlpha=pn(n,e)?.3:r&&!r.zones.has(e)?.55:1,t.strokeStyle=n.state.sel===l.id?s.select:s.zoneEdge[d],t.lineWidth=n.state.sel===l.id?3:u?1.2:h?1:1.6,l.hostile&&t.setLineDash([6,4]),t.stroke(),t.setLineDash([]),t.globalAlpha=1,d===5&&c.w>50&&Ra(n,c)}function Ra(n,e){n.ctx.lineWidth=.8,n.ctx.beginPath(),n.ctx.roundRect(e.x+3.5,e.y+3.5,e.w-7,e.h-7,5),n.ctx.stroke()}function vn(n){let{ctx:e,view:t,palette:s}=n;e.globalAlpha=1,e.fillStyle=s.ground,e.fillRect(0,0,t.w,t.h),co(n),Hs(n),uo(n),Ns(n),js(n);let o=vs(n);so(n,o),oo(n),Vs(n),Js(n),ks(n,o),ro(n),ao(n),to(n),no(n)}var b=n=>String(Math.round(n*100)/100);function Oe(n){return n.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/g,e=>/[\ud800-\udfff]/.test(e)?e:"").replace(/&/g,"&amp;").replace(/</g,"&lt;").replace(/>/g,"&gt;").replace(/"/g,"&quot;")}var wn=class{constructor(e,t){this.ruler=e;this.hatchColour=t}ruler;hatchColour;fillStyle="#000";strokeStyle="#000";lineWidth=1;globalAlpha=1;font="10px sans-serif";textAlign="left";textBaseline="alphabetic";lineJoin="miter";lineCap="butt";dash=[];x=0;y=0;k=1;saved=[];data=[];parts=[];hatch="";save(){let{fillStyle:e,strokeStyle:t,lineWidth:s,globalAlpha:o,font:i,textAlign:r,textBaseline:l,lineJoin:c,lineCap:d,dash:u,x:h,y:m,k:v}=this;this.saved.push({fillStyle:e,strokeStyle:t,lineWidth:s,globalAlpha:o,font:i,textAlign:r,textBaseline:l,lineJoin:c,lineCap:d,dash:u,x:h,y:m,k:v})}restore(){let e=this.saved.pop();e&&Object.assign(this,e)}translate(e,t){this.x+=e*this.k,this.y+=t*this.k}scale(e){this.k*=e}beginPath(){this.data=[]}moveTo(e,t){this.data.push(`M${b(e)} ${b(t)}`)}lineTo(e,t){this.data.push(`L${b(e)} ${b(t)}`)}quadraticCurveTo(e,t,s,o){this.data.push(`Q${b(e)} ${b(t)} ${b(s)} ${b(o)}`)}arc(e,t,s){let o=b(s);this.data.push(`M${b(e+s)} ${b(t)}A${o} ${o} 0 1 1 ${b(e-s)} ${b(t)}A${o} ${o} 0 1 1 ${b(e+s)} ${b(t)}`)}rect(e,t,s,o){this.data.push(`M${b(e)} ${b(t)}h${b(s)}v${b(o)}h${b(-s)}z`)}roundRect(e,t,s,o,i){let r=Math.max(0,Math.min(typeof i=="number"?i:0,s/2,o/2)),l=(c,d)=>`a${b(r)} ${b(r)} 0 0 1 ${b(c)} ${b(d)}`;this.data.push(`M${b(e+r)} ${b(t)}h${b(s-2*r)}${l(r,r)}v${b(o-2*r)}${l(-r,r)}h${b(2*r-s)}${l(-r,-r)}v${b(2*r-o)}${l(r,-r)}z`)}closePath(){this.data.push("z")}setLineDash(e){this.dash=[...e]}place(){return!this.x&&!this.y&&this.k===1?"":` transform="translate(${b(this.x)} ${b(this.y)}) scale(${Math.round(this.k*1e4)/1e4})"`}alpha(){return this.globalAlpha<1?` opacity="${b(this.globalAlpha)}"`:""}paint(e){return typeof e=="string"?Oe(e):"url(#hatch)"}fill(e){let t=e?Jn(e):this.data.join("");t&&this.parts.push(`<path d="${t}" fill="${this.paint(this.fillStyle)}"${this.alpha()}${this.place()}/>`)}stroke(e){let t=e?Jn(e):this.data.join("");if(!t)return;let s=this.dash.length?` stroke-dasharray="${this.dash.map(b).join(" ")}"`:"";this.parts.push(`<path d="${t}" fill="none" stroke="${this.paint(this.strokeStyle)}" stroke-width="${b(this.lineWidth)}" stroke-linejoin="${this.lineJoin}" stroke-linecap="${this.lineCap}"${s}${this.alpha()}${this.place()}/>`)}fillRect(e,t,s,o){this.parts.push(`<rect x="${b(e)}" y="${b(t)}" width="${b(s)}" height="${b(o)}" fill="${this.paint(this.fillStyle)}"${this.alpha()}${this.place()}/>`)}text(e,t,s,o){let i={center:"middle",right:"end",end:"end",left:"start",start:"start"}[this.textAlign],r=this.textBaseline==="middle"?' dominant-baseline="central"':"";this.parts.push(`<text x="${b(t)}" y="${b(s)}" style="font:${Oe(this.font)}" text-anchor="${i}"${r} ${o}${this.alpha()}${this.place()}>${Oe(e)}</text>`)}fillText(e,t,s){this.text(e,t,s,`fill="${this.paint(this.fillStyle)}"`)}strokeText(e,t,s){this.text(e,t,s,`fill="none" stroke="${this.paint(this.strokeStyle)}" stroke-width="${b(this.lineWidth)}" stroke-linejoin="round"`)}measureText(e){return this.ruler.font=this.font,this.ruler.measureText(e)}createPattern(){return this.hatch=`<defs><pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse"><path d="M-2 14 14 -2M-14 14 2 -2M10 14 26 -2" stroke="${Oe(this.hatchColour)}" stroke-width="1.6"/></pattern></defs>`,{}}document(e,t,s){return`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" ${`width="${Math.round(e)}" height="${Math.round(t)}" viewBox="0 0 ${Math.round(e)} ${Math.round(t)}"`} role="img"><title>${Oe(s)}</title>${this.hatch}
${this.parts.join(`
`)}
</svg>
`}};function pe(n,e,t){let s=URL.createObjectURL(t instanceof Blob?t:new Blob([t],{type:e})),o=a("a",{href:s,download:n});document.body.append(o),o.click(),o.remove(),window.setTimeout(()=>URL.revokeObjectURL(s),1e4)}var kn=34,ho=2e3;function po(n,e){let{map:t}=n;if(!e)return{camera:t.camera,view:{...t.view}};let{bounds:s}=n.world.scene,o=20,i=ho*Math.max(1,s.h)/Math.max(1,s.w),r={w:ho,h:Math.round(Math.max(600,Math.min(3200,i)))};return{view:r,camera:ee(s,r,{top:o,right:o,bottom:o,left:o},64)}}function mo(n,e,t,s){let o=un(n.world,e.camera,e.view,n.state.opened),i=n.map.frameFor(t,s,e.camera,e.view,o);vn(i);let{palette:r}=i;t.fillStyle=r.surface,t.fillRect(0,e.view.h,e.view.w,kn),t.fillStyle=r.ink,t.font=M(13,600),t.textAlign="left",t.textBaseline="middle",t.fillText(fo(n),12,e.view.h+kn/2)}function fo(n){let{meta:e}=n.world.scene,t=n.map.filtered?n.say("hidden",{n:n.number(n.map.filtered.hiddenDevices)}):"";return[f(e.title,120),f(e.date,30),n.pick(e.marking,80),t].filter(Boolean).join(" · ")}function $a(n,e){let t=po(n,e),s=document.createElement("canvas").getContext("2d"),o=new wn(s,n.map.colours.hatch);return mo(n,t,o,new he(n.map.colours)),o.document(t.view.w,t.view.h+kn,fo(n))}function ct(n,e){pe("carto.svg","image/svg+xml",$a(n,e))}function yo(n){let t=po(n,!1),s=document.createElement("canvas");s.width=Math.round(t.view.w*2),s.height=Math.round((t.view.h+kn)*2);let o=s.getContext("2d",{alpha:!1});o.scale(2,2),mo(n,t,o,new se(n.map.colours,2)),s.toBlob(i=>{i&&pe("carto.png","image/png",i)},"image/png")}function Fe(n,e,t,s,o,i=!1){let r=n.say(t);return a("button",{class:i?"text-button":"icon-button",type:"button","data-key":e,"aria-label":r,title:r,onclick:o},k(s),i?a("span",{},r):null)}function bo(n){let{meta:e}=n.world.scene;return[a("span",{class:"logo","aria-hidden":"true"},k("M12 2.5 21 7v10l-9 4.500L3 17V7zM12 12l9-5M12 12v9.500M12 12 3 7",{size:22})),a("h1",{},p(e.title,120)),a("span",{class:"marking"},n.pick(e.marking,60))]}var Pa={auto:{next:"light",label:"themeAuto",drawing:x.system},light:{next:"dark",label:"themeLight",drawing:x.sun},dark:{next:"auto",label:"themeDark",drawing:x.moon}};function vo(n){let{store:e,state:t}=n,s=Pa[t.theme],o=a("button",{class:"text-button",type:"button","data-key":"lang",lang:t.lang==="fr"?"en":"fr",title:n.say("languageHelp"),onclick:()=>e.dispatch({type:"set",patch:{lang:t.lang==="fr"?"en":"fr"}})},n.say("language")),i=a("details",{class:"export"},a("summary",{class:"icon-button","data-key":"export","aria-label":n.say("exports"),title:n.say("exports")},k(x.save)),a("div",{class:"menu"},a("p",{class:"minor"},n.say("exports")),a("button",{class:"text-button",type:"button","data-key":"png",onclick:()=>yo(n)},n.say("exportPng")),a("button",{class:"text-button",type:"button","data-key":"svg",onclick:()=>ct(n,!1)},n.say("exportSvg")),a("button",{class:"text-button",type:"button","data-key":"svg-whole",onclick:()=>ct(n,!0)},n.say("exportSvgWhole"))));return[o,i,Fe(n,"theme",s.label,s.drawing,()=>e.dispatch({type:"set",patch:{theme:s.next}})),Oa(n),Fe(n,"help","help",x.help,()=>e.dispatch({type:"set",patch:{help:!t.help}}))]}function Oa(n){let e=t=>a("button",{class:"text-button",type:"button","data-key":`print-${t}`,onclick:()=>gs(t)},n.say(`print${t}`));return a("details",{class:"export"},a("summary",{class:"icon-button","data-key":"print","aria-label":n.say("print"),title:n.say("print")},k(x.print)),a("div",{class:"menu"},a("p",{class:"minor"},n.say("paper")),e("A4"),e("A3")))}var Fa=qe;function wo(n){let{store:e,state:t}=n,s=Fa.map(i=>{let r=t.tab===i&&!t.table;return a("button",{class:r?"rail-item on":"rail-item",type:"button","data-key":`tab-${i}`,"aria-pressed":r,onclick:()=>e.dispatch({type:"set",patch:{tab:r?null:i,table:null}})},k(x[i],{size:20}),a("span",{},n.say(i)))}),o=a("button",{class:t.table?"rail-item on":"rail-item",type:"button","data-key":"tab-tables","aria-pressed":t.table!==null,onclick:()=>e.dispatch({type:"set",patch:{table:t.table?null:ve[0]}})},k(x.tables,{size:20}),a("span",{},n.say("tables")));return[...s,o]}function ko(n){return[Fe(n,"zoom-in","zoomIn",x.plus,()=>n.map.zoom(1.5)),Fe(n,"zoom-out","zoomOut",x.minus,()=>n.map.zoom(1/1.5)),Fe(n,"fit","fitAll",x.fit,()=>n.map.fitAll())]}function xo(n,e){let t=(s,o)=>a("button",{class:"toggle",type:"button","data-key":`layer-${s}`,"aria-pressed":n.state.layers[s],onclick:()=>n.store.dispatch({type:"layer",layer:s})},a("span",{class:`line-sign line-${s==="administration"?"admin":s.slice(0,-1)}`}),n.say(o));return[t("links","links"),t("flows","flows"),t("administration","administration"),Na(n,e),ls(n),ys(n),Ha(n)].filter(s=>s!==null)}function Ha(n){let e=n.map.filtered;return e?.hiddenEntries?a("button",{class:"toggle warn",type:"button","data-key":"hidden",onclick:()=>n.store.dispatch({type:"set",patch:{filters:ge,view:"",mode:"base"}})},n.say("hidden",{n:n.number(e.hiddenDevices)})," · ",a("u",{},n.say("showAll"))):null}function Na(n,e){let t=a("div",{class:"menu"}),s=()=>{t.hasChildNodes()||Ia(n,t)};return e&&s(),a("details",{class:"filter","data-name":"filter",ontoggle:s},a("summary",{class:ze(n.state.filters)?"toggle on":"toggle","data-key":"filter"},k(x.filter,{size:14}),n.say("filters")),t)}function Ia(n,e){let{scene:t}=n.world,{filters:s}=n.state,o=[...new Set(t.types.map(d=>d.category))].sort(ae),i=[...new Set(t.zones.map(d=>d.trust))].sort((d,u)=>d-u),r=Wa(n),l=(d,u,h,m)=>a("button",{class:"chip choice",type:"button","data-key":d,"aria-pressed":u,onclick:()=>n.store.dispatch({type:"set",patch:{filters:{...s,...m}}})},h),c=(d,u)=>{u.length>0&&y(e,[a("p",{class:"minor"},n.say(d)),a("div",{class:"chips"},...u)])};c("particular",J.map(d=>l(`f-${d}`,s.flags.includes(d),n.say(`flag-${d}`),{flags:N(s.flags,d)}))),c("family",o.map(d=>l(`k-${d}`,s.categories.includes(d),n.known("category-",d),{categories:N(s.categories,d)}))),c("trust",i.map(d=>l(`t-${d}`,s.trusts.includes(d),`${d}`,{trusts:N(s.trusts,d)}))),c("evidenceHere",We.map(d=>l(`e-${d}`,s.evidence.includes(d),n.known("evidence-",d),{evidence:N(s.evidence,d)}))),c("owner",Object.keys(t.owners??{}).slice(0,30).map(d=>l(`o-${d}`,s.owners.includes(d),p(d,40),{owners:N(s.owners,d)}))),c("zone",s.zones.map(d=>l(`z-${d}`,!0,p(_a(n,d),60),{zones:N(s.zones,d)}))),c("tags",r.map(d=>l(`g-${d}`,s.tags.includes(d),p(d,40),{tags:N(s.tags,d)})))}function _a(n,e){let t=n.world.resolve(e);return t?n.world.nameOf(t):e}var go=new WeakMap;function Wa(n){let{sheets:e}=n.world.scene,t=go.get(e);if(t)return t;let s=new Map;for(let i of e)for(let r of i.tags)s.set(r,(s.get(r)??0)+1);let o=[...s].sort((i,r)=>r[1]-i[1]||ae(i[0],r[0])).slice(0,20).map(([i])=>i);return go.set(e,o),o}function He(n){return De(n.world.scene.notes??[],n.state.draft)}function Ao(n){let e=He(n),{draft:t,editing:s}=n.state,o=t.changed.length+t.removed.length>0,i=a("ol",{class:"cards"},...e.map((d,u)=>a("li",{class:"card note-card"},d.id===s?Mo(n,d):Ba(n,d,u+1)))),r=s&&!e.some(d=>d.id===s)?Mo(n,ja(n,s)):null,l=n.state.sel&&n.world.resolve(n.state.sel)?.kind!=="planned",c=l&&!r?a("button",{class:"secondary",type:"button","data-key":"note-add",onclick:()=>dt(n)},n.say("noteAdd")):null;return[e.length||r?null:a("p",{class:"empty"},n.say("noNote")),l?c:a("p",{class:"fine"},n.say("noteHow")),r,i,o?a("p",{class:"caution"},n.say("notesDraft")):null,e.length||o?a("p",{class:"actions"},a("button",{class:o?"primary":"secondary",type:"button","data-key":"notes-save",onclick:()=>qa(n)},n.say("notesSave"))):null].filter(d=>d!==null)}function dt(n){let e=new Set([...He(n).map(s=>s.id),...n.state.draft.removed]),t=Hn(e);for(;n.world.resolve(t);)e.add(t),t=Hn(e);n.store.dispatch({type:"set",patch:{editing:t,tab:"notes",table:null}})}function ja(n,e){return{id:e,on:n.state.sel?[n.state.sel]:[],text:"",author:Da(n),date:new Date().toISOString().slice(0,10),severity:"",status:"open",visibility:"client",replies:[]}}function Da(n){return n.state.draft.changed.at(-1)?.author??""}function Eo(n,e){n.store.dispatch({type:"set",patch:{draft:kt(n.state.draft,e),editing:""}})}function Ba(n,e,t){let s=(r,l,c)=>a("button",{class:"text-button",type:"button","data-key":`${r}-${e.id}`,onclick:c},l),o=e.status!=="resolved",i=a("div",{class:o?"note":"note resolved"});return y(i,[a("p",{class:"note-head"},a("span",{class:"note-number"},String(t)),a("span",{class:"fine"},[e.author,e.date].filter(Boolean).length?p([e.author,e.date].filter(Boolean).join(" · "),90):null)),a("p",{class:"description"},p(e.text,4e3)),a("p",{class:"links"},...e.on.map(r=>n.link(r))),a("p",{class:"chips"},e.severity?a("span",{class:"chip"},n.known("severity-",e.severity)):null,a("span",{class:"chip"},n.known("note-",e.status)),e.visibility==="private"?a("span",{class:"chip evidence-declared"},n.say("note-private")):null),...e.replies.map(r=>a("p",{class:"reply"},p(r.text,2e3),a("span",{class:"fine"}," — ",p([r.author,r.date].filter(Boolean).join(" · "),90)))),a("p",{class:"actions"},s("note-edit",n.say("noteEdit"),()=>n.store.dispatch({type:"set",patch:{editing:e.id}})),s("note-state",n.say(o?"noteResolve":"noteReopen"),()=>Eo(n,{...e,status:o?"resolved":"open"})),s("note-remove",n.say("noteRemove"),()=>n.store.dispatch({type:"set",patch:{draft:xt(n.state.draft,e.id),editing:""}})))]),i}function So(n,e,t){let s=a("select",{"data-key":`note-${n}`,"aria-label":n});for(let[o,i]of e)s.append(a("option",{value:o,selected:o===t},i));return s}function Mo(n,e){let t=a("textarea",{rows:4,"data-key":"note-text","aria-label":n.say("noteText"),maxlength:8e3});t.value=e.text;let s=a("input",{type:"text","data-key":"note-author",maxlength:120});s.value=e.author;let o=So(n.say("col_risk"),[["","—"],...["low","medium","high","critical"].map(d=>[d,n.known("severity-",d)])],e.severity),i=So(n.say("noteWho"),[["client",n.say("note-client")],["private",n.say("note-private")]],e.visibility),r=a("textarea",{rows:2,"data-key":"note-reply"}),l=e.text!=="";return a("form",{class:"note-form",onsubmit:d=>{if(d.preventDefault(),!t.value.trim())return t.focus();let u=r.value.trim(),h=u?[...e.replies,{text:u,author:s.value.trim(),date:new Date().toISOString().slice(0,10)}]:e.replies;Eo(n,{...e,text:t.value.trim(),author:l?e.author:s.value.trim(),severity:o.value,visibility:i.value,replies:h})}},a("p",{class:"links"},...e.on.map(d=>n.link(d))),a("label",{},n.say("noteText"),t),a("label",{},n.say("noteAuthor"),s),a("div",{class:"row"},o,i),l?a("label",{},n.say("noteReply"),r):null,a("p",{class:"actions"},a("button",{class:"primary",type:"submit","data-key":"note-keep"},n.say("noteKeep")),a("button",{class:"text-button",type:"button","data-key":"note-cancel",onclick:()=>n.store.dispatch({type:"set",patch:{editing:""}})},n.say("noteCancel"))))}function qa(n){pe("notes.yaml","application/yaml;charset=utf-8",Mt(He(n),n.say(n.world.scene.meta.audience==="internal"?"notesCommentAll":"notesComment")))}function zo(n){let{meta:e}=n.world.scene,t=e.analysed===!1?[a("p",{class:"block"},n.say("notAnalysed"))]:[Ga(n),Za(n),hs(n),Ja(n)];return[Ka(n),Ua(n),...t,Ya(n),Xa(n)].concat(a("p",{class:"fine"},e.version?n.say("versionIs",{version:e.version}):""))}function Ka(n){let{meta:e}=n.world.scene;return a("header",{class:"card-head"},a("p",{class:"eyebrow"},n.pick(e.kind)),a("h2",{},p(e.title,160)),a("p",{class:"fine"},e.date?n.say("modelOf",{date:e.date}):n.say("noDate"),e.author?" · ":null,e.author?n.say("byAuthor",{author:""}):null,e.author?p(e.author,80):null),a("p",{class:"marking"},n.pick(e.marking,80)),e.anonymous?a("p",{class:"fine"},n.say("audienceAnonymous")):null,e.audience==="internal"?a("p",{class:"fine"},n.say("audienceInternal")):null)}function Ae(n,e,t){let s=[a("b",{},n),a("span",{},e)];return t?a("button",{class:"figure",type:"button","data-key":`figure-${e}`,onclick:t},...s):a("div",{class:"figure"},...s)}function Ua(n){let{meta:e,zones:t,flows:s,links:o}=n.world.scene,i=r=>()=>n.store.dispatch({type:"set",patch:{table:r}});return a("section",{class:"figures"},Ae(n.number(e.devices),n.say("devicesCount"),i("devices")),Ae(n.number(t.length),n.say("zonesCount")),Ae(n.number(s.a.length),n.say("flowsCount"),i("flows")),Ae(n.number(o.a.length),n.say("linksCount"),i("links")),Ae(n.number(e.unknowns),n.say("unknownsCount"),i("unknowns")),n.world.scene.findings?.length?Ae(n.number(n.world.scene.findings_total??0),n.say("findingsCount"),i("findings")):null)}var xn=3;function Va(n){let{stories:e}=n.world.scene,t=e.filter((s,o)=>e.findIndex(i=>i.target===s.target)===o);return[...t,...e.filter(s=>!t.includes(s))].slice(0,xn)}function Ga(n){let{stories:e}=n.world.scene,t=a("section",{class:"block"},a("h3",{},n.say("worstAttack")));e.length||y(t,[a("p",{},n.whyNone("noStory"))]);let s=()=>n.store.dispatch({type:"set",patch:{tab:"attacks"}});return y(t,[a("ol",{class:"cards"},...Va(n).map((o,i)=>a("li",{},Un(n,o,i+1)))),e.length>xn?a("button",{class:"more-link",type:"button","data-key":"all-stories",onclick:s},n.say("seeAllStories",{n:e.length})):null]),t}function Za(n){let e=n.world.scene.choke_points.map((o,i)=>({choke:o,index:i})).sort((o,i)=>i.choke.drop-o.choke.drop||i.choke.falls.length-o.choke.falls.length||o.index-i.index),t=a("section",{class:"block"},a("h3",{},n.say("topChoke")));!e.length&&!n.world.scene.stories.length&&(t.hidden=!0),e.length||y(t,[a("p",{},n.say("noChoke"))]);let s=()=>n.store.dispatch({type:"set",patch:{tab:"chokes"}});return y(t,[a("ol",{class:"cards"},...e.slice(0,xn).map(({choke:o,index:i})=>a("li",{class:"card"},Gn(n,o,i)))),e.length>xn?a("button",{class:"more-link",type:"button","data-key":"all-chokes",onclick:s},n.say("seeAllChokes",{n:e.length})):null]),t}function Ja(n){let{targets:e}=n.world.scene,t=a("section",{class:"block"},a("h3",{},n.say("whatMatters")));e.length||y(t,[a("p",{},n.say("noTarget"))]);let s=a("ul",{class:"plain"});for(let o of e)s.append(a("li",{class:"row"},n.link(o.id,o.label),a("span",{class:o.reached?"state state-stopped":"state state-works"},o.reached?o.probability===null||o.probability===void 0?n.say("reached"):n.percent(o.probability):n.say("notReached"))));return y(t,[e.length?s:null]),t}function Ya(n){return a("p",{class:"caution",role:"note"},n.pick(n.world.scene.meta.caution))}function Xa(n){let{meta:e}=n.world.scene;return a("details",{class:"block"},a("summary",{},n.say("assumptions")),a("p",{},n.say("attackerIs",{who:n.pick(e.attacker)})),a("ul",{},...e.assumptions.map(t=>a("li",{},p(n.pick(t))))))}var Sn=class{constructor(e){this.world=e}world;entries=null;index(){if(this.entries)return this.entries;let{world:e}=this,{scene:t}=e,s=[],o=r=>{let l=e.sheets().get(r);return l?l.facts.filter(c=>To.has(c.field)).map(c=>f(c.value.en,60)).join(" "):""},i=(r,l)=>{let c=Z(f(l,120));s.push({ref:r,name:c,text:`${c} ${Z(r.id)} ${o(r.id)}`})};t.zones.forEach((r,l)=>i({kind:"zone",index:l,id:r.id},r.name)),t.sites.forEach((r,l)=>i({kind:"site",index:l,id:e.siteId(l)},r.name)),t.devices.id.forEach((r,l)=>i({kind:"device",index:l,id:r},t.devices.name[l]));for(let r of t.sheets){let l=e.resolve(r.id);l?.kind==="thing"&&i(l,r.title)}for(let[r,l]of e.plans()){let c=e.resolve(r);if(c?.kind!=="planned")continue;let d=l.flatMap(h=>h.sheet?.facts??[]).filter(h=>To.has(h.field)),u=Z(e.nameOf(c));s.push({ref:c,name:u,text:`${u} ${Z(r)} ${d.map(h=>f(h.value.en,60)).join(" ")}`})}return this.entries=s}find(e,t){let s=Z(e).split(/\s+/).filter(Boolean);if(!s.length)return{refs:[],total:0};let o=s.join(" "),i=[[],[],[],[]],r=0;for(let l of this.index()){if(!s.every(d=>l.text.includes(d)))continue;r++;let c=l.name===o||l.ref.id===e?0:l.name.startsWith(o)?1:l.name.includes(o)?2:3;i[c].length<t&&i[c].push(l.ref)}return{refs:i.flat().slice(0,t),total:r}}},To=new Set(["ip","address","addresses","mac","hostname","cidr","vlan"]);function Lo(n,e){let{world:t}=n;if(e.kind==="device")return ut(n,e,t.count[e.index],t.risk[e.index]);if(e.kind==="planned")return[...ut(n,e,n.plan(e)?.addition?.count??1,0),a("span",{class:"fine"},me(n,e))];if(e.kind!=="zone"||n.map.isOpen(e.index))return[];let s=t.zoneAt(e.index);return[...ut(n,e,1,s.risk),a("span",{class:"fine"},n.say("viewCount",{n:n.number(s.count)}))]}function ut(n,e,t,s){let o=t>1?` ×${n.number(t)}`:"";return[a("b",{},p(n.world.nameOf(e),90)),a("span",{},`${n.kindOf(e)}${o}`),...s>=2?[n.risk(s)]:[]]}function me(n,e){let t=n.world.plans().get(e.id)??[],s=t.length>1?` +${t.length-1}`:"";return n.say("inScenario",{name:f(n.plan(e)?.scenario.title??"",60)})+s}var Qa=40,Mn=class{constructor(e){this.app=e;this.finder=new Sn(e.world),this.input.addEventListener("input",()=>this.search()),this.input.addEventListener("focus",()=>this.search()),this.input.addEventListener("keydown",t=>this.key(t)),this.root.addEventListener("focusout",t=>{this.root.contains(t.relatedTarget)||this.hide()})}app;input=a("input",{type:"search",id:"search",role:"combobox",autocomplete:"off",spellcheck:"false","aria-autocomplete":"list","aria-controls":"found","aria-expanded":"false","data-key":"search"});list=a("ul",{class:"found",id:"found",role:"listbox",hidden:!0});root=a("div",{class:"search"},k(x.search,{size:16}),this.input,this.list);finder;refs=[];at=-1;translate(){this.input.placeholder=this.app.say("search"),this.input.setAttribute("aria-label",this.app.say("searchShort")),this.list.setAttribute("aria-label",this.app.say("searchShort"))}hide(){this.list.hidden=!0,this.input.setAttribute("aria-expanded","false"),this.input.removeAttribute("aria-activedescendant")}search(){let e=this.input.value.slice(0,200);if(!e.trim())return this.hide();let{refs:t,total:s}=this.finder.find(e,Qa);this.refs=t,this.at=t.length?0:-1,this.list.replaceChildren(...t.map((o,i)=>this.option(o,i))),t.length||this.list.append(a("li",{class:"fine note",role:"option","aria-disabled":"true"},this.app.say("noResult",{q:e.slice(0,60)}))),s>t.length&&this.list.append(a("li",{class:"fine note",role:"option","aria-disabled":"true"},this.app.say("moreResults",{n:this.app.number(s-t.length)}))),this.list.hidden=!1,this.input.setAttribute("aria-expanded","true"),this.mark()}option(e,t){let{app:s}=this,o=e.kind==="device"?s.world.zoneAt(s.world.zone[e.index]):null,i=a("li",{role:"option",id:`found-${t}`,"aria-selected":"false"},s.badge(e),a("span",{class:"found-name"},p(s.world.nameOf(e),90),e.kind==="planned"?a("span",{class:"chip chip-planned"},p(me(s,e),90)):a("span",{class:"fine"},o?p(o.name||o.id,50):p(e.id,50))),a("span",{class:"chip"},s.kindOf(e)));return i.addEventListener("pointerdown",r=>{r.preventDefault(),this.go(t)}),i}mark(){this.refs.forEach((e,t)=>this.list.children[t]?.setAttribute("aria-selected",String(t===this.at))),this.list.children[this.at]?.scrollIntoView({block:"nearest"}),this.at>=0?this.input.setAttribute("aria-activedescendant",`found-${this.at}`):this.input.removeAttribute("aria-activedescendant")}go(e){let t=this.refs[e];t&&(this.hide(),this.app.go(t.id))}key(e){let s={ArrowDown:1,ArrowUp:-1}[e.key];if(s!==void 0&&this.refs.length)this.at=(this.at+s+this.refs.length)%this.refs.length,this.mark();else if(e.key==="Enter")this.go(Math.max(0,this.at)),this.app.map.canvas.focus();else if(e.key==="Escape")e.stopPropagation(),this.list.hidden&&this.app.map.canvas.focus(),this.input.value="",this.hide();else return;e.preventDefault()}};var el={low:1,medium:2,high:3,critical:4};function nl(n){return el[n.severity]}function Co(n,e){let t=(n.world.scene.findings??[]).filter(s=>s.on.includes(e.id));return t.length?a("section",{class:"block"},a("h3",{},n.say("findingsHere"),a("span",{class:"count"},n.number(t.length))),...t.slice(0,40).map((s,o)=>tl(n,s,o))):null}function tl(n,e,t){let s=n.world.scene.rules?.[e.rule],o=e.stories.length?a("p",{class:"fine"},n.say("feeds",{n:e.stories.length})):null;return a("details",{class:"finding"},a("summary",{"data-key":`finding-${t}`},n.risk(nl(e))," ",p(n.pick(e.message),400)),s?a("p",{},p(n.pick(s.why),900)):null,s?a("p",{},a("b",{},`${n.say("remedyIs")} : `),p(n.pick(s.remedy),900)):null,o,e.care.length?a("p",{class:"links"},...e.care.map(i=>n.link(i))):null,a("p",{class:"fine mono"},p([e.place,...s?.references??[]].filter(Boolean).join(" · "),400)),a("p",{},a("button",{class:"link",type:"button","data-key":`finding-view-${t}`,onclick:()=>ln(n,`finding:${e.rule}`)},n.say("showOnMap"))))}function An(n,e,t,s){let{world:o}=n,i=a("button",{class:"icon-button",type:"button","data-key":"close","aria-label":n.say("close"),onclick:()=>n.store.dispatch({type:"select",id:""})},k(x.close)),r=e.kind==="site"&&!o.scene.sites[e.index].name?n.say("outside"):o.nameOf(e),l=t?n.pick(t.subtitle,200):"";return a("header",{class:"sheet-head"},a("div",{class:"sheet-title"},n.badge(e),a("div",{},a("p",{class:"eyebrow"},n.kindOf(e)),a("h2",{},p(r,160)),l&&l!==n.kindOf(e)?a("p",{class:"fine"},p(l,200)):null,s,a("p",{class:"fine mono"},p(e.id,120)))),i)}function En(n,e){if(!e||!e.facts.length&&!e.description&&!e.tags.length)return null;let t=a("dl",{class:"facts"});for(let s of e.facts.slice(0,120)){let o=P(n.world.scene.labels,s.field);y(t,[a("dt",{},p(o?n.pick(o):s.field,80)),a("dd",{},p(n.pick(s.value,2e3),2e3),a("span",{class:`origin origin-${s.origin}`},n.known("origin-",s.origin),s.place?" · ":null,s.place?p(s.place,160):null))])}return a("section",{class:"block"},a("h3",{},n.say("facts")),e.description?a("p",{class:"description"},p(e.description,4e3)):null,t,e.tags.length?a("p",{class:"chips"},...e.tags.slice(0,30).map(s=>a("span",{class:"chip"},p(s,40)))):null)}var zn=40;function Ro(n,e){let t=n.world.plans().get(e.id)??[],s=we(t,n.state.scenario);if(!s)return[];let o=a("button",{class:"secondary",type:"button","data-key":"show",onclick:()=>n.map.show(e)},n.say("showOnMap")),i=n.world.boxOf(e,s.scenario.id)?a("p",{class:"actions"},o):null;return[An(n,e,s.sheet??void 0,sl(n,s)),i,ol(n,t),ll(n,s),En(n,s.sheet??void 0),cl(n,s.scenario.id,Dn(s.scenario,e.id))].filter(r=>r!==null)}function $o(n,e){let t=n.world.plans().get(e.id)??[],s=e.kind==="device"?e.index:e.kind==="zone"?-e.index-1:null,o=s===null?[]:(n.world.scene.comparisons??[]).map(r=>({scenario:r,found:Dn(r,s)})).filter(({found:r})=>r.length);if(!t.length&&!o.length)return null;let i=a("section",{class:"block"},a("h3",{},n.say("scenarios")));for(let r of t)y(i,[Po(n,r),r.sheet?il(n,r.sheet):null]);for(let{scenario:r,found:l}of o)t.some(c=>c.scenario===r)||y(i,[a("p",{class:"verdict"},Oo(n,r.id,r.title))]),y(i,[Fo(n,l)]);return i}function sl(n,e){let s=(e.addition&&e.addition.zone>=0?n.world.zoneAt(e.addition.zone).id:"")||e.addition&&n.additions(e.scenario.id).holder.get(e.addition)?.id||"";return s?a("p",{class:"links"},n.link(s)):null}function ol(n,e){return a("section",{class:"block"},...e.map(t=>Po(n,t)))}function Po(n,e){let{kind:t}=e.change,s=t==="changed"&&e.addition!==null;return a("p",{class:"verdict"},a("span",{class:`change change-${t}`,"aria-hidden":"true"},K[t]),a("span",{},n.say(s?"plannedMoved":`planned-${t}`)," ",Oo(n,e.scenario.id,e.scenario.title)))}function Oo(n,e,t){let s=n.state.scenario===e&&n.state.mode!=="base";return a("button",{class:"link",type:"button","data-key":`in-${e}`,"aria-pressed":s,onclick:()=>n.store.dispatch({type:"set",patch:{scenario:e,mode:"difference"}})},p(t,120))}function il(n,e){let t=new Map((n.world.sheets().get(e.id)?.facts??[]).map(o=>[o.field,o]));if(!e.facts.length)return null;let s=a("dl",{class:"facts"});for(let o of e.facts.slice(0,zn))y(s,[a("dt",{},p(al(n,o),80)),a("dd",{},p(n.pick(o.value,600),600),rl(n,t.get(o.field)))]);return s}function rl(n,e){return e?a("span",{class:"origin"},n.say("plannedToday")," ",p(n.pick(e.value,300),300)):null}function al(n,e){let t=P(n.world.scene.labels,e.field);return t?n.pick(t):e.field}function ll(n,e){let{a:t,b:s,a_new:o,b_new:i}=e.change,r=(d,u)=>d===null&&!u?null:n.link(d===null?u:n.world.endRef(d).id),[l,c]=[r(t,o),r(s,i)];return l&&c?a("section",{class:"block"},a("p",{},`${n.say("from")} `,l),a("p",{},`${n.say("to")} `,c)):null}function cl(n,e,t){return t.length?a("section",{class:"block","data-scenario":e},a("h3",{},n.say("plannedLines"),a("span",{class:"count"},n.number(t.length))),Fo(n,t)):null}function Fo(n,e){let t=e.slice(0,zn).map(s=>dl(n,s));return e.length>zn&&t.push(a("li",{class:"fine"},n.say("moreLines",{n:n.number(e.length-zn)}))),a("ul",{class:"plain changes"},...t)}function dl(n,{change:e,other:t,outgoing:s}){let o=n.say(`change-${e.kind}`),i=typeof t=="number"?n.world.endRef(t).id:t,r=n.known("kind-",e.section.slice(0,-1)),l=n.world.resolve(e.id)?a("button",{class:"link fine",type:"button","data-key":`line-${e.id}`,onclick:()=>n.store.dispatch({type:"select",id:e.id})},r):r;return a("li",{},a("span",{class:`change change-${e.kind}`,role:"img","aria-label":o,title:o},K[e.kind]),a("span",{},l,` ${n.say(s?"to":"from")} `,n.link(i)))}var ht=60;function Io(n,e){if(e.kind==="planned")return Ro(n,e);let t=n.world.sheets().get(e.id);return[An(n,e,t,ul(n,e)),hl(n,e),pl(n,e),ml(n,e),yl(n,e),$o(n,e),En(n,t),Ho(n,e,"link"),Ho(n,e,"flow"),vl(n,e),wl(n,e),Co(n,e),kl(n,e)].filter(s=>s!==null)}function ul(n,e){let{world:t}=n;if(e.kind==="device"){let i=t.scene.devices.more_zones?.[e.id]??[],r=[n.link(t.zoneAt(t.zone[e.index]).id),...i.map(c=>n.link(t.zoneAt(c).id))],l=t.count[e.index]>1?a("span",{class:"chip"},n.say("fleet",{n:n.number(t.count[e.index])})):null;return a("p",{class:"links"},...r,l)}if(e.kind!=="zone")return null;let s=t.zoneAt(e.index),o=n.say(`trust${Math.max(0,Math.min(5,s.trust))}`);return a("p",{class:"chips"},a("span",{class:"chip"},`${n.say("trust")} ${s.trust}/5${n.colon}${o}`),a("span",{class:"chip"},`${n.number(s.count)} ${n.say("devicesCount")}`),s.isolated?a("span",{class:"chip"},n.say("isolated")):null)}function hl(n,e){let{store:t,state:s,world:o}=n,i=[],r=(l,c,d)=>{i.push(a("button",{class:"secondary",type:"button","data-key":l,onclick:d},c))};if(o.boxOf(e)&&r("show",n.say("showOnMap"),()=>n.map.show(e)),e.kind==="zone"){let l=s.opened.get(e.index);r("open",n.say(l?"closeZone":"openZone"),()=>t.dispatch({type:"open",zone:e.index,open:!l}))}if(e.kind==="zone"){let{filters:l}=s;r("only-zone",n.say("onlyZone"),()=>t.dispatch({type:"set",patch:{filters:{...l,zones:N(l.zones,e.id)}}}))}if(r("note",n.say("noteAdd"),()=>dt(n)),o.scene.blasts.some(l=>l.id===e.id)){let l=s.blast===e.id;r("blast",n.say(l?"hideBlast":"ifFalls"),()=>t.dispatch({type:"blast",id:l?"":e.id}))}return i.length?a("p",{class:"actions"},...i):null}function pl(n,e){if(e.kind!=="device")return null;let t=n.world.risk[e.index],s=J.filter(o=>n.world.has(e.index,o));return!s.length&&!t?null:a("p",{class:"chips"},t?a("span",{class:`chip risk-${t}`},k(q[t],{solid:!0,size:11}),n.say(`risk${t}`)):null,...s.map(o=>a("span",{class:"chip"},n.say(`flag-${o}`))))}function ml(n,e){let t=n.world.storiesThrough(e.id),s=n.world.chokePointsAt(e.id),o=a("section",{class:"block"});if(n.state.blast===e.id&&y(o,[fl(n,e)]),s.length){y(o,[a("h3",{},n.say("chokeHere"))]);for(let i of s){let r=n.world.scene.choke_points.indexOf(i);y(o,[a("button",{class:"link",type:"button","data-key":`choke-${r}`,onclick:()=>n.store.dispatch({type:"choke",index:r})},p(n.pick(i.label),120)),a("p",{class:"fine"},...n.saidOf("chokeFor",i.target),". ",i.drop>=.999?n.say("chokeAll"):n.say("chokeDrop",{p:n.percent(i.drop)}))])}}if(t.length){y(o,[a("h3",{},n.say("storiesThrough"))]);for(let i of t.slice(0,12)){let r=i.steps.findIndex(l=>l.at===e.id);y(o,[a("button",{class:"link",type:"button","data-key":`story-${i.id}`,onclick:()=>n.store.dispatch({type:"story",id:i.id,step:r})},a("span",{class:"dot dot-story"}),p(n.pick(i.title),160)),a("span",{class:"fine"},` ${n.say("likelihoodIs",{p:n.percent(i.likelihood)})}`)])}}return o.childElementCount?o:null}function fl(n,e){let t=n.world.scene.blasts.find(i=>i.id===e.id);if(!t)return null;let s=t.care.filter(i=>i.state!=="works"),o=Object.entries(t.devices).sort((i,r)=>i[1]-r[1]||(i[0]<r[0]?-1:1));return a("div",{class:"blast"},a("h3",{},n.say("ifFalls")),a("ul",{class:"plain"},...s.map(i=>a("li",{class:"row"},n.link(i.id,i.name),n.careState(i)))),a("p",{},o.length?n.say("blastCount",{n:n.number(o.length)}):n.say("ifFallsNone"),t.accounts.length?` · ${n.say("accountsFall",{n:n.number(t.accounts.length)})}`:null,t.records?` · ${n.say("records",{n:n.number(t.records)})}`:null),a("p",{class:"links"},...o.slice(0,24).map(([i])=>n.link(i))))}function yl(n,e){if(e.kind!=="link"&&e.kind!=="flow")return null;let t=n.world.edge(e);return a("section",{class:"block"},a("p",{},`${n.say("from")} `,n.link(n.world.endRef(t.a).id)),a("p",{},`${n.say("to")} `,n.link(n.world.endRef(t.b).id)),a("p",{class:"chips"},a("span",{class:"chip"},p(n.known("style-",t.style),40)),a("span",{class:"chip"},gl(n,t.encrypted)),t.both?a("span",{class:"chip"},n.say("bothWays")):null),t.text?a("p",{},p(t.text,600)):null)}function gl(n,e){return n.say(e===1?"encrypted":e===0?"clear":"encryptionUnknown")}function Ho(n,e,t){let s=n.world.incidences(e).filter(i=>i.kind===t);if(!s.length)return null;let o=a("ul",{class:"plain edges"});for(let i of s.slice(0,ht))o.append(bl(n,i));return s.length>ht&&o.append(a("li",{class:"fine"},n.say("moreLines",{n:n.number(s.length-ht)}))),a("section",{class:"block"},a("h3",{},n.say(t==="link"?"neighbours":"flows"),a("span",{class:"count"},n.number(s.length))),o)}function bl(n,e){let t=n.world.edge(e),s=e.kind==="link"?"—":t.both?"↔":e.outgoing?"→":"←",o=t.both||e.kind==="link"?n.say("bothWays"):n.say(e.outgoing?"outgoing":"incoming"),r=(e.kind==="link"?n.world.scene.links:n.world.scene.flows).id[e.index];return a("li",{},a("span",{class:"way",title:o,role:"img","aria-label":o},s),a("span",{},n.link(n.world.endRef(e.other).id),a("button",{class:"link fine",type:"button","data-key":`edge-${r}`,onclick:()=>n.store.dispatch({type:"select",id:r})},p([n.known("style-",t.style),t.text].filter(Boolean).join(" · "),160),t.encrypted===1?` · ${n.say("encrypted")}`:null)))}function vl(n,e){if(e.kind!=="device")return null;let t=n.world.scene.sheets.filter(s=>s.section.startsWith("account")&&s.facts.some(o=>No(o.value.en,e.id)||No(o.value.fr,e.id)));return t.length?a("section",{class:"block"},a("h3",{},n.say("accountsHere")),a("p",{class:"links"},...t.slice(0,40).map(s=>n.link(s.id)))):null}function No(n,e){let t=n.indexOf(e);if(t<0)return!1;let s=`${n[t-1]??" "}${n[t+e.length]??" "}`;return!/[\w-]/.test(s)}function wl(n,e){let t=n.world.scene.care.find(o=>o.id===e.id),s=n.world.scene.care.filter(o=>o.depends_on.includes(e.id));return t?a("section",{class:"block"},a("h3",{},n.say("dependsOn")),a("p",{class:"links"},...t.depends_on.map(o=>n.link(o)))):s.length?a("section",{class:"block"},a("h3",{},n.say("careHere")),a("p",{class:"links"},...s.map(o=>n.link(o.id,o.name)))):null}function kl(n,e){let t=He(n).filter(s=>s.on.includes(e.id));return t.length?a("section",{class:"block"},a("h3",{},n.say("notesHere")),...t.map(s=>a("p",{class:"reply"},p(s.text,600)))):null}var xl=3500,Tn=class{constructor(e){this.app=e;e.store.subscribe((t,s)=>{t.playing!==s.playing&&this.pace(t.playing)})}app;root=a("section",{class:"strip",hidden:!0});timer=0;pace(e){window.clearInterval(this.timer),e&&(this.timer=window.setInterval(()=>this.app.store.dispatch({type:"step",by:1}),xl))}render(){let{app:e}=this,t=e.world.stories().get(e.state.story);return this.root.hidden=!t,t?(this.root.setAttribute("aria-label",e.pick(t.title,200)),[this.controls(t),this.discs(t)]):[]}button(e,t,s,o,i=!1){return a("button",{class:"icon-button",type:"button","data-key":e,"aria-label":t,title:t,disabled:i,onclick:o},k(s,{size:16}))}controls(e){let{app:t}=this,{step:s,playing:o}=t.state,i=e.steps.length-1;return a("div",{class:"strip-controls"},this.button("prev",t.say("previous"),x.left,()=>t.store.dispatch({type:"step",by:-1}),s<0),this.button("play",t.say(o?"pause":"play"),o?x.pause:x.play,()=>this.play(!o,s>=i)),this.button("next",t.say("next"),x.right,()=>t.store.dispatch({type:"step",by:1}),s>=i),a("span",{class:"strip-count"},s<0?t.say("wholeStory"):t.say("stepNumber",{n:s+1,total:e.steps.length})),this.button("leave",t.say("leaveStory"),x.close,()=>t.store.dispatch({type:"story",id:""})))}play(e,t){this.app.store.dispatch({type:"set",patch:{playing:e,...e&&t?{step:-1}:{}}}),e&&this.app.store.dispatch({type:"step",by:1})}discs(e){let{app:t}=this,s=a("ol",{class:"strip-steps"});return e.steps.forEach((o,i)=>{let r=o.at?t.world.resolve(o.at):null,l=i===t.state.step?"now":t.state.step>=0&&i>t.state.step?"later":"done";s.append(a("li",{class:l,"aria-current":l==="now"?"step":null},a("button",{type:"button","data-key":`strip-${i}`,title:t.pick(o.text,300),onclick:()=>t.store.dispatch({type:"story",id:e.id,step:i})},a("span",{class:"disc"},String(i+1)),p(r?t.world.nameOf(r):t.pick(o.text,60),60))))}),s}follow(){this.root.querySelector("li.now")?.scrollIntoView({block:"nearest",inline:"center"})}};var Sl=/^[\s\u00a0]*[=+\-@\t\r|%]/;function Ml(n){let t=!/^-?\d+([.,]\d+)?$/.test(n)&&Sl.test(n)?`'${n}`:n;return/[",;\r\n']/.test(t)?`"${t.replace(/"/g,'""')}"`:t}function _o(n,e){let t=e==="fr"?";":",";return`\uFEFF${n.map(s=>s.map(Ml).join(t)).join(`\r
`)}\r
`}function Do(n,e,t,s=""){switch(e){case"devices":return Al(n,t,s);case"findings":return Ll(n,t);case"flows":return jo(n,t,()=>!0);case"links":return Bo(n,"link",t,()=>!0);case"accounts":return Cl(n,t);case"external":return jo(n,t,(o,i)=>Wo(n,o)<=1!=Wo(n,i)<=1);case"unknowns":return Rl(n,t)}}function Al(n,e,t){let{scene:s}=n,o=s.devices.id.map((l,c)=>{let d=n.zoneAt(n.zone[c]),u=J.filter(h=>n.has(c,h)).map(h=>T(e,`flag-${h}`));return[n.deviceName(c),f(l,120),F(n.deviceType(c).label,e),f(d.name||d.id,120),f(s.sites[d.site]?.name??"",120),String(n.count[c]),T(e,`risk${n.risk[c]}`),u.join(", ")]}),i=El(n,e,t),r=i.length?[...s.devices.id,...i.map(l=>l[1])]:s.devices.id;return{columns:["col_name","col_id","col_type","col_zone","col_site","col_count","col_risk","col_marks"],ids:r,rows:[...o,...i]}}function El(n,e,t){let{byId:s,holder:o}=_(n,t),i=[...s.values()].filter(l=>l.section==="devices"&&n.resolve(l.id)?.kind==="planned"),r=T(e,"inScenario",{name:f(Q(n,t)?.title??"",60)});return i.map(l=>{let c=l.zone>=0?n.zoneAt(l.zone):null,d=c?c.name||c.id:o.get(l)?.name??"";return[f(l.name,80),f(l.id,120),l.label?F(l.label,e):l.type,f(d,120),c?f(n.scene.sites[c.site]?.name??"",120):"",String(l.count),"",r]})}function pt(n,e){return e>=0?n.zone[e]:-e-1}function Wo(n,e){return n.zoneAt(pt(n,e)).trust}function Bo(n,e,t,s){let o=e==="link"?n.scene.links:n.scene.flows,i=[],r=[];return o.id.forEach((l,c)=>{let d=n.edge({kind:e,index:c});if(!s(d.a,d.b))return;let u=m=>f(n.zoneAt(pt(n,m)).name||n.zoneAt(pt(n,m)).id,120),h=T(t,d.encrypted===1?"yes":d.encrypted===0?"no":"unknown");i.push(l),r.push([n.nameOf(n.endRef(d.a)),u(d.a),n.nameOf(n.endRef(d.b)),u(d.b),Te(t,"style-",d.style),h,f(d.text,300)])}),{columns:["col_a","col_zoneA","col_b","col_zoneB","col_kind","col_encrypted","col_text"],ids:i,rows:r}}var zl=["protocol","port","data","account","justification"];function jo(n,e,t){let s=Bo(n,"flow",e,t),o=n.sheets(),i=s.rows.map((r,l)=>{let c=new Map((o.get(s.ids[l])?.facts??[]).map(u=>[u.field,f(F(u.value,e),300)])),d=zl.map(u=>c.get(u)??"");return d[0]||(d[0]=r[6]),[...r.slice(0,6),...d]});return{columns:[...s.columns.slice(0,6),"col_protocol","col_port","col_data","col_account","col_justification"],ids:s.ids,rows:i}}var Tl=["low","medium","high","critical"];function Ll(n,e){let{findings:t=[],rules:s={}}=n.scene,o=r=>{let l=n.resolve(r);return l?n.nameOf(l):r},i=t.map(r=>{let l=P(s,r.rule),c=`${Tl.indexOf(r.severity)+1} · ${T(e,`severity-${r.severity}`)}`;return[r.on.slice(0,4).map(o).join(", "),c,f(F(r.message,e),400),l?f(F(l.remedy,e),400):"",r.care.map(o).join(", "),r.stories.length?String(r.stories.length):"",f(r.place,160)]});return{columns:["col_where","col_severity","col_finding","col_remedy","col_care","col_stories","col_written"],ids:t.map(r=>r.on[0]??""),rows:i}}function Cl(n,e){let t=n.scene.sheets.filter(o=>o.section.startsWith("account")),s=t.map(o=>{let i=o.facts.map(r=>`${F(P(n.scene.labels,r.field)??{fr:r.field,en:r.field},e)} : ${F(r.value,e)}`);return[f(o.title||o.id,120),f(o.id,120),f(F(o.subtitle,e),120),f(i.join(" · "),600)]});return{columns:["col_name","col_id","col_kind","col_text"],ids:t.map(o=>o.id),rows:s}}function Rl(n,e){let{unknowns:t,labels:s}=n.scene,o=t.map(i=>{let r=n.resolve(i.id),l=P(s,i.field);return[r?n.nameOf(r):i.id,l?F(l,e):Te(e,"",i.field),f(F(i.question,e),400),f(i.place,160)]});return{columns:["col_name","col_field","col_question","col_place"],ids:t.map(i=>i.id),rows:o}}var Ln=30,Cn=class{constructor(e){this.app=e}app;root=a("section",{class:"table-view",hidden:!0});table=null;order=[];sort={column:-1,down:!1};query="";body=a("div",{class:"table-body",tabindex:0,role:"rowgroup"});count=a("span",{class:"fine"});made="";render(){let{table:e,lang:t,scenario:s}=this.app.state;if(this.root.hidden=e===null,!e)return;let o=`${e} ${t} ${s}`;o!==this.made&&(this.made.startsWith(`${e} `)||(this.sort={column:-1,down:!1},this.query=""),this.made=o,this.table=Do(this.app.world,e,t,s),this.build(e),this.arrange())}build(e){let{app:t}=this,s=ve.map(i=>a("button",{class:"toggle",type:"button","data-key":`table-${i}`,"aria-pressed":i===e,onclick:()=>t.store.dispatch({type:"set",patch:{table:i}})},t.say(`table_${i}`))),o=a("input",{type:"search",placeholder:t.say("filterRows"),"aria-label":t.say("filterRows"),value:this.query});o.addEventListener("input",()=>{this.query=o.value,this.arrange()}),this.body=a("div",{class:"table-body",tabindex:0,role:"rowgroup",onscroll:()=>this.window()}),this.root.setAttribute("aria-label",t.say(`table_${e}`)),this.root.replaceChildren(a("div",{class:"table-bar"},...s,a("span",{class:"grow"}),o,this.count,a("button",{class:"secondary",type:"button","data-key":"csv",onclick:()=>this.export(e)},t.say("exportCsv")),a("button",{class:"icon-button",type:"button","aria-label":t.say("close"),onclick:()=>t.store.dispatch({type:"set",patch:{table:null}})},k(x.close))),a("div",{class:`table-grid table-${e}`,role:"table","aria-label":t.say(`table_${e}`)},this.head(),this.body))}head(){let e=this.table.columns.map((t,s)=>{let o=this.sort.column===s?this.sort.down?"descending":"ascending":"none";return a("span",{class:"cell",role:"columnheader","aria-sort":o},a("button",{type:"button","data-key":`sort-${s}`,onclick:()=>this.sortBy(s)},this.app.say(t),o==="none"?"":o==="ascending"?" ▲":" ▼"))});return a("div",{class:"table-head",role:"rowgroup"},a("div",{class:"line-row",role:"row"},...e))}sortBy(e){this.sort={column:e,down:this.sort.column===e&&!this.sort.down};let t=this.head();this.root.querySelector(".table-head")?.replaceWith(t),t.querySelectorAll("button")[e]?.focus(),this.arrange()}arrange(){let{rows:e}=this.table,t=Z(this.query).split(/\s+/).filter(Boolean);this.order=e.map((i,r)=>r).filter(i=>!t.length||t.every(r=>Z(e[i].join(" ")).includes(r)));let{column:s,down:o}=this.sort;s>=0&&this.order.sort((i,r)=>(o?-1:1)*ae(e[i][s],e[r][s])||i-r),this.count.textContent=this.told(),this.body.scrollTop=0,this.window()}told(){let{app:e}=this,t=e.world.scene.findings_total??-1,s=e.world.scene.findings?.length??0;return e.state.table==="findings"&&t<0?e.say("findingsNotRun"):e.state.table==="findings"&&t>s?e.say("findingsCut",{n:e.number(this.order.length),total:e.number(t)}):e.say("rowsShown",{n:e.number(this.order.length)})}window(){let e=Math.max(0,Math.floor(this.body.scrollTop/Ln)-10),t=Math.min(this.order.length,e+Math.ceil((this.body.clientHeight||700)/Ln)+20),s=a("div",{class:"table-rows"});s.style.height=`${this.order.length*Ln}px`;for(let o=e;o<t;o++)s.append(this.row(this.order[o],o));this.body.replaceChildren(s)}row(e,t){let s=this.table.rows[e].map((i,r)=>a("span",{class:"cell",role:"cell",title:f(i,300)},r===0?this.go(e,i):p(i,200))),o=a("div",{class:"line-row",role:"row"},...s);return o.style.top=`${t*Ln}px`,o}go(e,t){let s=this.table.ids[e];return this.app.world.resolve(s)?a("button",{class:"link",type:"button",onclick:()=>this.app.go(s)},p(t,120)):p(t,120)}export(e){let{columns:t,rows:s}=this.table,o=[t.map(i=>this.app.say(i)),...this.order.map(i=>s[i])];pe(`carto-${e}.csv`,"text/csv;charset=utf-8",_o(o,this.app.state.lang))}};var mt=250,Rn=class{constructor(e){this.app=e;this.root.addEventListener("keydown",t=>this.key(t))}app;root=a("ul",{class:"tree",role:"tree"});opened=new Set;current="";made=0;render(){let{world:e}=this.app;this.root.setAttribute("aria-label",this.app.say("inventory"));let t=e.scene.sites.map((o,i)=>({kind:"site",index:i,id:e.siteId(i)}));return t.length===1&&this.opened.add(t[0].id),this.root.replaceChildren(...t.map(o=>this.item(o,1))),this.setCurrent(this.items()[0]),[e.scene.zones.length===0&&e.n===0?a("p",{class:"empty"},this.app.say("empty")):this.root]}children(e){let{world:t}=this.app,{zones:s}=t.scene,o=r=>({kind:"zone",index:r,id:s[r].id});if(e.kind==="planned")return this.added((r,l)=>l?.id===e.id&&r.zone<0);if(e.kind==="site"){let{box:r}=t.scene.sites[e.index];return[...t.zoneOrder.filter(c=>s[c].site===e.index&&s[c].parent<0).map(o),...this.added((c,d)=>!d&&c.zone<0&&c.section!=="sites"&&le(r,c.box.x+c.box.w/2,c.box.y+c.box.h/2))]}if(e.kind!=="zone")return[];let i=[...t.byZone.values.subarray(t.byZone.start[e.index],t.byZone.start[e.index+1])];return i.sort((r,l)=>ae(t.deviceName(r),t.deviceName(l))),[...t.zoneChildren[e.index].map(o),...i.map(r=>t.endRef(r)),...this.added((r,l)=>!l&&r.zone===e.index)]}added(e){let{byId:t,holder:s}=this.app.additions(this.app.state.scenario);return[...t.values()].filter(i=>e(i,s.get(i))).map(i=>this.app.world.resolve(i.id)).filter(i=>i?.kind==="planned")}isHolder(e){return e.kind==="site"||e.kind==="zone"||e.kind==="planned"&&this.children(e).length>0}item(e,t){let{app:s}=this,o=this.isHolder(e),i=this.opened.has(e.id),r=`tree-${this.made++}`,l=a("span",{class:"tree-label",id:r},s.badge(e),this.name(e),this.aside(e));l.addEventListener("click",()=>this.press(c,e));let c=a("li",{role:"treeitem","aria-level":t,tabindex:-1,"data-id":e.id,"aria-expanded":o?i:null,"aria-labelledby":r},l);return i&&c.append(this.group(e,t+1)),c}name(e){let t=e.kind==="site"&&!this.app.world.scene.sites[e.index].name;return p(t?this.app.say("outside"):this.app.world.nameOf(e),90)}aside(e){let{app:t}=this,{world:s}=t;if(e.kind==="planned")return a("span",{class:"fine"},`${t.kindOf(e)} · `,a("span",{class:"chip chip-planned"},p(me(t,e),70)));if(e.kind!=="device"){let r=e.kind==="zone"?s.zoneAt(e.index).count:s.scene.sites[e.index].count;return a("span",{class:"fine"},t.number(r))}let o=s.count[e.index]>1?`×${t.number(s.count[e.index])} `:"",i=s.risk[e.index]>=2?a("span",{class:"unseen"},` ${t.risk(s.risk[e.index]).textContent}`):null;return a("span",{class:"fine"},`${o}${t.kindOf(e)}`,i)}group(e,t){let s=this.children(e),o=a("ul",{role:"group"},...s.slice(0,mt).map(i=>this.item(i,t)));return s.length>mt&&o.append(a("li",{class:"fine more",role:"none"},this.app.say("moreLines",{n:this.app.number(s.length-mt)}))),o}press(e,t){this.setCurrent(e),e.focus(),this.app.go(t.id),this.isHolder(t)&&this.toggle(e,!this.opened.has(t.id))}toggle(e,t){let s=this.app.world.resolve(e.dataset.id??"");!s||!this.isHolder(s)||(e.setAttribute("aria-expanded",String(t)),e.querySelector(":scope > ul")?.remove(),t?(this.opened.add(s.id),e.append(this.group(s,Number(e.getAttribute("aria-level"))+1))):this.opened.delete(s.id))}items(){return[...this.root.querySelectorAll("[role=treeitem]")]}setCurrent(e){for(let t of this.root.querySelectorAll("[role=treeitem][tabindex='0']"))t.tabIndex=-1;e&&(e.tabIndex=0,this.current=e.dataset.id??"")}key(e){let t=this.items(),s=t.findIndex(r=>r.dataset.id===this.current),o=t[s];if(!o)return;let i=this.next(e.key,t,s,o);i!==null&&(e.preventDefault(),e.stopPropagation(),i&&(this.setCurrent(i),i.focus()))}next(e,t,s,o){let i=o.getAttribute("aria-expanded");switch(e){case"ArrowDown":return t[s+1];case"ArrowUp":return t[s-1];case"Home":return t[0];case"End":return t[t.length-1];case"ArrowRight":return i==="false"&&this.toggle(o,!0),i==="true"?t[s+1]:void 0;case"ArrowLeft":return i==="true"&&this.toggle(o,!1),i==="true"?void 0:o.parentElement?.closest("[role=treeitem]")??void 0;case"Enter":case" ":this.app.go(o.dataset.id??"");return;default:return null}}};var $n=class{constructor(e){this.app=e;this.paper=new dn(e),this.search=new Mn(e),this.strip=new Tn(e),this.stripMount=new I(this.strip.root),this.table=new Cn(e),this.tree=new Rn(e),this.legendButton.addEventListener("click",()=>e.store.dispatch({type:"set",patch:{help:!e.state.help}})),this.fold.addEventListener("click",()=>e.store.dispatch({type:"set",patch:{tab:null}}));let t=a("main",{class:"stage"},e.map.canvas,this.nothing,this.layers.root,this.buttons.root,this.marking,this.legendButton,this.strip.root,this.tip,this.help.root,this.table.root),s=a("header",{class:"bar"},this.title.root,this.search.root,this.tools.root);this.root=a("div",{class:"atlas"},s,this.rail.root,this.panel,t,this.side.root,this.paper.head,this.paper.foot,this.live)}app;search;strip;table;tree;title=new I(a("div",{class:"title"}));tools=new I(a("div",{class:"tools",role:"toolbar"}));rail=new I(a("nav",{class:"rail"}));panelBody=new I(a("div",{class:"panel-body",tabindex:-1}));panelTitle=a("h2",{class:"panel-title",tabindex:-1});fold=a("button",{class:"icon-button",type:"button"},k(x.left));panel=a("aside",{class:"panel"},a("div",{class:"panel-head"},this.panelTitle,this.fold),this.panelBody.root);side=new I(a("aside",{class:"side",hidden:!0}));layers=new I(a("div",{class:"layers",role:"toolbar"}));buttons=new I(a("div",{class:"map-buttons",role:"toolbar"}));help=new I(a("section",{class:"help",hidden:!0,role:"dialog"}));stripMount;tip=a("div",{class:"tip",hidden:!0});live=a("p",{class:"unseen","aria-live":"polite"});legendButton=a("button",{class:"toggle legend-button",type:"button","data-key":"legend"});marking=a("p",{class:"map-marking"});nothing=a("p",{class:"nothing"});paper;root;render(){let{state:e,world:t}=this.app,{lang:s,tab:o}=e;this.title.update(s,()=>bo(this.app)),this.tools.update(`${s} ${e.theme} ${e.help}`,()=>vo(this.app)),this.rail.update(`${s} ${o} ${e.table}`,()=>wo(this.app)),this.layers.update(JSON.stringify([s,e.layers,e.filters,e.view,e.scenario,e.mode]),()=>this.keepOpen(r=>xo(this.app,r))),this.buttons.update(s,()=>ko(this.app)),this.stripMount.update(`${s} ${e.story} ${e.step} ${e.playing}`,()=>this.strip.render()),this.renderPanel();let i=e.sel?t.resolve(e.sel):null;this.side.root.hidden=!i,this.side.root.setAttribute("aria-label",this.app.say("sheet")),this.side.update(JSON.stringify([s,e.sel,e.blast,e.draft,e.scenario,e.mode,i?.kind==="zone"&&e.opened.get(i.index)]),()=>i?Io(this.app,i):[]),this.legendButton.textContent=this.app.say("legend"),this.legendButton.setAttribute("aria-expanded",String(e.help)),this.help.root.hidden=!e.help,this.help.root.setAttribute("aria-label",this.app.say("help")),this.help.update(`${s} ${e.help}`,()=>e.help?ps(this.app):[]),this.table.render(),this.search.translate(),this.nothing.hidden=t.scene.zones.length>0||this.app.additions(e.scenario).byId.size>0,this.nothing.textContent=this.app.say("nothingDrawn"),this.marking.textContent=[this.app.pick(t.scene.meta.marking,60),t.scene.meta.date].filter(Boolean).join(" · ")}get bar(){return this.layers.root}get covered(){let e=this.side.root;return e.hidden||!matchMedia("(max-width: 900px)").matches?0:Math.max(0,this.app.map.canvas.getBoundingClientRect().bottom-e.getBoundingClientRect().top)}keepOpen(e){let t=this.layers.root.querySelector("details.filter")?.open??!1,s=e(t);for(let o of s)o instanceof HTMLDetailsElement&&(o.open=t);return s}renderPanel(){let{state:e}=this.app,{tab:t,lang:s}=e,o=t===null||e.table!==null;if(this.panel.hidden=o,this.root.classList.toggle("folded",o),!t)return;this.panelTitle.textContent=this.app.say(t),this.panel.setAttribute("aria-label",this.app.say(t)),this.fold.setAttribute("aria-label",this.app.say("fold"));let i={overview:null,attacks:[e.story,e.step,e.target],chokes:[e.choke,e.target],care:[e.story,e.blast],views:[e.view],decide:[e.ticked,e.scenario,e.mode],notes:[e.sel,e.draft,e.editing],inventory:[e.scenario]};this.panelBody.update(JSON.stringify([s,t,i[t]??null]),()=>this.page())}page(){switch(this.app.state.tab){case"overview":return zo(this.app);case"attacks":return is(this.app);case"chokes":return bs(this.app);case"care":return rs(this.app);case"views":return ms(this.app);case"decide":return ds(this.app);case"inventory":return this.tree.render();case"notes":return Ao(this.app);default:return[]}}point=(e,t,s)=>{let o=s?Lo(this.app,s):[];if(this.tip.hidden=!o.length,!o.length)return;this.tip.replaceChildren(...o);let i=Math.min(e+14,this.app.map.view.w-this.tip.offsetWidth-8);this.tip.style.transform=`translate(${Math.max(4,i)}px, ${t+18}px)`};announceSelection(){let{state:e,world:t}=this.app,s=e.sel?t.resolve(e.sel):null,o=s?this.app.say("selected",{kind:this.app.kindOf(s),name:t.nameOf(s)}):this.app.say("nothing");this.live.textContent=s?.kind==="planned"?`${o}, ${me(this.app,s)}`:o}};var ft=44,qo=6,Ko=1366,Pn=class{constructor(e,t){this.store=e;this.world=t;e.subscribe((s,o)=>this.changed(s,o))}store;world;canvas=a("canvas",{class:"map",tabindex:0,role:"application","data-key":"map"});camera={x:0,y:0,scale:1};view={w:1,h:1};insets={top:ft+qo,right:22,bottom:34,left:22};drawn=()=>{};ctx=this.canvas.getContext("2d",{alpha:!1});palette=en;ratio=1;sprites=new se(en,1);mask=null;gone=qn;lit=null;detail=null;hovered=null;kept=null;pending=0;bar=ft;home=!0;flight=null;changed(e,t){(e.filters!==t.filters||e.view!==t.view||e.mode!==t.mode||e.scenario!==t.scenario)&&(this.mask=this.maskNow(e)),(e.story!==t.story||e.choke!==t.choke||e.blast!==t.blast)&&(this.lit=et(this.world,e)),e.lang!==t.lang&&this.describe(),this.redraw()}restore(){this.mask=this.maskNow(this.store.state),this.lit=et(this.world,this.store.state),this.describe(),this.redraw()}maskNow(e){return this.gone=Vt(this.world,e.scenario,e.mode),wt(this.world,e.filters,e.view,this.gone.devices)}get filtered(){return this.mask}set hover(e){if(e?.id===this.hovered?.id)return;let t=[this.hovered,e].some(s=>s?.kind==="device"||s?.kind==="planned");this.hovered=e,this.canvas.style.cursor=e?.kind==="device"||e?.kind==="planned"?"pointer":"",t&&this.redraw()}describe(){let{lang:e}=this.store.state;this.canvas.setAttribute("aria-label",`${T(e,"map")}. ${T(e,"mapHelp")}`)}setTheme(e,t=!1){this.palette=e?Dt:en,this.sprites=new se(this.palette,this.ratio),t?this.draw():this.redraw()}resize(){let e=this.canvas.getBoundingClientRect(),t=Math.min(3,window.devicePixelRatio||1);e.width===this.view.w&&e.height===this.view.h&&t===this.ratio||(this.view={w:Math.max(1,e.width),h:Math.max(1,e.height)},this.canvas.width=Math.round(this.view.w*t),this.canvas.height=Math.round(this.view.h*t),t!==this.ratio&&(this.ratio=t,this.sprites=new se(this.palette,t)),this.home&&(this.camera=this.homeCamera()),this.draw())}roomAbove(e){let t=Math.max(ft,Math.round(e)+14);t!==this.bar&&(this.bar=t,this.insets={...this.insets,top:t+qo},this.home&&(this.camera=this.homeCamera()),this.redraw())}onPaper(e){let t=H(this.camera,this.view);this.view={w:Ko,h:Math.round(Ko/e)},this.canvas.width=this.view.w*2,this.canvas.height=this.view.h*2,this.kept=this.camera,this.ratio=2,this.camera=this.home?ee(this.world.scene.bounds,this.view,{top:16,right:16,bottom:16,left:16},64):ee(t,this.view,{top:0,right:0,bottom:0,left:0},this.camera.scale*2)}offPaper(){this.camera=this.kept??this.camera,this.kept=null,this.view={w:0,h:0},this.resize()}redraw(){this.pending||(this.pending=requestAnimationFrame(e=>this.tick(e)))}tick(e){if(this.pending=0,this.flight){let t=(e-this.flight.start)/this.flight.length;this.camera=Qt(this.flight.from,this.flight.to,Math.max(0,Math.min(1,t))),t>=1?this.flight=null:this.redraw()}this.draw()}draw(){this.pending&&!this.flight&&(cancelAnimationFrame(this.pending),this.pending=0),this.detail=un(this.world,this.camera,this.view,this.store.state.opened),this.ctx.setTransform(this.ratio,0,0,this.ratio,0,0),vn(this.frameFor(this.ctx,this.sprites,this.camera,this.view,this.detail,this.kept?0:this.bar)),this.drawn()}get colours(){return this.palette}frameFor(e,t,s,o,i,r=0){let{world:l,palette:c,mask:d,lit:u,gone:h}=this,m=new mn(xe.labels);return{ctx:e,world:l,state:this.store.state,camera:s,view:o,detail:i,palette:c,mask:d,gone:h,lit:u,labels:m,sprites:t,hover:this.hovered,top:r}}get least(){return ee(this.world.scene.bounds,this.view,this.insets).scale/2}look(e){this.flight=null,this.home=!1,this.camera=Xt(e,this.world.scene.bounds),this.redraw()}zoom(e,t=this.view.w/2,s=this.view.h/2){this.look(Zt(this.flight?.to??this.camera,this.view,t,s,e,this.least))}fly(e){if(matchMedia("(prefers-reduced-motion: reduce)").matches||document.hidden)return this.look(e);this.home=!1,this.flight={from:this.camera,to:e,start:performance.now(),length:320},this.redraw()}homeCamera(){return ee(this.world.scene.bounds,this.view,this.insets,64)}fitAll(){this.fly(this.homeCamera()),this.home=!0}showBox(e,t){this.fly(ee(e,this.view,{...this.insets,top:this.insets.top+24,bottom:this.insets.bottom+8},t))}show(e){let t=this.world.boxOf(e,this.store.state.scenario);if(!t)return;if(e.kind!=="device"&&(e.kind!=="planned"||t.w>1))return this.showBox(t,48);let s=H(this.camera,this.view),[o,i]=[this.insets.top/this.camera.scale,this.insets.bottom/this.camera.scale];t.x>s.x+1&&t.y>s.y+o&&t.x<s.x+s.w-2&&t.y<s.y+s.h-i-1&&this.camera.scale>=14||this.showBox({x:t.x-6,y:t.y-5,w:t.w+12,h:t.h+10},42)}showStory(){let{story:e,step:t}=this.store.state,s=Pe(this.world,e),i=(t<0?s:s.slice(t,t+1)).flatMap(c=>[c.from,c.at]).map(c=>this.placeBox(c)).filter(c=>c!==null);if(!i.length)return;let r=i.reduce(Ye),l=Math.max(2,Math.max(r.w,r.h)*.12);this.showBox({x:r.x-l,y:r.y-l,w:r.w+2*l,h:r.h+2*l},40)}placeBox(e){return Me(e)?this.world.zoneAt(ue(e)).box:e>=0?this.world.boxOf({kind:"device",index:e,id:""}):null}isOpen(e){return this.detail?.level[e]===w.open}hit(e,t){let{x:s,y:o}=Jt(this.camera,this.view,e,t),i=Math.max(6,z(this.camera.scale)*.6)/this.camera.scale,r=this.world.n?this.world.grid().nearest(s,o,i):-1;if(r>=0&&this.isShown(r))return this.world.endRef(r);let l=this.additionUnder(s,o),c=this.zoneUnder(s,o);if(l&&(c<0||l.w*l.h<this.world.zoneAt(c).box.w*this.world.zoneAt(c).box.h))return this.world.resolve(l.id);if(c>=0)return this.world.endRef(-c-1);let d=this.world.scene.sites.findIndex(({box:u})=>le(u,s,o));return d>=0?{kind:"site",index:d,id:this.world.siteId(d)}:null}additionUnder(e,t){let{detail:s,camera:o,view:i,world:r}=this,l=_(r,this.store.state.scenario);if(!l.byId.size||!s)return null;let c=rt({world:r,detail:s,camera:o,view:i},l).find(d=>le(d.box,e,t));return c?{...c.box,id:c.id}:null}isShown(e){return this.isOpen(this.world.zone[e])&&(!this.mask||this.mask.shown[e]===1)}zoneUnder(e,t){let s=-1;for(let o of this.world.zoneOrder){let{box:i}=this.world.zoneAt(o);this.detail?.level[o]&&le(i,e,t)&&(s=o)}return s}};var Uo=matchMedia("(prefers-color-scheme: dark)"),yt=class{constructor(e){this.world=e;this.first=At(e);let{camera:t,...s}=In(location.hash,this.first);this.camera=t,this.shelf=`carto-notes ${e.scene.meta.title.slice(0,200)}`;let o=!location.hash.includes("show=")&&Ne(e,s.view??""),i=new Be(e,Nn(e,{...this.first,...s,...o?{layers:o}:{}}));this.app=new nn(i,e,new Pn(i,e)),this.layout=new $n(this.app)}world;first;camera;shelf;app;layout;draw(e){let{map:t}=this.app;t.restore(),e&&this.layout.render(),document.getElementById("app").replaceChildren(this.layout.root),this.theme(),this.keepClear(),this.camera&&t.look(this.camera),t.resize()}live(){let{app:e,layout:t}=this,{map:s,store:o,world:i}=e,r=Fl(e,this.first),l=$l(this.shelf);l&&o.dispatch({type:"set",patch:{draft:St(l)}}),o.subscribe((c,d)=>{this.follow(c,d),r()}),t.render(),this.keepClear(),new ResizeObserver(()=>s.resize()).observe(s.canvas),new ResizeObserver(([c])=>s.roomAbove(c.contentRect.height)).observe(t.bar),s.drawn=r,ns(s,o,t.point),ts(s,o,i),os(s,o,()=>t.search.input.focus()),this.watchSurroundings(),s.redraw(),this.camera||Ol(e)}theme=()=>{let{theme:e,lang:t}=this.app.state,s=e==="auto"?Uo.matches:e==="dark";document.documentElement.dataset.theme=s?"dark":"light",document.documentElement.lang=t,document.title=f(this.world.scene.meta.title,120),this.app.map.setTheme(s)};keepClear(){let{map:e,state:t}=this.app;e.insets={...e.insets,bottom:Math.max(t.story?150:34,this.layout.covered)}}follow(e,t){let{app:s,layout:o}=this;(e.theme!==t.theme||e.lang!==t.lang)&&this.theme(),o.render(),this.keepClear(),(e.story!==t.story||e.step!==t.step)&&(e.story&&s.map.showStory(),o.strip.follow()),e.choke!==t.choke&&Zo(s,e),e.draft!==t.draft&&Pl(this.shelf,JSON.stringify(e.draft)),e.sel!==t.sel&&o.announceSelection()}watchSurroundings(){let{map:e,store:t}=this.app;Uo.addEventListener("change",this.theme),window.addEventListener("beforeprint",()=>{document.documentElement.dataset.theme="light",this.layout.paper.prepare(),e.onPaper(document.documentElement.dataset.paper==="A3"?396/235:273/155),e.setTheme(!1,!0)}),window.addEventListener("afterprint",()=>{e.offPaper(),this.theme()}),window.addEventListener("hashchange",()=>{let{camera:s,...o}=In(location.hash,this.first);t.dispatch({type:"set",patch:o}),s&&e.look(s)})}};function $l(n){try{return localStorage.getItem(n)}catch{return null}}function Pl(n,e){try{localStorage.setItem(n,e)}catch{return}}function Ol(n){let{state:e,map:t,world:s}=n,o=s.resolve(e.sel);e.story?t.showStory():e.choke>=0?Zo(n,e):o&&t.show(o)}function Zo(n,e){let t=n.world.scene.choke_points[e.choke],s=t&&n.world.resolve(t.at);s&&n.map.show(s)}function Fl(n,e){let t=0;return()=>{window.clearTimeout(t),t=window.setTimeout(()=>{let s=`#${Et(n.state,e,n.map.camera)}`;s!==location.hash&&history.replaceState(null,"",s)},400)}}async function Vo(n){for(let e of[1,2])await new Promise(t=>requestAnimationFrame(t));performance.mark(n)}function Hl(){return document.readyState==="loading"?new Promise(n=>document.addEventListener("DOMContentLoaded",n)):Promise.resolve()}async function Jo(n){let e=document.getElementById(n),t=e?.textContent??"";return e?.remove(),Pt(t,e?.dataset.encoding??null)}async function Go(n){await Hl(),jn(n.scene,await Jo("rest")),n.complete()}async function Nl(){try{let n=new Je(Ot(await Jo("scene"))),e=location.hash.length>1;e&&await Go(n);let t=new yt(n);t.draw(e),await Vo("atlas-first-drawing"),e||await Go(n),t.live(),await Vo("atlas-complete"),document.documentElement.dataset.atlas="ready"}catch(n){let e=document.documentElement.lang==="en"?"en":"fr";throw document.getElementById("app").replaceChildren(a("p",{class:"broken",role:"alert"},T(e,"broken",{why:f(String(n),300)}))),document.documentElement.dataset.atlas="broken",n}}Nl();})();
