import { type Display, kernelDisplay } from './display';
import { escapeHtml } from './html';

/**
 * Shows a green tick before the statement, or stops the notebook.
 * @param statement a sentence that has to be true of the numbers above it
 * @param holds whether it is
 * @throws when it does not hold, with the statement
 */
export function check(statement: string, holds: boolean, display: Display = kernelDisplay): void {
  if (!holds) throw new Error(`Check failed. Expected: ${statement}`);
  display.show({
    'text/html': `<p class="check"><span style="color:var(--good,var(--jp-success-color1,#1a7f37))">✓</span> ${escapeHtml(statement)}</p>`,
    'text/plain': `✓ ${statement}`,
  });
}
