const narrow = matchMedia('(max-width: 1179px)');
/** A section is read from when its heading is this near to the top, in CSS pixels. */
const READ_FROM = 160;

export interface Contents {
  readonly show: (chapter: HTMLElement) => void;
}

/** Beside the text where there is room, folded above it where there is none; marks where the reader is. */
export function contents(): Contents {
  const details = document.querySelector<HTMLDetailsElement>('nav.contents details');
  if (details === null) return { show() {} };
  const fold = () => {
    details.open = !narrow.matches;
  };
  fold();
  narrow.addEventListener('change', fold);
  details.addEventListener('click', (event) => {
    if (narrow.matches && (event.target as Element).closest('a')) details.open = false;
  });
  let current: HTMLElement | undefined;
  const mark = () => markSection(details, current);
  addEventListener('scroll', mark, { passive: true });
  return {
    show(chapter) {
      current = chapter;
      for (const item of all(details, 'li[data-chapter]')) {
        const isHere = item.dataset.chapter === chapter.id;
        item.classList.toggle('here', isHere);
        setCurrent(item.querySelector('a'), isHere && 'page');
      }
      mark();
    },
  };
}

function markSection(details: HTMLElement, chapter: HTMLElement | undefined): void {
  const headings = chapter ? all(chapter, 'h3[id]') : [];
  const here = headings.reverse().find((it) => it.getBoundingClientRect().top < READ_FROM);
  for (const link of all(details, 'ol ol a')) {
    setCurrent(link, here !== undefined && link.getAttribute('href') === `#${here.id}` && 'true');
  }
}

function setCurrent(link: Element | null, current: string | false): void {
  if (current === false) link?.removeAttribute('aria-current');
  else link?.setAttribute('aria-current', current);
}

/** Shows all code and folds it again. */
export function codeButton(): void {
  const button = document.querySelector<HTMLButtonElement>('#toggle-code');
  const cells = Array.from(document.querySelectorAll<HTMLDetailsElement>('details.code'));
  if (button === null || cells.length === 0) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const open = cells.some((cell) => !cell.open);
    for (const cell of cells) cell.open = open;
    document.documentElement.classList.toggle('all-code', open);
    button.textContent = open ? 'Hide all code' : 'Show all code';
  });
}

function all(place: HTMLElement, selector: string): HTMLElement[] {
  return Array.from(place.querySelectorAll<HTMLElement>(selector));
}
