// The message box: Enter sends, Shift+Enter breaks the line, / and @ suggest, files are picked, pasted or dropped.
import { $, act, all, here, icon, toast } from "./api.js";

const drafts = new Map();
let before = null;

export const box = (where = "") => $(`.composer[data-where="${where}"] textarea`);

/** Put words at the cursor, with a space before where one is missing. */
export function insert(area, words) {
  const start = area.value.slice(0, area.selectionStart);
  area.focus();
  area.setRangeText((start && !/\s$/.test(start) ? " " : "") + words, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Keep what is half written in one channel or thread, and bring back what was left in the next. */
export function turn() {
  for (const where of ["", "thread"]) {
    const area = box(where);
    const key = (place) => `${place.channel} ${where && `in ${place.thread}`}`;
    if (before) drafts.set(key(before), area.value);
    if (before && key(before) === key(here)) continue;
    area.value = drafts.get(key(here)) ?? "";
    area.dispatchEvent(new Event("input"));
  }
  before = { ...here };
}

function setUp(form) {
  const area = $("textarea", form);
  const picker = $("input[type=file]", form);
  const files = [];
  const hints = new Hints(form, area);

  const look = () => {
    area.style.height = "auto";
    if (area.scrollHeight) area.style.height = `${area.scrollHeight}px`; // 0 while its panel is away
    form.classList.toggle("ready", Boolean(area.value.trim() || files.length));
  };
  const attach = (list) => {
    for (const file of list) files.length < 10 ? files.push(file) : toast("Ten files at most go with one message.");
    list_files();
  };
  const list_files = () => {
    $(".attached", form).replaceChildren(...files.map((file, at) => {
      const item = document.createElement("li");
      const drop = Object.assign(document.createElement("button"), { type: "button", className: "icon", innerHTML: icon("close"), ariaLabel: `Leave out ${file.name}` });
      drop.onclick = () => (files.splice(at, 1), list_files(), area.focus());
      item.append(file.name, drop);
      return item;
    }));
    look();
  };

  const send = async () => {
    const text = area.value;
    if (!text.trim() && !files.length) return;
    const body = new FormData();
    body.set("text", text);
    body.set("channel", here.channel);
    if (form.dataset.where) body.set("thread", here.thread);
    const sent = files.splice(0);
    for (const file of sent) body.append("file", file);
    area.value = "";
    hints.close();
    list_files();
    const button = $(".send", form);
    button.ariaBusy = "true";
    const outcome = await act("say", body);
    button.ariaBusy = null;
    if (outcome.ok) return;
    if (!area.value) area.value = text; // nothing typed is lost
    files.unshift(...sent);
    list_files();
  };

  form.addEventListener("submit", (event) => (event.preventDefault(), send()));
  area.addEventListener("input", () => (look(), hints.update()));
  area.addEventListener("blur", () => hints.close());
  area.addEventListener("keydown", (event) => {
    if (event.isComposing || hints.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      send();
    }
  });
  picker.addEventListener("change", () => (attach(picker.files), (picker.value = ""), area.focus()));
  area.addEventListener("paste", (event) => event.clipboardData.files.length && (event.preventDefault(), attach(event.clipboardData.files)));
  form.addEventListener("dragover", (event) => (event.preventDefault(), form.classList.add("over")));
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => (event.preventDefault(), form.classList.remove("over"), attach(event.dataTransfer.files)));
}

/** Suggestions above the box: commands at the start of a message, people after @. */
class Hints {
  constructor(form, area) {
    [this.form, this.area, this.list, this.at, this.found] = [form, area, $(".hints", form), 0, []];
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const row = event.target.closest("[role=option]");
      if (row && this.found.length) this.pick(Number(row.dataset.at));
    });
  }

  entries(name) {
    return all("span", $(`template.${name}`, this.form)?.content ?? document.createDocumentFragment())
      .map((one) => ({ words: one.dataset.insert, hint: one.dataset.hint ?? "", about: one.textContent }));
  }

  update() {
    const text = this.area.value.slice(0, this.area.selectionStart);
    const command = /^\/\S*$/.test(text) && text;
    const name = /(?:^|\s)@([\w.-]*)$/.exec(text);
    this.from = command ? 0 : name ? text.length - name[1].length - 1 : 0;
    if (command) this.found = this.entries("commands").filter((one) => one.words.startsWith(command));
    else if (name) this.found = this.entries("people").filter((one) => `${one.words} ${one.about}`.toLowerCase().includes(name[1].toLowerCase()));
    else this.found = [];
    this.at = 0;
    if (this.found.length) return this.draw(this.found);
    const usage = this.entries("commands").find((one) => text.startsWith(one.words) && one.hint && !text.includes("\n"));
    if (usage) this.draw([usage]);
    else this.close();
  }

  draw(rows) {
    this.list.replaceChildren(...rows.map((one, at) => {
      const row = document.createElement("div");
      row.role = "option";
      row.id = `${this.list.id}-${at}`;
      row.dataset.at = at;
      row.ariaSelected = String(this.found.length > 0 && at === this.at);
      row.append(Object.assign(document.createElement("b"), { textContent: one.words.trim() }));
      if (one.hint) row.append(Object.assign(document.createElement("code"), { textContent: one.hint }));
      row.append(Object.assign(document.createElement("small"), { textContent: one.about }));
      return row;
    }));
    this.list.hidden = false;
    this.area.setAttribute("aria-activedescendant", this.found.length ? `${this.list.id}-${this.at}` : "");
  }

  key(event) {
    if (this.list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (!this.found.length) return false;
    else if (step) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.draw(this.found);
    } else if (event.key === "Tab" || (event.key === "Enter" && !this.complete())) this.pick(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** Whether what is typed is the suggestion already, so that Enter sends it. */
  complete() {
    return this.area.value.slice(this.from).trim() === this.found[this.at].words.trim();
  }

  pick(at) {
    this.area.setRangeText(this.found[at].words, this.from, this.area.selectionStart, "end");
    this.area.dispatchEvent(new Event("input"));
  }

  close() {
    this.list.hidden = true;
    this.found = [];
    this.area.removeAttribute("aria-activedescendant");
  }
}

for (const form of all(".composer")) setUp(form);
