// From a value to its words and back: a link with data-shows lights the words of its values, and a click on words lights
// the value that leads to them. Words may be those of several values; a link, of one value as several reports have it.
const holding = (name, value) => document.querySelectorAll(`[data-${name}~="${CSS.escape(value)}"]`);
const light = (found) => {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const one of found) one.classList.add("lit");
};
const show = (value) => {
  const words = [...holding("values", value)];
  light([...words, ...holding("shows", value)]);
  words[0]?.scrollIntoView({ block: "nearest" });
  return words.length > 0;
};
const target = (hash) => {
  const id = decodeURIComponent(hash.slice(1));
  if (id.startsWith("w-")) return show(id.slice(2));
  // A report, from the list of merges.
  const report = document.getElementById(id);
  if (report) light([report]);
  return false;
};
document.addEventListener("click", (click) => {
  const link = click.target.closest("a[href^='#']");
  if (link && target(link.hash)) {
    click.preventDefault();
    history.replaceState(null, "", link.hash);
  }
  const words = click.target.closest("mark[data-values]");
  if (!words) return;
  const value = words.dataset.values.split(" ").map((one) => [...holding("shows", one)]).find((links) => links.length > 0) ?? [];
  light([words, ...value]);
  value[0]?.scrollIntoView({ block: "nearest" });
});
if (location.hash) target(location.hash);
