// Walks a practice provider's pages without a window, as a browser somewhere else would.

/** A page that was fetched: its address, its text, and its one form. */
class Visited {
  constructor(address, status, html) {
    this.address = address;
    this.status = status;
    this.html = html;
    this.heading = plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '');
  }

  /** The form's target and the fields it would send when nothing is touched. */
  form() {
    const [, attributes, content] = /<form\b([^>]*)>([\s\S]*?)<\/form>/.exec(this.html) ?? [];
    if (attributes === undefined) throw new Error(`no form on “${this.heading}”:\n${plain(this.html)}`);
    const fields = new URLSearchParams();
    for (const [tag] of content.matchAll(/<input\b[^>]*>/g)) {
      const { type = 'text', name, value = '' } = attributesOf(tag);
      const chosen = !['radio', 'checkbox'].includes(type) || /\bchecked\b/.test(tag);
      if (name && chosen) fields.append(name, value);
    }
    return { target: new URL(attributesOf(attributes).action ?? '', this.address), fields };
  }
}

/**
 * Opens `address` and sends one form after the other. Each step names the fields to fill in, and the button to press as
 * `answer` ("continue" if it is not named).
 * @param {string} address
 * @param {Record<string, string>[]} steps
 * @returns {Promise<string>} the callback address the last form leads to; it is not opened
 */
export async function walk(address, steps) {
  let page = await open(new URL(address));
  for (const step of steps) {
    const { target, fields } = page.form();
    for (const [name, value] of Object.entries({ answer: 'continue', ...step })) fields.set(name, value);
    const answer = await open(target, { method: 'POST', body: fields });
    if (answer instanceof URL) return answer.href;
    page = answer;
  }
  throw new Error(`the pages ended on “${page.heading}” (${page.status}) instead of a callback:\n${plain(page.html)}`);
}

/** Follows redirects as long as they stay with the provider; one that leads elsewhere is the callback. */
async function open(address, options = {}) {
  const answer = await fetch(address, { ...options, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (!location) return new Visited(address, answer.status, await answer.text());
  const target = new URL(location, address);
  return target.origin === address.origin && !target.pathname.startsWith('/callback') ? open(target) : target;
}

function attributesOf(tag) {
  return Object.fromEntries([...tag.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value)]));
}

const plain = (html) => unescaped(html.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim());

function unescaped(text) {
  const signs = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => signs[entity]);
}
