/** Runs in the report's page: one chapter at a time, contents, code, and the figures once Plotly is there. */
import { chapters } from './chapters';
import { codeButton, contents } from './contents';
import { type Figures, figures } from './figures';

let drawn: Figures | undefined;
const contentsOf = contents();
chapters((chapter) => {
  contentsOf.show(chapter);
  drawn?.draw();
});
codeButton();
addEventListener('DOMContentLoaded', () => {
  drawn = figures();
  // Paper does not wait for those of hidden chapters.
  document.fonts.forEach((font) => {
    font.load();
  });
});
