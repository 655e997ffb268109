/** Runs in the report's page: one chapter at a time, contents, code, and the figures once Plotly is there. */
import { chapters } from './chapters';
import { codeButton, contents } from './contents';
import { figures } from './figures';

let draw = () => {};
const markChapter = contents();
chapters((chapter) => {
  markChapter(chapter);
  draw();
});
codeButton();
addEventListener('DOMContentLoaded', () => {
  draw = figures();
  // Paper does not wait for those of hidden chapters.
  document.fonts.forEach((font) => {
    font.load();
  });
});
