// The whole script of the practice trading page. Nothing of the address is written into the page: it is read here.
(async () => {
  const status = document.getElementById("opening");
  const { exchange, ready, company } = status.dataset;
  let token = new URLSearchParams(location.search).get("tsource");
  // The token leaves the address, so that no history and no picture of the window keeps it.
  history.replaceState(null, "", location.pathname);

  async function ask(path, body) {
    const trace = `t-page-${Date.now()}`;
    const headers = { "content-type": "application/json", companyId: company, company, trace, lang: "en-US", token };
    const reply = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
    const { ok, code, data } = await reply.json();
    if (!ok || code !== "0") throw new Error(code);
    return data;
  }

  function show(id, text) {
    status.id = id;
    status.textContent = text;
  }

  try {
    if (!token) throw new Error("no token");
    if (exchange === "random_key") token = await ask("/api/global/thirdExt/randomKey", {});
    const customer = await ask("/api/global/customer.app.CustomerWebApiService.findCustomerInfo", {});
    show("signed-in", `practice trading: signed in as customer ${customer.customerNo}`);
  } catch {
    token = null;
    show("expired", "login expired: open this page again from the application");
  }

  // The messages of the provider's public front end, as JSON texts. `cats-init` names another host for the calls; this
  // page calls its own and nothing else, so there is nothing to do.
  addEventListener("message", async ({ data: text, origin, source }) => {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (message?.type !== "cats-auth2Code" || !source) return;
    let data;
    try {
      data = { code: await ask("/api/auth2/code", message.data ?? {}) };
    } catch (error) {
      data = { err: error.message };
    }
    const { type, key } = message;
    source.postMessage(JSON.stringify({ type, key, data }), origin === "null" ? "*" : origin);
  });

  // Not the provider's: only with the switch of this name.
  if (ready === "true" && parent !== window) {
    parent.postMessage(JSON.stringify({ type: "practice-ready", data: { signedIn: token !== null } }), "*");
  }
})();
