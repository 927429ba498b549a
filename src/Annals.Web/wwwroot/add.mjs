// Bring your own: files are dropped or chosen and read one after the other, so that the first shows while the last is
// still being read. Nothing is stored before its button is pressed. Without this script the form does the same at once.
import { busy } from "./busy.mjs";

const form = document.getElementById("bring");
const drop = document.getElementById("drop");
const read = document.getElementById("read");
const bar = document.getElementById("progress");
const words = document.getElementById("progress-words");
const done = document.getElementById("done");

const told = (text, value, most) => {
  bar.hidden = false;
  words.textContent = text;
  done.max = most;
  done.value = value;
};

async function send(address, fields) {
  const reply = await fetch(address, { method: "POST", body: fields });
  return new DOMParser().parseFromString(await reply.text(), "text/html");
}

function warn(name, page) {
  const warning = document.createElement("p");
  warning.className = "panel warn";
  warning.setAttribute("role", "alert");
  warning.textContent = name + ": " + (page.querySelector("[role=alert]")?.textContent ?? "it could not be read");
  read.append(warning);
}

async function readAll(pieces) {
  let found = 0;
  let failed = 0;
  for (const [index, [name, field, value]] of pieces.entries()) {
    told(`Reading ${name} (${index + 1} of ${pieces.length})…`, index, pieces.length);
    const fields = new FormData();
    fields.append(field, value);
    const page = await send("/add", fields);
    const sections = page.querySelectorAll("section.read");
    if (sections.length === 0) {
      failed++;
      warn(name, page);
    }
    found += sections.length;
    read.append(...sections);
  }
  const well = pieces.length - failed;
  told([well > 0 ? `${well} read. Not stored yet.` : "", failed > 0 ? `${failed} not read.` : ""].join(" ").trim(), pieces.length, pieces.length);
  // What was read stands below the form.
  bar.scrollIntoView({ block: "start" });
  if (found > 1 && !document.getElementById("store-all")) {
    const all = document.createElement("button");
    all.id = "store-all";
    all.className = "main";
    all.textContent = "Store everything that was read";
    all.addEventListener("click", () => busy(storeAll()));
    bar.append(" ", all);
  }
}

async function store(confirm) {
  const page = await send("/add/confirm", new FormData(confirm));
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.textContent = page.querySelector("[role=status], [role=alert]")?.textContent ?? "";
  confirm.replaceWith(said);
}

async function storeAll() {
  const waiting = [...read.querySelectorAll("form[action='/add/confirm']")];
  for (const [index, confirm] of waiting.entries()) {
    told(`Storing ${index + 1} of ${waiting.length}…`, index, waiting.length);
    await store(confirm);
  }
  told("Everything is stored.", 1, 1);
  document.getElementById("store-all")?.remove();
}

const pieces = (files) => [...files].map((file) => [file.name, "files", file]);
form.addEventListener("submit", (happening) => {
  happening.preventDefault();
  const { text, url, files } = form.elements;
  const given = pieces(files.files);
  if (text.value.trim()) given.unshift(["the text", "text", text.value]);
  if (url.value.trim()) given.push([url.value, "url", url.value]);
  if (given.length === 0) return;
  form.reset();
  busy(readAll(given));
});
read.addEventListener("submit", (happening) => {
  happening.preventDefault();
  busy(store(happening.target));
});
for (const name of ["dragenter", "dragover"])
  addEventListener(name, (happening) => {
    happening.preventDefault();
    drop.classList.add("over");
  });
addEventListener("dragleave", (happening) => happening.relatedTarget ?? drop.classList.remove("over"));
addEventListener("drop", (happening) => {
  happening.preventDefault();
  drop.classList.remove("over");
  busy(readAll(pieces(happening.dataTransfer.files)));
});
