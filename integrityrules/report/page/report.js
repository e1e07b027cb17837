/* Search, filters, more cards, printing. Everything shown is set as text, never as markup; nothing is fetched or stored. */
"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const words = data.words, texts = data.texts, NO_DUE = data.noDue, PAGE = data.page;
  const filters = byId("filters"), list = byId("cards"), shown = byId("shown"), more = byId("more"), all = byId("all"), note = byId("print-note");
  const NAMES = ["q", "state", "agency", "topic", "track", "bearer", "ask", "due", "standing", "order"];
  const number = new Intl.NumberFormat(data.language === "id" ? "id-ID" : "en-US", { useGrouping: "min2" });
  const count = (value) => (value >= 10000 ? number.format(value) : String(value));
  const filled = (text, ...values) => { let next = 0; return text.replace(/\{\}/g, () => count(values[next++])); };

  /* ---- the data, unpacked: the order of a case is that of `packed` in data.py ---- */
  const text = (index) => texts[index || 0];
  const rules = data.rules.map((rule) => ({
    title: text(rule[0]), id: text(rule[1]), ruleset: text(rule[2]), topic: text(rule[3]), track: text(rule[4]), bearer: text(rule[5]),
    executability: text(rule[6]), articles: rule[7],
  }));
  const acts = data.acts.map(([official, act, agency, cases], place) => ({
    place, official: text(official), act: text(act), agency: text(agency),
    cases: cases.map((cells) => ({ cells, rule: rules[cells[0]], state: data.states[cells[1] || 0], due: cells[2] || 0 })),
  }));
  const caseCount = acts.reduce((sum, act) => sum + act.cases.length, 0);

  /* ---- filters ---- */
  const window_ = (due) => {
    if (due === NO_DUE) return ["none"];
    if (due < 0) return ["past"];
    const found = [];
    if (due <= data.sunday) found.push("week");
    else if (due <= data.sunday + 7) found.push("next");
    found.push(due <= 30 ? "month" : "later");
    return found;
  };
  const haystack = (act, one) => {
    if (one.hay === undefined) {
      const parts = [act.official, act.act, act.agency, one.rule.title, one.rule.id, one.rule.track, one.state.words, text(one.cells[11]), one.cells[8]];
      one.hay = parts.join(" ").toLowerCase();
    }
    return one.hay;
  };
  const asks = (one) => data.questions[one.cells[7] || 0].filter((_, place) => place % 4 === 0).map(text);
  const chosen = () => {
    const found = {};
    for (const name of NAMES) {
      const field = filters.elements[name];
      if (field && field.value && !(name === "order" && field.value === "attention")) found[name] = field.value;
    }
    return found;
  };
  const fits = (act, one, wanted, sought) => {
    if (wanted.state && !(data.groups[wanted.state] || [wanted.state]).includes(one.state.code)) return false;
    if (wanted.agency !== undefined && act.agency !== (wanted.agency === data.noAgency ? "" : wanted.agency)) return false;
    if (wanted.topic && one.rule.topic !== wanted.topic) return false;
    if (wanted.track && one.rule.track !== wanted.track) return false;
    if (wanted.bearer && one.rule.bearer !== wanted.bearer) return false;
    if (wanted.ask && !asks(one).includes(wanted.ask)) return false;
    if (wanted.standing && (text(one.cells[9]) || "new") !== wanted.standing) return false;
    if (wanted.due && !window_(one.due).includes(wanted.due)) return false;
    return sought.every((word) => haystack(act, one).includes(word));
  };
  const nearest = (act) => Math.min(...act.fitting.map((one) => (one.state.open ? one.due : NO_DUE)));
  const compare = {
    due: (a, b) => a.near - b.near || a.act.place - b.act.place,
    official: (a, b) => a.act.official.localeCompare(b.act.official) || a.act.place - b.act.place,
  };

  let found = [], rendered = 0;
  const apply = () => {
    const wanted = chosen();
    const sought = (wanted.q || "").toLowerCase().split(/\s+/).filter(Boolean);
    found = [];
    let cases = 0;
    for (const act of acts) {
      const fitting = act.cases.filter((one) => fits(act, one, wanted, sought));
      if (fitting.length) {
        const entry = { act, fitting };
        entry.near = wanted.order === "due" ? nearest(entry) : 0;
        found.push(entry);
        cases += fitting.length;
      }
    }
    if (compare[wanted.order]) found.sort(compare[wanted.order]);
    list.replaceChildren();
    rendered = 0;
    render(PAGE);
    shown.textContent = found.length ? filled(words.shown, cases, found.length) : words.nothing;
    byId("clear").disabled = Object.keys(wanted).length === 0;
    remember(wanted);
  };

  /* ---- cards: the same as `cards.py` makes ---- */
  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    for (const child of children) if (child !== null && child !== "") made.append(child);
    return made;
  };
  const part = (className, said) => (said ? element("span", className, said) : null);
  const marked = (className, sign, said) => {
    const mark = element("span", "", sign);
    mark.setAttribute("aria-hidden", "true");
    return element("span", className, mark, " ", said);
  };
  const block = (title, ...content) => {
    const kept = content.filter((one) => one !== null);
    return kept.length ? element("section", "", element("h4", "", title), ...kept) : null;
  };
  const lines = (flat) => {
    const made = element("ul", "lines");
    for (let at = 0; at < flat.length; at += 3) {
      const answer = data.answers[flat[at + 1]];
      const item = element("li", "d" + Math.min(flat[at], 8));
      if (answer.words) item.append(element("b", "a-" + answer.code, answer.words), " ");
      item.append(text(flat[at + 2]));
      made.append(item);
    }
    return made;
  };
  const articles = (flat) => {
    if (!flat.length) return null;
    const made = element("ul", "plain");
    for (let at = 0; at < flat.length; at += 2) {
      const code = text(flat[at + 1]), way = data.verified[code] || ["·", code];
      made.append(element("li", "", text(flat[at]), " ", marked("verified v-" + code, way[0], way[1])));
    }
    return made;
  };
  const questions = (flat) => {
    const asked = new Map();
    for (let at = 0; at < flat.length; at += 4) {
      const [whom, what, why, path] = flat.slice(at, at + 4).map(text);
      const item = element("li", "", what, " ", element("small", "", "(" + why + ") ", element("code", "", path)));
      if (!asked.has(whom)) asked.set(whom, element("ul", ""));
      asked.get(whom).append(item);
    }
    return [...asked.keys()].sort((a, b) => (a > b ? 1 : -1)).flatMap((whom) => [element("p", "", element("strong", "", whom)), asked.get(whom)]);
  };
  const deadline = (cells) => {
    const said = [text(cells[3]), text(cells[4])].filter(Boolean).join(", ");
    const routes = text(cells[10]).split("\n").filter(Boolean);
    const made = said ? [element("p", "", said)] : [];
    if (routes.length) made.push(element("p", "", words.routes + ":"), element("ul", "", ...routes.map((route) => element("li", "", route))));
    return made;
  };
  const sanction = (cells) => {
    if (!text(cells[12])) return [];
    const made = [element("p", "", text(cells[12]))];
    if (text(cells[13])) made.push(element("p", "", words.forms + ": " + text(cells[13])));
    return [...made, element("p", "quiet", words.possibleOnly)];
  };
  const references = (one) => {
    const cells = one.cells, rule = one.rule;
    const said = [
      [words.track, rule.track], [words.bearer, rule.bearer], [words.part, text(cells[11])], [words.assumed, text(cells[14])],
      [words.executability, rule.executability], [words.rule, rule.id], [words.ruleset, rule.ruleset], [words.finding, cells[8]],
    ];
    const rows = said.filter(([, value]) => value).map(([label, value]) => element("div", "", element("dt", "", label), element("dd", "", value)));
    return element("dl", "references", ...rows);
  };
  const body = (one) => {
    const cells = one.cells, explanation = data.explanations[cells[6] || 0], unless = text(cells[15]);
    return [
      block(words.why, explanation.length ? lines(explanation) : null),
      block(words.basis, articles(data.articles[one.rule.articles || 0])),
      block(words.deadline, ...deadline(cells)),
      block(words.ask, ...questions(data.questions[cells[7] || 0])),
      block(words.unlessShown, unless ? element("p", "", unless) : null),
      block(words.sanction, ...sanction(cells)),
      block(words.references, references(one)),
    ].filter((one_) => one_ !== null);
  };
  const bodies = new WeakMap();
  const fill = (details) => {
    const one = bodies.get(details);
    if (one === undefined) return;
    bodies.delete(details);
    details.append(element("div", "body", ...body(one)));
  };
  const finding = (one, isBeside) => {
    const summary = element("summary", "");
    const heads = [
      marked("badge s-" + one.state.code, one.state.sign, one.state.words), part("title", one.rule.title), part("deadline", text(one.cells[3])),
      part("left", text(one.cells[4])), part("who", text(one.cells[5])), part("standing", text(one.cells[9]) ? words.worse : ""),
      part("beside-note", isBeside ? words.beside : ""),
    ];
    for (const head of heads) if (head !== null) summary.append(head, " ");
    const details = element("details", "finding e-" + one.state.code + (isBeside ? " beside" : ""), summary);
    bodies.set(details, one);
    return details;
  };
  const card = ({ act, fitting }) => {
    const head = element("h3", "", part("act", act.act), part("official", act.official), part("agency", act.agency));
    return element("article", "card", head, ...act.cases.map((one) => finding(one, !fitting.includes(one))));
  };
  const render = (howMany) => {
    const next = found.slice(rendered, rendered + howMany);
    const holder = document.createDocumentFragment();
    next.forEach((entry) => holder.append(card(entry)));
    list.append(holder);
    rendered += next.length;
    const left = found.length - rendered;
    more.hidden = left === 0;
    all.hidden = left <= PAGE || found.length > data.most;
    more.textContent = filled(words.more, Math.min(PAGE, left));
    all.textContent = filled(words.all, found.length);
    note.textContent = filled(words.printed, rendered, found.length);
    return next.length;
  };

  /* ---- the address after # keeps the filters of this page, so that a link or a reload finds them again ---- */
  const remember = (wanted) => {
    const said = new URLSearchParams(wanted).toString();
    try {
      history.replaceState(null, "", said ? "#" + said : location.pathname + location.search);
    } catch (error) { /* some browsers allow it for no file; the filters work all the same */ }
  };
  const recall = () => {
    const said = location.hash.slice(1);
    if (!said.includes("=")) return false;
    const wanted = new URLSearchParams(said);
    for (const name of NAMES) {
      const field = filters.elements[name];
      if (!field) continue;
      field.value = wanted.get(name) || "";
      if (field.tagName === "SELECT") if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    return true;
  };

  let waiting = 0;
  filters.addEventListener("submit", (event) => event.preventDefault());
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); };
  filters.addEventListener("input", soon);
  /* Some browsers, and programs that drive them, tell of a choice by this alone. */
  filters.addEventListener("change", soon);
  filters.addEventListener("reset", () => setTimeout(apply));
  more.addEventListener("click", () => {
    const first = rendered;
    render(PAGE);
    list.children[first].querySelector("summary").focus();
  });
  all.addEventListener("click", () => render(found.length));
  byId("print").addEventListener("click", () => window.print());
  list.addEventListener("toggle", (event) => { if (event.target.open) fill(event.target); }, true);
  window.addEventListener("hashchange", () => {
    if (!recall()) return;
    apply();
    byId("findings").scrollIntoView();
    shown.focus({ preventScroll: true });
  });
  let folded = [];
  window.addEventListener("beforeprint", () => {
    list.querySelectorAll("details").forEach(fill);
    folded = Array.from(document.querySelectorAll("main details:not([open]):not([data-long])"));
    folded.forEach((one) => { one.open = true; });
  });
  window.addEventListener("afterprint", () => folded.forEach((one) => { one.open = false; }));

  filters.hidden = false;
  byId("tools").hidden = false;
  const isLinked = recall();
  apply();
  if (isLinked) byId("findings").scrollIntoView();
  document.documentElement.dataset.ready = String(caseCount);
}());
