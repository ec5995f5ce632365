// Reads diagrams with a real Mermaid parser and writes down the graph that the parser understood.
//
//     node read.mjs mermaid-11 INPUT.json OUTPUT.json
//
// INPUT is a list of Mermaid sources. OUTPUT has an entry for each: `{ error }`, or `{ title, accTitle, accDescr }` and, by
// type, `direction, vertices, subgraphs, edges` of a flowchart, `classes, relations` of a class diagram, `entities,
// relations` of an entity diagram, or `actors, boxes, messages` of a sequence; each text decoded as a browser would show it. Files rather than stdout, since some
// versions print to stdout while parsing. One version per process, since each keeps its state in globals.

import { readFileSync, writeFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const [version, input, output] = process.argv.slice(2);

// Mermaid sanitises labels with DOMPurify, which looks for a document when it is imported.
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
const globals = ["document", "Element", "HTMLElement", "SVGElement", "Node", "DocumentFragment", "HTMLTemplateElement", "NodeFilter", "NamedNodeMap", "HTMLFormElement", "DOMParser", "Option"];
globalThis.window = window;
for (const name of globals) globalThis[name] = window[name];

const { default: mermaid } = await import(version);
mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxEdges: 500, maxTextSize: 50_000, suppressErrorRendering: true });

// Mermaid hides entities from its grammar as `ﬂ°°40¶ß` and turns them into HTML entities when it draws.
const area = window.document.createElement("textarea");
function shown(text) {
  const html = String(text ?? "").replace(/ﬂ°°/g, "&#").replace(/ﬂ°/g, "&").replace(/¶ß/g, ";");
  return html.split(/<br\s*\/?>|\n/).map((line) => {
    area.innerHTML = line;
    return area.value.trim();
  });
}

const list = (collection) => (collection instanceof Map ? [...collection.values()] : Object.values(collection));

async function read(source) {
  // The check that a page makes before drawing; `getDiagramFromText` alone knows no limits.
  if (source.length > 50_000) throw new Error("Maximum text size in diagram exceeded");
  await mermaid.parse(source);
  const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(source);
  return {
    type,
    title: shown(db.getDiagramTitle?.()).join(" "),
    accTitle: shown(db.getAccTitle()).join(" "),
    accDescr: shown(db.getAccDescription()).join(" "),
    ...(readers[type] ?? flowchart)(db),
  };
}

const line = (text) => shown(text).join(" ");

const flowchart = (db) => ({
  direction: db.getDirection(),
  vertices: list(db.getVertices()).map(({ id, text, type, classes }) => ({ id, lines: shown(text), shape: type ?? null, classes })),
  subgraphs: db.getSubGraphs().map(({ id, title, nodes, dir }) => ({ id, lines: shown(title), nodes, direction: dir ?? null })),
  edges: db.getEdges().map(({ start, end, text, type, stroke, style }) => ({ from: start, to: end, lines: shown(text), type, stroke, style: style ?? [] })),
});

const classes = (db) => ({
  classes: list(db.getClasses()).map(({ id, label, members, methods, annotations }) => ({
    id,
    label: line(label),
    annotations: annotations.map(line),
    members: [...members, ...methods].map((member) => line(typeof member === "string" ? member : member.id)),
  })),
  relations: db.getRelations().map(({ id1, id2, title, relation }) => ({
    from: id1,
    to: id2,
    title: title === undefined ? "" : line(title.replace(/^:/, "")),
    dotted: relation.lineType === 1,
    heads: [relation.type1, relation.type2].map((type) => type !== "none"),
  })),
});

// Version 12 calls an attribute's parts by other names, and keeps ids of its own.
const entities = (db) => {
  const all = db.getEntities() instanceof Map ? [...db.getEntities()] : Object.entries(db.getEntities());
  const names = new Map(all.map(([name, entity]) => [entity.id ?? name, name]));
  return {
    entities: all.map(([name, entity]) => ({
      name,
      alias: line(entity.alias || entity.label || name),
      attributes: entity.attributes.map((attribute) => ({
        type: attribute.attributeType ?? attribute.type,
        name: attribute.attributeName ?? attribute.name,
        keys: attribute.attributeKeyTypeList ?? attribute.keys ?? [],
        comment: line(attribute.attributeComment ?? attribute.comment),
      })),
    })),
    relations: db.getRelationships().map(({ entityA, entityB, roleA, relSpec }) => ({
      from: names.get(entityA) ?? entityA,
      to: names.get(entityB) ?? entityB,
      role: line(roleA),
      // The side of the second entity comes first.
      leadsTo: relSpec.cardA,
      leadsBack: relSpec.cardB,
    })),
  };
};

const sequence = (db) => {
  const word = Object.fromEntries(Object.entries(db.LINETYPE).map(([name, code]) => [code, name]));
  return {
    actors: list(db.getActors()).map(({ name, description, type }) => ({ id: name, label: line(description), type })),
    boxes: db.getBoxes().map(({ name, actorKeys }) => ({ title: line(name), actors: actorKeys })),
    messages: db.getMessages().map(({ type, from, to, message }) => ({
      what: word[type],
      // Some versions keep the whole actor here, and some its id.
      from: from?.actor ?? from ?? null,
      to: to?.actor ?? to ?? null,
      text: line(message?.text ?? message),
    })),
  };
};

const readers = { classDiagram: classes, class: classes, er: entities, sequence };

const results = [];
for (const source of JSON.parse(readFileSync(input, "utf8"))) {
  try {
    results.push(await read(source));
  } catch (error) {
    results.push({ error: String(error?.message ?? error) });
  }
}
writeFileSync(output, JSON.stringify(results, null, 1));
// jsdom keeps timers alive.
process.exit(0);
