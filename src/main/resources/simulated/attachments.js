// Made by the simulated model: shows attachments that were too large to be written into the page.
"use strict";

(() => {
  const MAX_ROWS = 1000;
  const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

  function element(name, text, className) {
    const result = document.createElement(name);
    if (text !== undefined) {
      result.textContent = text;
    }
    if (className) {
      result.className = className;
    }
    return result;
  }

  // RFC 4180: quoted fields may hold separators, line ends and doubled quotes.
  function parseCsv(text, separator) {
    const rows = [];
    let row = [];
    let field = "";
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (quoted) {
        if (c !== '"') {
          field += c;
        } else if (text[i + 1] === '"') {
          field += c;
          i++;
        } else {
          quoted = false;
        }
      } else if (c === '"' && field === "") {
        quoted = true;
      } else if (c === separator) {
        row.push(field);
        field = "";
      } else if (c === "\n") {
        row.push(field);
        rows.push(row);
        row = [];
        field = "";
      } else {
        field += c;
      }
    }
    if (field !== "" || row.length > 0) {
      row.push(field);
      rows.push(row);
    }
    return rows.filter((cells) => cells.length > 1 || cells[0].trim() !== "");
  }

  function separatorOf(text) {
    const first = text.split("\n", 1)[0];
    return [",", ";", "\t"].find((candidate) => first.includes(candidate)) || ",";
  }

  // Decimals are added exactly: as whole numbers of their smallest unit.
  function sum(values) {
    const scale = values.reduce((most, value) => Math.max(most, (value.split(".")[1] || "").length), 0);
    let total = 0n;
    for (const value of values) {
      const negative = value.startsWith("-");
      const [whole, fraction = ""] = value.replace(/^[+-]/, "").split(".");
      const units = BigInt(whole + fraction.padEnd(scale, "0"));
      total += negative ? -units : units;
    }
    const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
    const whole = digits.slice(0, digits.length - scale);
    const fraction = scale > 0 ? "." + digits.slice(-scale) : "";
    return (total < 0n ? "-" : "") + whole + fraction;
  }

  function isNumeric(rows, column) {
    const values = rows.map((row) => (row[column] || "").trim()).filter((value) => value !== "");
    return values.length > 0 && values.every((value) => value.length <= 40 && NUMBER.test(value));
  }

  function lineOf(cells, cellName, numeric) {
    const line = element("tr");
    cells.forEach((cell, i) => {
      line.append(element(i === 0 ? "th" : cellName, cell, i === 0 || numeric[i - 1] ? "number" : ""));
    });
    return line;
  }

  function showCsv(place, text) {
    const clean = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    const [names = [], ...rows] = parseCsv(clean, separatorOf(clean));
    const width = Math.max(names.length, ...rows.slice(0, MAX_ROWS).map((row) => row.length));
    const columns = [...Array(width).keys()];
    const numeric = columns.map((column) => isNumeric(rows, column));
    const table = element("table");
    const head = table.createTHead();
    head.append(lineOf(["#", ...columns.map((column) => names[column] || "")], "th", numeric));
    const body = table.createTBody();
    rows.slice(0, MAX_ROWS).forEach((row, i) => {
      body.append(lineOf([i + 1, ...columns.map((column) => row[column] || "")], "td", numeric));
    });
    const totals = columns.map((column) =>
      numeric[column]
        ? sum(rows.map((row) => (row[column] || "").trim()).filter((value) => value !== ""))
        : "");
    table.createTFoot().append(lineOf(["Total", ...totals], "td", numeric));
    const scroll = element("div", undefined, "scroll");
    scroll.append(table);
    place.replaceChildren(scroll);
    if (rows.length > MAX_ROWS) {
      place.append(element("p", `The first ${MAX_ROWS} of ${rows.length} rows; the totals are of all.`, "note"));
    }
  }

  function showText(place, text) {
    place.replaceChildren(element("pre", text));
  }

  function showJson(place, text) {
    try {
      showText(place, JSON.stringify(JSON.parse(text), null, 2));
    } catch (notJson) {
      showText(place, text);
    }
  }

  const SHOW = { csv: showCsv, json: showJson, text: showText };

  async function load(place) {
    try {
      const answer = await fetch(place.dataset.source);
      if (!answer.ok) {
        throw new Error(`status ${answer.status}`);
      }
      SHOW[place.dataset.kind](place, await answer.text());
    } catch (problem) {
      place.replaceChildren(element("p", `Could not be loaded: ${problem.message}`, "note"));
    }
  }

  document.querySelectorAll(".live:not([data-loading])").forEach((place) => {
    place.dataset.loading = "true";
    load(place);
  });
})();
