import { drawPanel, toColumns } from "./chart.js";

const RANGES = { "15 minutes": 900, hour: 3_600, "6 hours": 21_600, day: 86_400 };
const POINTS = 180;
const REFRESH_MS = 10_000;

const dashboards = await (await fetch("/dashboards.json")).json();
const { prometheusUrl, intervalSeconds } = await (await fetch("/addresses.json")).json();
const navigation = document.querySelector("nav");
const main = document.querySelector("main");
const range = document.querySelector("#range");
const theme = document.querySelector("#theme");
const alerts = document.querySelector("#alerts");
document.querySelector("#prometheus").href = prometheusUrl;

for (const [name, seconds] of Object.entries(RANGES)) range.add(new Option(name, seconds));
range.value = new URLSearchParams(location.search).get("range") ?? RANGES.hour;

/** Prometheus' answer. @throws Error with what it says */
async function ask(path, parameters) {
  const answer = await (await fetch(`/api/v1/${path}?${new URLSearchParams(parameters)}`)).json();
  if (answer.status !== "success") throw new Error(answer.error);
  return answer.data;
}

/** Of the address: `#gateway`. */
function chosen() {
  return dashboards.find(({ uid }) => uid === location.hash.slice(1)) ?? dashboards[0];
}

function showNavigation() {
  navigation.replaceChildren(
    ...dashboards.map(({ uid, title }) => {
      const link = document.createElement("a");
      link.href = `#${uid}`;
      link.textContent = title;
      if (uid === chosen().uid) link.setAttribute("aria-current", "page");
      return link;
    }),
  );
}

let cards = [];

function showCards() {
  showNavigation();
  cards = chosen().panels.map((panel) => {
    const card = document.createElement("article");
    const heading = Object.assign(document.createElement("h2"), { textContent: panel.title });
    const about = Object.assign(document.createElement("p"), { textContent: panel.description });
    const place = Object.assign(document.createElement("div"), { className: "plot" });
    const legend = document.createElement("table");
    card.append(heading, about, place, legend);
    return { panel, card, place, legend };
  });
  main.replaceChildren(...cards.map(({ card }) => card));
  void refresh();
}

async function refresh() {
  const seconds = Number(range.value);
  const step = Math.max(intervalSeconds, Math.ceil(seconds / POINTS));
  const end = Math.floor(Date.now() / 1_000 / step) * step;
  const start = end - Math.floor(seconds / step) * step;
  const times = Array.from({ length: (end - start) / step + 1 }, (_, index) => start + index * step);
  // Four scrapes, as Grafana chooses it: `rate` needs two, and one may be late.
  const rateInterval = `${Math.max(step + intervalSeconds, 4 * intervalSeconds)}s`;
  await Promise.all([
    showAlerts(),
    ...cards.map(async ({ panel, place, legend }) => {
      const answers = await Promise.all(
        panel.queries.map(async ({ expr, legend: name }) => {
          const query = expr.replaceAll("$__rate_interval", rateInterval);
          return { legend: name, result: (await ask("query_range", { query, start, end, step })).result };
        }),
      );
      drawPanel(place, legend, { unit: panel.unit, times, series: toColumns(answers, times) });
    }),
  ]);
}

async function showAlerts() {
  const { alerts: active } = await ask("alerts", {});
  const firing = active.filter(({ state }) => state === "firing");
  alerts.replaceChildren(...(firing.length === 0 ? [calm()] : firing.map(alertOf)));
}

function calm() {
  return Object.assign(document.createElement("div"), { className: "alert calm", textContent: "No alert fires." });
}

function alertOf({ labels, annotations }) {
  const box = Object.assign(document.createElement("div"), { className: `alert ${labels.severity}` });
  const name = Object.assign(document.createElement("b"), { textContent: labels.alertname });
  const runbook = Object.assign(document.createElement("code"), { textContent: annotations.runbook });
  box.append(name, ` ${annotations.summary} `, runbook);
  return box;
}

function showTheme(name) {
  document.documentElement.dataset.theme = name;
  theme.textContent = name === "dark" ? "Light" : "Dark";
}

showTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
theme.addEventListener("click", () => {
  showTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  void refresh();
});
range.addEventListener("change", () => void refresh());
addEventListener("hashchange", showCards);
addEventListener("resize", () => void refresh());
showCards();
setInterval(() => void refresh(), REFRESH_MS);
