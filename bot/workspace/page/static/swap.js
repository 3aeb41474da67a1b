// Put a fresh fragment in place without touching what stayed the same, so that focus, scroll and half-typed words
// survive and a screen reader hears only what is new. Times are told in the reader's own zone.
import { $, all } from "./api.js";

const drawn = new WeakMap(); // a list's row -> the HTML it came as

export function swap(box, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const [from, into] = [$("[data-swap]", fresh.content), $("[data-swap]", box)];
  if (from) for (const row of from.children) drawn.set(row, row.outerHTML);
  const same = from && into && from.dataset.swap === into.dataset.swap && !$(".empty", box) === !$(".empty", fresh.content);
  if (same) rows(from, into);
  else box.replaceChildren(fresh.content);
  finish(box);
}

function rows(from, into) {
  const known = new Map([...into.children].map((row) => [row.dataset.key, row]));
  const wanted = [...from.children].map((row) => {
    const old = known.get(row.dataset.key);
    return old && (drawn.get(old) === drawn.get(row) || $(".edit", old)) ? old : row;
  });
  const stay = new Set(wanted);
  for (const [key, old] of known) {
    if (stay.has(old)) continue;
    const next = wanted.find((row) => row.dataset.key === key);
    if (next) replaceRow(old, next);
    else old.remove();
  }
  wanted.forEach((row, at) => into.children[at] !== row && into.insertBefore(row, into.children[at] ?? null));
}

function replaceRow(old, next) {
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  const path = focus?.closest(".el") ? `[data-action-id="${CSS.escape(focus.closest(".el").dataset.actionId)}"]` : null;
  old.replaceWith(next);
  const again = path ? $(`${path} :is(button, input, select, textarea)`, next) : focus && $("button", next);
  again?.focus({ preventScroll: true });
}

/** What only the browser knows: its time zone, and today. */
export function finish(root) {
  for (const time of all("time[datetime]:not([title])", root)) tell(time);
  for (const list of all(".messages", root)) days(list);
}

function tell(time) {
  const when = new Date(time.dateTime);
  if (Number.isNaN(when.getTime())) return;
  time.title = full(when);
  time.textContent = written(when, time.dataset.form) || time.textContent;
}

function days(list) {
  let before = "";
  for (const row of list.children) {
    const when = new Date(row.dataset.when);
    const day = Number.isNaN(when.getTime()) ? before : pretty(when, { weekday: "long", day: "numeric", month: "long" });
    if (day !== before) row.dataset.day = day;
    else delete row.dataset.day;
    before = day;
  }
}

const locale = navigator.language.startsWith("en") ? navigator.language : "en-GB";
const as = (options) => (when) => new Intl.DateTimeFormat(locale, options).format(when);
const full = as({ dateStyle: "full", timeStyle: "medium" });
const FORMS = {
  date: { dateStyle: "long" }, date_num: null, date_slash: { dateStyle: "short" }, date_long: { dateStyle: "full" },
  date_short: { day: "numeric", month: "short", year: "numeric" }, time: { timeStyle: "short" }, time_secs: { timeStyle: "medium" },
}; // prettier-ignore

function pretty(when, options) {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const away = Math.round((midnight(when) - midnight(new Date())) / 86_400_000);
  return { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[away] ?? as(options)(when);
}

function ago(when) {
  const minutes = Math.round((when - Date.now()) / 60_000);
  const [count, unit] = Math.abs(minutes) < 60 ? [minutes, "minute"] : Math.abs(minutes) < 1440 ? [minutes / 60, "hour"] : [minutes / 1440, "day"];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(count), unit);
}

/** Slack's date tokens: {date_short_pretty} at {time}. An unknown one stays as it is. */
export function written(when, form = "{time}") {
  return form.replace(/\{(\w+)\}/g, (token, name) => {
    if (name === "ago") return ago(when);
    const plain = name.replace(/_pretty$/, "");
    if (plain === "date_num") return [when.getFullYear(), when.getMonth() + 1, when.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    const options = FORMS[plain];
    if (!options) return token;
    return plain === name ? as(options)(when) : pretty(when, options);
  });
}
