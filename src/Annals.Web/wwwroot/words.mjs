// From a value to its words and back: a link to "#s-…" lights the words, and a click on lit words lights the value.
const light = (id) => {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const target = document.getElementById(id);
  if (!target) return;
  for (const same of document.querySelectorAll(`[data-value="${CSS.escape(target.dataset.value ?? "")}"]`)) same.classList.add("lit");
  target.classList.add("lit");
  target.scrollIntoView({ block: "nearest" });
};
document.addEventListener("click", (click) => {
  const link = click.target.closest("a[href^='#']");
  if (link) light(decodeURIComponent(link.hash.slice(1)));
  const words = click.target.closest("mark[data-value]");
  if (words) {
    const value = document.querySelector(`[data-shows="${CSS.escape(words.dataset.value)}"]`);
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    words.classList.add("lit");
    value?.classList.add("lit");
    value?.scrollIntoView({ block: "nearest" });
  }
});
if (location.hash) light(decodeURIComponent(location.hash.slice(1)));
