"use strict";
(() => {
  const data = JSON.parse(document.getElementById("network").textContent);
  const asText = (text) => {
    const tip = document.createElement("div");
    tip.textContent = text.slice(0, 2000);
    return tip;
  };
  const told = (thing) => ({
    ...thing,
    title: asText(thing.title),
    label: thing.group === "zone" ? " " : (thing.label ?? "").slice(0, 60),
  });
  const network = new vis.Network(
    document.getElementById("map"),
    { nodes: data.nodes.map(told), edges: data.edges.map(told) },
    { physics: false, interaction: { hover: true, tooltipDelay: 120 }, edges: { smooth: false } },
  );
  network.on("beforeDrawing", (context) => {
    context.lineWidth = 2;
    for (const box of data.boxes) {
      context.fillStyle = box.fill;
      context.strokeStyle = box.edge;
      context.fillRect(box.x, box.y, box.w, box.h);
      context.strokeRect(box.x, box.y, box.w, box.h);
      if (box.name) {
        context.fillStyle = "#16212e";
        context.font = "600 24px sans-serif";
        context.fillText(box.name.slice(0, 60), box.x + 12, box.y + 32, Math.max(20, box.w - 24));
      }
    }
  });
  network.fit({ animation: false });
  network.once("afterDrawing", () => {
    requestAnimationFrame(() => {
      document.documentElement.dataset.atlas = "ready";
      performance.mark("atlas-first-drawing");
    });
  });
  network.redraw();
})();
