const narrow = matchMedia('(max-width: 1179px)');
/** A section is read from when its heading is this near to the top, in CSS pixels. */
const READ_FROM = 160;

/**
 * Beside the text where there is room, folded above it where there is none; marks where the reader is.
 * @returns told of each chapter that is opened
 */
export function contents(): (chapter: HTMLElement) => void {
  const details = document.querySelector('nav.contents details') as HTMLDetailsElement;
  const fold = () => {
    details.open = !narrow.matches;
  };
  fold();
  narrow.addEventListener('change', fold);
  details.addEventListener('click', (event) => {
    if (narrow.matches && (event.target as Element).closest('a')) details.open = false;
  });
  let headings: HTMLElement[] = []; // of the chapter, the last one first
  const mark = () => {
    const here = headings.find((it) => it.getBoundingClientRect().top < READ_FROM);
    for (const link of all('ol ol a', details)) {
      link.ariaCurrent = link.getAttribute('href') === `#${here?.id}` ? 'true' : null;
    }
  };
  addEventListener('scroll', mark, { passive: true });
  return (chapter) => {
    headings = all('h3[id]', chapter).reverse();
    for (const item of all('li[data-chapter]', details)) {
      const isHere = item.dataset.chapter === chapter.id;
      item.classList.toggle('here', isHere);
      const link = item.querySelector('a');
      if (link) link.ariaCurrent = isHere ? 'page' : null;
    }
    mark();
  };
}

/** Shows all code and folds it again. */
export function codeButton(): void {
  const button = document.querySelector('#toggle-code') as HTMLButtonElement;
  const cells = all<HTMLDetailsElement>('details.code');
  button.hidden = cells.length === 0;
  button.addEventListener('click', () => {
    const open = cells.some((cell) => !cell.open);
    for (const cell of cells) cell.open = open;
    document.documentElement.classList.toggle('all-code', open);
    button.textContent = open ? 'Hide all code' : 'Show all code';
  });
}

function all<T extends HTMLElement>(selector: string, place: ParentNode = document): T[] {
  return Array.from(place.querySelectorAll<T>(selector));
}
