/** Puts a text on the clipboard. A web view may lack the new way; the old one works on a key press or a click. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('aria-hidden', 'true');
    field.className = 'unseen';
    document.body.append(field);
    field.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way left where the Clipboard API is refused
    document.execCommand('copy');
    field.remove();
  }
}
