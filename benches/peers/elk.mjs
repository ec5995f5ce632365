// Lays graphs out with ELK layered. A graph in JSON a line comes in, its drawing in JSON a line goes out.
//
// In:  {"spaced", "nodes": [{"w", "h", "parent"}], "edges": [[from, to], …]}
// Out: {"boxes": [[x, y, w, h], …], "routes": [[[x, y], …], …], "ms"}, or {"error"}

import ELK from "elkjs";
import { createInterface } from "node:readline";

const elk = new ELK();

const common = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.json.shapeCoords": "ROOT",
  "elk.json.edgeCoords": "ROOT",
};

// The distances that Cutaway keeps in pixels. From a wall to the nearest track it has 16, or 20 where a head stands; the
// two ends of a channel make 36, as they do here.
const spaced = {
  ...common,
  "elk.spacing.nodeNode": "40",
  "elk.spacing.componentComponent": "40",
  "elk.spacing.edgeEdge": "16",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.portPort": "20",
  "elk.layered.spacing.nodeNodeBetweenLayers": "56",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
  "elk.layered.spacing.edgeNodeBetweenLayers": "18",
  "elk.padding": "[top=20,left=20,bottom=20,right=20]",
};

function graphOf({ nodes, edges }) {
  const made = nodes.map(({ w, h }, index) => ({ id: `n${index}`, width: w, height: h }));
  const root = { id: "root", children: [], edges: [] };
  nodes.forEach(({ parent }, index) => {
    const around = parent === null ? root : made[parent];
    (around.children ??= []).push(made[index]);
  });
  root.edges = edges.map(([from, to], index) => ({ id: `e${index}`, sources: [`n${from}`], targets: [`n${to}`] }));
  return root;
}

async function layOut(asked) {
  const graph = graphOf(asked);
  const start = performance.now();
  const drawn = await elk.layout(graph, { layoutOptions: asked.spaced ? spaced : common });
  const ms = performance.now() - start;
  const boxes = [];
  const open = [...drawn.children];
  while (open.length > 0) {
    const node = open.pop();
    boxes[Number(node.id.slice(1))] = [node.x, node.y, node.width, node.height];
    open.push(...(node.children ?? []));
  }
  const routes = drawn.edges.map((edge) => {
    const [section] = edge.sections;
    return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }) => [x, y]);
  });
  return { boxes, routes, ms };
}

for await (const line of createInterface({ input: process.stdin })) {
  const drawn = await layOut(JSON.parse(line)).catch((error) => ({ error: String(error) }));
  console.log(JSON.stringify(drawn));
}
