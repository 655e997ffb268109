/** How long the page has to rest before its place is kept for the way back. */
const REST_MS = 150;

/**
 * Shows one chapter at a time and follows the address: `#04-distillation`, `#figure-paired-gains`. The focus goes to
 * what the address names, the way back leads to where the reader was.
 * @param onOpen told of each chapter that is opened, the first included
 */
export function chapters(onOpen: (chapter: HTMLElement) => void): void {
  const title = document.title;
  let current: HTMLElement | undefined;
  const open = (chapter: HTMLElement) => {
    document.querySelector('.chapter.open')?.classList.remove('open');
    chapter.classList.add('open');
    current = chapter;
    document.title = `${chapter.querySelector('h2')?.textContent ?? ''} · ${title}`;
    onOpen(chapter);
  };
  const follow = () => {
    const target = named(location.hash);
    const chapter = target?.closest<HTMLElement>('.chapter');
    if (!target || !chapter) return null; // such as the link that skips to the text
    if (chapter !== current) open(chapter);
    const kept: unknown = history.state?.top;
    if (typeof kept === 'number') scrollTo(0, kept);
    else if (target === chapter) scrollTo(0, 0);
    else target.scrollIntoView();
    return target === chapter ? chapter.querySelector('h2') : target;
  };
  const first = document.querySelector<HTMLElement>('.chapter');
  if (follow() === null && first !== null) open(first);
  keepPlaces();
  addEventListener('hashchange', () => focus(follow()));
}

/** What an address names; its chapter where the section is not there; the first chapter where it names nothing. */
function named(hash: string): HTMLElement | null {
  if (hash.length < 2) return document.querySelector('.chapter');
  const id = decoded(hash.slice(1));
  return document.getElementById(id) ?? document.getElementById(id.replace(/--.*/, ''));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function focus(element: HTMLElement | null): void {
  if (!element?.hasAttribute('tabindex')) element?.setAttribute('tabindex', '-1');
  element?.focus({ preventScroll: true });
}

/** Keeps with each entry of the history how far the page was scrolled; a browser cannot where chapters change. */
function keepPlaces(): void {
  history.scrollRestoration = 'manual';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => history.replaceState({ top: scrollY }, '');
  addEventListener('hashchange', () => clearTimeout(timer));
  addEventListener('click', keep, { capture: true }); // a reader may follow a link before the page rests
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST_MS);
  };
  addEventListener('scroll', keepSoon, { passive: true });
}
