"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (name, text = "", kind = "") => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // What is packed in the page is unpacked when it is first needed.
  const unpack = async (id) => {
    const letters = atob($("#" + id).textContent.trim());
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };
  let unpacked = null;
  const payload = () => (unpacked ??= unpack("payload").then(JSON.parse));

  // Light and dark: as the system has it, until the button says otherwise.
  const scheme = $("#scheme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const isDark = () => (chosen ?? (prefersDark.matches ? "dark" : "light")) === "dark";
  const showScheme = () => {
    document.documentElement.style.colorScheme = chosen ?? "";
    scheme.setAttribute("aria-pressed", String(isDark()));
  };
  scheme.addEventListener("click", () => {
    chosen = isDark() ? "light" : "dark";
    showScheme();
  });
  prefersDark.addEventListener("change", showScheme);
  showScheme();

  // Quotes: what a mark rests on.
  const dialog = $("#quotes");
  const stated = (list, rows) => {
    for (const [name, words, hedge, meaning] of rows) {
      const hedged = hedge ? ` (hedged by “${hedge}”)` : "";
      list.append(make("dt", name), make("dd", `“${words}”${hedged}${meaning ? " – " + meaning : ""}`));
    }
  };
  const told = (data, number) => {
    const [source, about, standing, speaker, quotes, figures, stages] = data.claims[number];
    const [title, publisher, published, url] = data.sources[source] ?? ["source not described", "", "", ""];
    const claim = make("article", "", "claim");
    claim.append(make("h3", about));
    const by = make("p", "", "by");
    if (/^https?:\/\//.test(url)) {
      const link = make("a", title);
      link.href = url;
      link.rel = "noreferrer external";
      by.append(link);
    } else by.append(title);
    const said = speaker ? `, said by: ${speaker}` : "";
    by.append(` – ${publisher ? publisher + ", " : ""}${published}${said}, standing: ${standing}`);
    claim.append(by);
    for (const [paragraph, words] of quotes) {
      const quote = make("blockquote", `“${words}”`);
      quote.append(make("cite", `paragraph ${paragraph}`));
      claim.append(quote);
    }
    const list = make("dl");
    stated(list, figures);
    stated(list, stages.map(([name, ...rest]) => ["stage: " + name, ...rest]));
    if (list.children.length) claim.append(list);
    return claim;
  };
  const openQuotes = async (mark) => {
    const data = await payload();
    const numbers = mark.dataset.claims.split(" ").filter(Boolean).map(Number);
    $("#quotes-title").textContent = mark.dataset.title;
    const body = $("#quotes-body");
    body.replaceChildren(...numbers.map((number) => told(data, number)));
    if (!numbers.length) body.append(make("p", "No claim is told for this.", "note"));
    if (!dialog.open) dialog.showModal();
    body.scrollTop = 0;
  };
  const markOf = (event) => event.target.closest?.("[data-claims]");
  document.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (mark) openQuotes(mark);
    else if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    const mark = markOf(event);
    if (!mark || mark.tagName === "BUTTON" || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    openQuotes(mark);
  });

  // Tables: sorted, searched and turned page by page.
  const collator = new Intl.Collator("en", { numeric: true });
  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number" ? one - other : collator.compare(one, other);
  // A cell of which two keys are told sorts by the first and is found by the second.
  const sorts = (key) => (Array.isArray(key) ? key[0] : key);
  const words = (key) => (Array.isArray(key) ? key[1] : key);
  // So many rows of a table are printed at most: some twenty sheets.
  const PRINTED = 1000;
  const shows = [];
  let printing = false;
  const setUp = (table) => {
    const size = Number(table.dataset.rows);
    const body = $("tbody", table);
    const pager = $(".pager", table);
    const state = { column: -1, down: false, page: 0, search: "" };
    const count = make("span");
    count.setAttribute("aria-live", "polite");
    const step = (name, by) => {
      const button = make("button", name);
      button.type = "button";
      button.addEventListener("click", () => { state.page += by; show(); });
      return button;
    };
    const [back, on] = [step("Back", -1), step("More", 1)];
    // On paper there is no turning of pages: all rows stand there, or how many do not.
    const rest = $(".rest", table);
    if (rest) rest.hidden = true;
    const show = async () => {
      const rows = (await payload()).tables[table.dataset.table];
      if (!rows) return;
      const { column, down, search } = state;
      const found = search
        ? rows.filter(([, keys]) => keys.map(words).some((key) => typeof key === "string" && key.includes(search)))
        : [...rows];
      if (column >= 0)
        found.sort(([, a], [, b]) => {
          const [one, other] = [sorts(a[column]), sorts(b[column])];
          if (one === null || other === null) return (one === null) - (other === null);
          // Amounts by their currency first, whichever way: what is one in two currencies is not equal.
          if (Array.isArray(one) && Array.isArray(other))
            return compare(one[0], other[0]) || (down ? other[1] - one[1] : one[1] - other[1]);
          return down ? compare(other, one) : compare(one, other);
        });
      const last = Math.max(0, Math.ceil(found.length / size) - 1);
      state.page = Math.min(Math.max(0, state.page), last);
      const from = printing ? 0 : state.page * size;
      const shown = found.slice(from, from + (printing ? PRINTED : size));
      body.innerHTML = shown.map(([row]) => row).join("");
      if (rest) {
        const [few, many] = [shown.length, rows.length].map((count) => count.toLocaleString("en"));
        const why = search ? `; looked for was “${search}”` : "";
        rest.hidden = !printing || few === many;
        rest.textContent = `${few} of ${many} rows are printed${why}; the page itself has them all.`;
      }
      const to = Math.min(from + size, found.length);
      count.textContent = found.length ? `${from + 1}–${to} of ${found.length.toLocaleString("en")}` : "none";
      back.disabled = state.page === 0;
      on.disabled = state.page === last;
    };
    all("thead button", table).forEach((button) =>
      button.addEventListener("click", () => {
        const column = Number(button.dataset.column);
        const numeric = button.parentElement.classList.contains("number");
        const falling = numeric || "falling" in button.dataset;
        state.down = state.column === column ? !state.down : falling;
        state.column = column;
        state.page = 0;
        all("thead th", table).forEach((head) => head.setAttribute("aria-sort", "none"));
        button.parentElement.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        show();
      }),
    );
    if (all("tr", body).length < size) return;
    const search = make("input");
    search.type = "search";
    search.placeholder = "Find";
    search.setAttribute("aria-label", "Find in " + $("h3", table).textContent);
    search.addEventListener("input", () => {
      state.search = search.value.trim().toLowerCase();
      state.page = 0;
      show();
    });
    pager.append(search, back, count, on);
    shows.push(show);
    show();
  };

  // Flows: drawn by plotly.js once the page stands; the colours are those of the style sheet.
  const dress = (place, diagram) => {
    // On paper the diagram is scaled as a picture is, which needs its own measure.
    all(".main-svg", place).forEach((picture) =>
      picture.setAttribute("viewBox", `0 0 ${picture.getAttribute("width")} ${picture.getAttribute("height")}`),
    );
    all(".sankey-link", place).forEach((path) => {
      const band = diagram.bands[path.__data__?.link?.customdata];
      if (!band) return;
      const [, , , firmness, title, claims] = band;
      path.classList.add(firmness);
      path.dataset.claims = claims.join(" ");
      path.dataset.title = title;
      path.setAttribute("tabindex", "0");
      path.setAttribute("role", "button");
      path.setAttribute("aria-haspopup", "dialog");
      path.setAttribute("aria-label", title);
      if (!$("title", path)) {
        const tip = document.createElementNS("http://www.w3.org/2000/svg", "title");
        tip.textContent = title;
        path.append(tip);
      }
    });
  };
  const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const short = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text);
  const draw = async (place, diagram) => {
    const narrow = place.clientWidth < 560;
    const most = narrow ? 18 : 34;
    const column = (pick) => diagram.bands.map((band) => band[pick]);
    const centred = diagram.sides.includes(0.5);
    const trace = {
      type: "sankey",
      arrangement: "fixed",
      hoverinfo: "none",
      textfont: { size: narrow ? 12 : 14, family: "system-ui, Helvetica, Arial, sans-serif" },
      node: {
        label: diagram.labels.map((label) => plain(short(label, most))),
        pad: narrow ? 16 : 20,
        thickness: 10,
        line: { width: 0 },
        hoverinfo: "none",
      },
      link: {
        source: column(0), target: column(1), value: column(2),
        customdata: diagram.bands.map((_, number) => number),
        hoverinfo: "none",
        arrowlen: 0,
      },
    };
    const layout = {
      height: diagram.height, margin: { l: 2, r: 2, t: 8, b: 8 },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", hovermode: false,
    };
    place.replaceChildren();
    place.style.minHeight = "";
    await window.Plotly.newPlot(place, [trace], layout, { displayModeBar: false, responsive: true, typesetMath: false });
    dress(place, diagram);
    place.on("plotly_afterplot", () => dress(place, diagram));
    place.dataset.drawn = centred ? "centred" : "sides";
  };
  const drawFlows = async () => {
    const diagrams = JSON.parse($("#diagrams").textContent);
    for (const [number, place] of all(".sankey").entries()) await draw(place, diagrams[number]);
  };
  // Before the page counts as loaded, so that nobody prints it or takes its picture without them.
  const flows = drawFlows().catch((fault) => {
    all(".waiting").forEach((place) => (place.textContent = "This browser cannot draw it; the table beneath tells the same."));
    console.error(fault);
  });
  const start = () => {
    all(".network").forEach((place) => {
      const hidden = place.scrollWidth - place.clientWidth;
      if (hidden > place.clientWidth / 2) place.scrollLeft = hidden / 2;
      const told = () => ($(".sideways").hidden = place.scrollWidth <= place.clientWidth);
      new ResizeObserver(told).observe(place);
      told();
    });
    all(".table").forEach(setUp);
    flows.finally(() => (document.documentElement.dataset.ready = "yes"));
  };
  // What is folded is printed all the same.
  addEventListener("beforeprint", () => {
    all("details").forEach((each) => (each.open = true));
    printing = true;
    shows.forEach((show) => show());
  });
  addEventListener("afterprint", () => {
    printing = false;
    shows.forEach((show) => show());
  });
  // First the page is painted, then the rest is set up.
  addEventListener("load", () => requestAnimationFrame(() => setTimeout(start)));
})();
