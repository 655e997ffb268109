import type { BenchResults } from '../lib/study/bench-results';
export function resultsMarkdown(results: BenchResults): string {
  return `# ${results.machine.processor}\n`;
}
