import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { plotlySource } from '../../lib/pictures/figure-png';
import { writeAtomically } from '../../lib/store/atomic-file';
import { projectRoot } from '../../lib/store/project-root';

/** What the page carries within itself, so that it works without a network. */
export type InlineAssets = Awaited<ReturnType<typeof inlineAssets>>;

const SMALL = { minify: true, target: 'es2020', legalComments: 'none' } as const;

/** Gathers styles, fonts and scripts, each as small as it gets. */
export async function inlineAssets() {
  const assets = join(projectRoot(), 'scripts', 'report', 'assets');
  const { outputFiles } = await build({
    ...SMALL,
    entryPoints: [join(assets, 'page.ts'), join(assets, 'page.css')],
    bundle: true,
    format: 'iife',
    write: false,
    outdir: assets,
    logLevel: 'silent',
    // Of KaTeX's fonts in three formats only woff2, which every browser now reads.
    loader: { '.woff2': 'dataurl', '.woff': 'empty', '.ttf': 'empty' },
  });
  const made = (ending: string) =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return {
    css: made('.css').replaceAll(/,url\(\) format\("\w+"\)/g, ''),
    plotly: await smallPlotly(),
    script: scriptSafe(made('.js')),
  };
}

/** plotly.js at half its size; kept, because it takes seconds to make and its version is pinned. */
async function smallPlotly(): Promise<string> {
  const modules = join(projectRoot(), 'node_modules');
  const { version } = JSON.parse(
    readFileSync(join(modules, 'plotly.js-dist', 'package.json'), 'utf8'),
  );
  const kept = join(modules, '.cache', `plotly-${version}.min.js`);
  if (!existsSync(kept)) {
    const { code } = await transform(plotlySource(), SMALL);
    writeAtomically(kept, scriptSafe(code));
  }
  return readFileSync(kept, 'utf8');
}

/** Nothing in a script may look like its end. */
function scriptSafe(code: string): string {
  return code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
