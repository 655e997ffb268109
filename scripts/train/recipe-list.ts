import { architectures } from '../../lib/recipes/architectures';
import type { Objective } from '../../lib/recipes/objective';
import type { Recipe } from '../../lib/recipes/recipe';
import { studies } from '../../lib/studies/studies';

/** Every recipe by study, a line each: name, network, epochs, what it minimises. Each stands once. */
export function recipeList(): string {
  const seen = new Set<string>();
  const blocks = studies.map(({ name, question, arms }) => {
    const recipes = arms.map(({ recipe }) => recipe).filter((recipe) => !seen.has(recipe.name));
    for (const recipe of recipes) seen.add(recipe.name);
    return recipes.length === 0 ? '' : [`${name}: ${question}`, ...recipes.map(line)].join('\n');
  });
  const networks = Object.entries(architectures).map(
    ([name, { network, parameters }]) =>
      `  ${name}: ${network}, ${parameters.toLocaleString('en')} parameters`,
  );
  return [...blocks.filter((block) => block !== ''), ['networks:', ...networks].join('\n')].join(
    '\n\n',
  );
}

function line({ name, model, epochs, objective, teacherAnswers }: Recipe): string {
  const answers = teacherAnswers === 'as-they-are' ? '' : `, teacher's answers: ${teacherAnswers}`;
  return `  ${name.padEnd(32)} ${model.padEnd(8)} ${`${epochs} epochs`.padEnd(10)} ${minimised(objective)}${answers}`;
}

function minimised(objective: Objective): string {
  if (objective.kind === 'labels') {
    const { smoothing, weight } = objective;
    const share = weight === 1 ? '' : `${weight} · `;
    return `${share}cross-entropy${smoothing === 0 ? '' : `, labels smoothed by ${smoothing}`}`;
  }
  if (objective.kind === 'logits') {
    const { softWeight, hardWeight, temperature } = objective;
    return `${softWeight} · KL at T = ${temperature} + ${hardWeight} · cross-entropy`;
  }
  return objective.terms.map(({ kind, weight }) => `${weight} · ${kind}`).join(' + ');
}
