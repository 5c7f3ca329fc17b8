// A board shows HTML that the kernel made and reports what is picked on it. Nothing is ever rebuilt: new HTML is
// worked into what stands there, and what is out of view is only told to fade or to hide.

const CHOSEN = "wb-current";

/** Work a new tree into an old one, changing only what differs, so that focus and scrolling stay. */
function patch(old, next) {
  const before = [...old.childNodes];
  const after = [...next.childNodes];
  after.forEach((node, place) => {
    const there = before[place];
    if (!there) old.append(node);
    else if (there.nodeType !== node.nodeType || there.nodeName !== node.nodeName) there.replaceWith(node);
    else if (node.nodeType === Node.ELEMENT_NODE) patchElement(there, node);
    else if (there.data !== node.data) there.data = node.data;
  });
  before.slice(after.length).forEach((node) => node.remove());
}

function patchElement(old, next) {
  for (const { name } of [...old.attributes]) {
    // whether a fold is open is the reader's business
    if (!next.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  patch(old, next);
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** A page as a blob that shows it in a closed frame: it can reach neither this page nor the server. */
function closed(html) {
  const escaped = html.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const shell =
    '<!doctype html><meta charset="utf-8"><title>Report</title>' +
    "<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block}</style>" +
    `<iframe title="Report" sandbox="allow-scripts allow-popups" srcdoc="${escaped}"></iframe>`;
  return URL.createObjectURL(new Blob([shell], { type: "text/html" }));
}

function sortBy(heading) {
  const table = heading.closest("table");
  const place = [...heading.parentNode.children].indexOf(heading);
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of heading.parentNode.children) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = table.tBodies[0];
  const value = (row) => row.cells[place].dataset.value ?? row.cells[place].textContent;
  const order = new Intl.Collator(undefined, { numeric: true });
  const rows = [...body.rows].sort((a, b) => order.compare(value(a), value(b)) * (down ? -1 : 1));
  body.append(...rows);
}

/** Sliders of ipywidgets have a label that only eyes connect with their handles. */
function nameSliders() {
  for (const handle of document.querySelectorAll(".jupyter-widgets [role=slider]:not([aria-label])")) {
    const label = handle.closest(".jupyter-widgets").querySelector("label")?.textContent;
    if (!label) continue;
    const handles = [...handle.closest(".noUi-base").querySelectorAll("[role=slider]")];
    const end = handles.length < 2 ? "" : handles.indexOf(handle) ? ", until" : ", from";
    handle.setAttribute("aria-label", label + end);
  }
}

function render({ model, el }) {
  el.classList.add("wb-board");
  el.dataset.lmSuppressShortcuts = "true"; // the notebook's own keys would act on the cell instead
  let marks = new Map();
  let page = "";

  function index() {
    marks = new Map();
    for (const element of el.querySelectorAll("[data-key], [data-of]")) {
      const key = element.dataset.key ?? element.dataset.of;
      if (!marks.has(key)) marks.set(key, []);
      marks.get(key).push(element);
    }
    for (const heading of el.querySelectorAll("th[data-sort]")) heading.tabIndex = 0;
  }

  function give(attribute, name) {
    const wanted = new Set(model.get(attribute));
    for (const [key, elements] of marks) {
      for (const element of elements) element.classList.toggle(name, wanted.has(key));
    }
  }

  function draw() {
    patch(el, parse(model.get("html")));
    index();
    fade();
    give("current", CHOSEN);
    link();
  }

  function fade() {
    give("outside", model.get("hides") ? "wb-gone" : "wb-faded");
  }

  /** A report that has been made is a link that opens in a tab of its own. */
  function link() {
    const anchor = el.querySelector("a[data-report]");
    if (!anchor || !model.get("page")) return;
    if (!page) page = closed(model.get("page"));
    anchor.href = page;
  }

  function renew() {
    if (page) URL.revokeObjectURL(page);
    page = "";
    link();
  }

  function pick(event) {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    const heading = event.target.closest("th[data-sort]");
    const copied = event.target.closest("[data-copy]");
    const keyed = event.target.closest("[data-key]");
    const cited = event.target.closest('a[href^="#s"]');
    // links and buttons turn Enter into a click themselves
    if (event.type === "keydown" && event.target.closest("a, button, summary, input")) return;
    if (!heading && !copied && !keyed && !cited) return;
    event.preventDefault();
    event.stopPropagation();
    if (heading) sortBy(heading);
    else if (copied) navigator.clipboard.writeText(copied.dataset.copy).then(() => tell(copied));
    else if (cited && (!keyed || keyed.contains(cited)) && cited !== keyed)
      model.send({ sentence: cited.getAttribute("href").slice(1) });
    else model.send({ key: keyed.dataset.key });
  }

  function tell(button) {
    const words = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 1500);
  }

  el.addEventListener("click", pick);
  el.addEventListener("keydown", pick);
  model.on("change:html", draw);
  model.on("change:outside", fade);
  model.on("change:current", () => give("current", CHOSEN));
  model.on("change:page", renew);
  draw();
  setTimeout(nameSliders, 500); // by then the controls beside this board stand
  return () => { if (page) URL.revokeObjectURL(page); };
}

export default { render };
