/* Pages work without this file. It moves the focus to an error summary and gives single keys to pages that declare them. */
const all = s => [...document.querySelectorAll(s)];
document.querySelector('.errors')?.focus();
/* [data-key="/"] is pressed by that key, [data-walk] rows are walked with J and K. Only outside text fields; no key does
   anything that cannot be undone; data-keys="off" on <html> turns them off (WCAG 2.1.4). */
document.addEventListener('keydown', e => {
  if (document.documentElement.dataset.keys === 'off' || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
  if (e.target.matches('input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]')) return;
  const rows = all('[data-walk]'), at = rows.findIndex(r => r.classList.contains('on')), here = rows[at];
  const key = CSS.escape(e.key.toLowerCase());
  const hit = here?.querySelector(`[data-key="${key}"]`) ?? all(`[data-key="${key}"]`).find(x => !x.closest('[data-walk]'));
  if (hit) {
    e.preventDefault(); hit.focus();
    if (hit.matches('[type=checkbox],[type=radio],summary')) hit.click();
  } else if (rows.length && 'jk'.includes(e.key.toLowerCase())) {
    const to = rows[Math.min(rows.length - 1, Math.max(0, at + (e.key.toLowerCase() === 'j' ? 1 : -1)))];
    rows.forEach(r => r.classList.toggle('on', r === to));
    to.scrollIntoView({ block: 'nearest' });
    to.querySelector('input:not([type=hidden]),a')?.focus();
  }
});
