// Search, links into folded parts, and the form of an operation that is unfolded. The page is whole without any of it.
const api = location.pathname.replace(/\/(docs|swagger)\/?$/i, "") + "/api/v1";
const operations = [...document.querySelectorAll("details.operation")];
const tools = document.getElementById("tools");

function search(words) {
  for (const operation of operations) {
    const text = (operation.id + " " + operation.firstChild.textContent).toLowerCase();
    operation.hidden = !words.every((word) => text.includes(word));
  }
}

function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const part = target && target.closest("details");
  if (part) {
    part.open = true;
    part.scrollIntoView();
  }
}

function offer(event) {
  const template = event.target.querySelector(":scope > template");
  if (template) template.replaceWith(template.content);
}

function headers(form) {
  const name = document.getElementById("name").value;
  const told = { Accept: "application/json", "X-Requested-With": "docs" };
  const cookie = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/);
  if (name) {
    const login = new TextEncoder().encode(name + ":" + document.getElementById("password").value);
    told.Authorization = "Basic " + btoa(String.fromCharCode(...login));
  } else if (cookie) {
    told["X-XSRF-TOKEN"] = decodeURIComponent(cookie[1]);
  }
  return form.elements.body ? { ...told, "Content-Type": "application/json" } : told;
}

function address(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll("input")) {
    if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    else if (field.value) query.set(field.name, field.value);
  }
  return api + path + (query.size ? "?" + query : "");
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const output = form.nextElementSibling;
  const answer = document.createElement("pre");
  output.replaceChildren(answer);
  try {
    const body = form.elements.body?.value;
    const got = await fetch(address(form), { method: form.dataset.verb, headers: headers(form), body });
    const text = await got.text();
    const json = (got.headers.get("content-type") || "").includes("json");
    answer.textContent = `${got.status} ${got.statusText}\n` + (json && text ? JSON.stringify(JSON.parse(text), null, 2) : text);
  } catch (error) {
    answer.textContent = String(error);
  }
}

if (tools) {
  tools.hidden = false;
  document.getElementById("search").addEventListener("input", (event) => {
    search(event.target.value.toLowerCase().split(/\s+/));
  });
  addEventListener("toggle", offer, true);
  addEventListener("submit", send);
  addEventListener("hashchange", unfold);
  unfold();
}
