import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';

/** Files of lib that set-up needs before any package is there that could run TypeScript. */
const shared = ['atomic-file', 'lock-file'] as const;

/** A file of lib/store as plain JavaScript. */
function javaScriptOf(name: string): string {
  const source = readFileSync(join(projectRoot(), 'lib', 'store', `${name}.ts`), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  });
  const header = `// @ts-nocheck Made of lib/store/${name}.ts: change that, then npx vitest run test/scripts/from-lib -u\n`;
  return header + outputText.replace(/from '(\.\/[\w-]+)'/g, "from '$1.mjs'");
}

describe('what set-up shares with lib', () => {
  it.each(shared)('%s is the JavaScript of its TypeScript', async (name) => {
    const file = join(projectRoot(), 'scripts', 'setup', 'from-lib', `${name}.mjs`);
    await expect(javaScriptOf(name)).toMatchFileSnapshot(file);
  });
});
