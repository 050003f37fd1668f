// Draws the JSON from Chart.razor. It computes nothing: C# does, and this draws, follows the theme and disposes of charts.
import "../lib/apexcharts/apexcharts.min.js";

const charts = new Map(); // element -> { chart, json, height, owner, pending }
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const hovers = matchMedia("(hover: hover)");

const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const number = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const formatters = {
  percent: (value) => (value == null ? "" : value > 0 && value < 0.001 ? "< 0.1%" : percent.format(value)),
  count: (value) => (value == null ? "" : count.format(value)),
  number: (value) => (value == null ? "" : number.format(value)),
  // A log axis whose heights C# computed: 0 is no prediction, 1 is one, and each step is a factor of ten.
  decade: (value) => count.format(value < 1 ? 0 : 10 ** (value - 1)),
  // The texts that C# put beside the value: data points are { x, y, text, title }.
  text: (value, at) => point(at)?.text ?? String(value ?? ""),
  title: (value, at) => point(at)?.title ?? String(value ?? ""),
};

function point(at) {
  return at?.w?.config.series[at.seriesIndex]?.data?.[at.dataPointIndex];
}

function isDark() {
  const theme = document.documentElement.dataset.theme;
  return theme === "dark" || (theme !== "light" && darkSystem.matches);
}

// ApexCharts calculates with colours, so CSS variables are resolved for the current theme.
function resolver(element) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  return {
    color(variable) {
      probe.style.color = variable;
      const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
      return "#" + [r, g, b].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");
    },
    done: () => probe.remove(),
  };
}

function resolve(value, key, color) {
  if (typeof value === "string") {
    if (value.startsWith("var(--")) return color(value);
    if (key === "formatter") {
      if (!formatters[value]) throw new Error(`chart.js has no formatter '${value}', only ${Object.keys(formatters).join(", ")}.`);
      return formatters[value];
    }
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => resolve(item, key, color));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v, k, color)]));
  return value;
}

function merge(base, over) {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const both = value && typeof value === "object" && !Array.isArray(value) && base[key] && typeof base[key] === "object" && !Array.isArray(base[key]);
    result[key] = both ? merge(base[key], value) : value;
  }
  return result;
}

function options(element, entry) {
  const { color, done } = resolver(element);
  const given = resolve(JSON.parse(entry.json), "", color);
  const muted = color("var(--text-muted)");
  const defaults = {
    chart: {
      type: "line",
      height: entry.height,
      background: "transparent",
      fontFamily: "inherit",
      foreColor: muted,
      toolbar: { show: false },
      zoom: { enabled: false },
      animations: { enabled: false },
      // Only for a content security policy with a nonce: ApexCharts adds a style element to each legend.
      nonce: document.querySelector("link[nonce]")?.nonce,
    },
    dataLabels: { enabled: false },
    fill: { opacity: 1 },
    grid: { borderColor: color("var(--line)"), padding: { top: -14, bottom: 0, left: 8, right: 8 } },
    stroke: { width: 2 },
    theme: { mode: isDark() ? "dark" : "light" },
    tooltip: { theme: isDark() ? "dark" : "light" },
    states: { active: { filter: { type: "none" } } },
    noData: { text: "Nothing in this period", style: { color: muted } },
  };
  done();
  const result = merge(defaults, given);
  if (reducedMotion.matches) result.chart.animations = { enabled: false };
  if (entry.owner) {
    const click = (_event, _chart, at) => {
      if (at.dataPointIndex >= 0) entry.owner.invokeMethodAsync("Click", Math.max(at.seriesIndex, 0), at.dataPointIndex);
    };
    result.chart.events = { ...result.chart.events, dataPointSelection: click };
  }
  return result;
}

// One rendering at a time per element: ApexCharts renders asynchronously, and a second start would leave two charts in it.
function enqueue(entry, work) {
  entry.pending = entry.pending.then(work, work);
  return entry.pending;
}

// The options that can be updated without creating a new chart.
const data = ["series", "xaxis", "yaxis", "annotations"];

function shapeOf(next) {
  const rest = Object.fromEntries(Object.entries(next).filter(([key]) => !data.includes(key)));
  return JSON.stringify([rest, next.series?.map?.((series) => series.name), next.annotations && Object.keys(next.annotations)]);
}

async function render(element, entry) {
  if (charts.get(element) !== entry || !element.isConnected) return;
  if (entry.chart && hovers.matches && element.matches(":hover")) {
    // The chart is being read: drawing now would remove the tooltip under the pointer.
    if (!entry.waits) element.addEventListener("pointerleave", () => enqueue(entry, () => render(element, entry)), { once: true });
    entry.waits = true;
    return;
  }
  entry.waits = false;
  const next = options(element, entry);
  const shape = shapeOf(next);
  if (entry.chart && entry.shape === shape) {
    // New figures of the same chart replace the old ones without flicker.
    await entry.chart.updateOptions(Object.fromEntries(data.filter((key) => key in next).map((key) => [key, next[key]])), false, false, false);
    return;
  }
  // Otherwise the chart is created again, because updateOptions keeps parts of the old theme and of removed options.
  entry.chart?.destroy();
  entry.shape = shape;
  entry.chart = new globalThis.ApexCharts(element, next);
  await entry.chart.render();
}

export function draw(element, json, height, owner) {
  let entry = charts.get(element);
  if (!entry) charts.set(element, (entry = { pending: Promise.resolve() }));
  Object.assign(entry, { json, height, owner });
  return enqueue(entry, () => render(element, entry));
}

export function destroy(element) {
  const entry = charts.get(element);
  if (!entry) return undefined;
  charts.delete(element);
  return enqueue(entry, () => entry.chart?.destroy());
}

function redrawAll() {
  for (const [element, entry] of charts) enqueue(entry, () => render(element, entry));
}

new MutationObserver(redrawAll).observe(document.documentElement, { attributeFilter: ["data-theme"] });
darkSystem.addEventListener("change", redrawAll);
