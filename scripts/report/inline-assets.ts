import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { plotlySource } from '../../lib/pictures/figure-png';
import { writeAtomically } from '../../lib/store/atomic-file';
import { projectRoot } from '../../lib/store/project-root';

const assets = join(projectRoot(), 'scripts', 'report', 'assets');

/** What the page carries within itself, so that it works without a network. */
export interface InlineAssets {
  readonly css: string;
  readonly plotly: string;
  readonly script: string;
}

/** Gathers styles, fonts and scripts, each as small as it gets. */
export async function inlineAssets(): Promise<InlineAssets> {
  const own = readFileSync(join(assets, 'page.css'), 'utf8');
  const css = await transform(`${katexCss()}\n${own}`, { loader: 'css', minify: true });
  return { css: css.code, plotly: await smallPlotly(), script: await pageScript() };
}

/** KaTeX's styles with its fonts within; of three formats only woff2, which every browser now reads. */
function katexCss(): string {
  const folder = join(projectRoot(), 'node_modules', 'katex', 'dist');
  const css = readFileSync(join(folder, 'katex.min.css'), 'utf8');
  return css.replace(/src:url\((fonts\/[\w-]+\.woff2)\)[^;}]*/g, (_, file: string) => {
    const font = readFileSync(join(folder, file)).toString('base64');
    return `src:url(data:font/woff2;base64,${font}) format("woff2")`;
  });
}

async function pageScript(): Promise<string> {
  const result = await build({
    entryPoints: [join(assets, 'page.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2020',
    logLevel: 'silent',
  });
  return scriptSafe(result.outputFiles[0]?.text ?? '');
}

/** plotly.js at half its size; kept, because it takes seconds to make and its version is pinned. */
async function smallPlotly(): Promise<string> {
  const folder = join(projectRoot(), 'node_modules', 'plotly.js-dist');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const kept = join(projectRoot(), 'node_modules', '.cache', `plotly-${version}.min.js`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  const { code } = await transform(plotlySource(), {
    loader: 'js',
    minify: true,
    legalComments: 'none',
    target: 'es2020',
  });
  writeAtomically(kept, scriptSafe(code));
  return scriptSafe(code);
}

/** Nothing in a script may look like its end. */
function scriptSafe(code: string): string {
  return code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
